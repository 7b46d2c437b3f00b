"""away-at-once: on any day a council, or a group sharing a director or trust, has one person on site elsewhere."""

from __future__ import annotations

import pytest
from rule_cases import FIRST, LAST, Entry, Seat, arrangement, duty, excess, limit_strength, on, person, post, span

CODE = "away-at-once"
WEEK = [span(FIRST, LAST)]


def away(who: Entry, target: str, kind: str = "inspect", **changes: object) -> Seat:
    work = duty(kind, target, name=f"{who['id']}-{kind}-{target}", **({"on_site": WEEK} | changes))
    return on(who, work)


P, Q, R = person("p", "H"), person("q", "H"), person("r", "K")


@pytest.mark.parametrize("kind", ["inspect", "support", "review", "chair"])
def test_forbids_two_people_of_one_council_on_site_elsewhere_on_one_day(kind: str) -> None:
    assert excess(CODE, away(P, "T"), away(Q, "U", kind)) == 1
    assert limit_strength(CODE) == "hard"


def test_lets_through_one_person_away() -> None:
    assert excess(CODE, away(P, "T")) == 0


def test_lets_through_people_of_two_councils() -> None:
    assert excess(CODE, away(P, "T"), away(R, "U")) == 0
    assert excess(CODE, away(P, "T"), away(R, "T")) == 0


def test_forbids_each_further_person() -> None:
    assert excess(CODE, away(P, "T"), away(Q, "U"), away(person("s", "H"), "V")) == 2


def test_forbids_two_people_of_one_council_on_one_team() -> None:
    team = duty(seats=2)
    assert excess(CODE, on(P, team), on(Q, team)) == 1


@pytest.mark.parametrize(
    ("since", "until", "over"),
    [
        ("2026-09-28", "2026-10-04", 0),
        ("2026-09-28", "2026-10-05", 1),
        ("2026-10-07", "2026-10-07", 1),
        ("2026-10-09", "2026-10-16", 1),
        ("2026-10-10", "2026-10-16", 0),
    ],
)
def test_forbids_on_site_days_that_overlap_and_lets_through_days_that_only_touch(
    since: str, until: str, over: int
) -> None:
    visits = away(Q, "U", "support", first="2026-09-07", last="2026-12-18", on_site=[span(since, until)])
    assert excess(CODE, away(P, "T"), visits) == over


@pytest.mark.parametrize("kind", ["support", "review", "chair", "second", "interim"])
def test_lets_through_duties_that_name_no_on_site_days(kind: str) -> None:
    term = duty(kind, "U", name="term", first="2026-09-07", last="2026-12-18")
    assert excess(CODE, away(P, "T"), on(Q, term)) == 0


def test_forbids_inspections_that_name_no_on_site_days() -> None:
    one, other = on(P, duty("inspect", "T", name="one")), on(Q, duty("inspect", "U", name="other"))
    assert excess(CODE, one, other) == 1


@pytest.mark.parametrize("kind", ["second", "interim"])
def test_lets_through_full_time_terms_whatever_their_on_site_days(kind: str) -> None:
    assert excess(CODE, away(P, "T"), away(Q, "U", kind)) == 0
    assert excess(CODE, away(P, "T", kind), away(Q, "U", kind)) == 0


def test_lets_through_days_of_notice() -> None:
    noticed = away(Q, "U", first="2026-10-12", last="2026-10-16", on_site=None, notice="2026-10-05")
    assert excess(CODE, away(P, "T"), noticed) == 0


def test_lets_through_one_person_on_two_duties_at_once() -> None:
    assert excess(CODE, away(P, "T", "support"), away(P, "U", "review")) == 0


@pytest.mark.parametrize("shared", ["director", "trust"])
def test_forbids_two_people_of_a_group_sharing_a_director_or_a_trust(shared: str) -> None:
    shares = [arrangement(shared, "K", "H")]
    assert excess(CODE, away(P, "T"), away(R, "U"), arrangements=shares) == 1


def test_forbids_two_people_of_a_group_of_three() -> None:
    shares = [arrangement("trust", "H", "M", "K")]
    assert excess(CODE, away(P, "T"), away(R, "U"), arrangements=shares) == 1


@pytest.mark.parametrize(
    "shared", ["directorate", "partnership", "adoption", "service", "police", "icb", "dispute", "merger", "complaint"]
)
def test_lets_through_the_other_arrangements(shared: str) -> None:
    assert excess(CODE, away(P, "T"), away(R, "U"), arrangements=[arrangement(shared, "H", "K")]) == 0


@pytest.mark.parametrize(
    ("since", "until", "over"),
    [
        ("2020-01-01", "2026-10-04", 0),
        ("2020-01-01", "2026-10-05", 1),
        ("2026-10-09", None, 1),
        ("2026-10-10", None, 0),
    ],
)
def test_forbids_or_lets_through_by_the_days_of_the_arrangement(since: str, until: str | None, over: int) -> None:
    shares = [arrangement("director", "H", "K", since=since, until=until)]
    assert excess(CODE, away(P, "T"), away(R, "U"), arrangements=shares) == over


def test_lets_through_a_placement_at_ones_own_home() -> None:
    joint = person("q", "H", "K")
    assert excess(CODE, away(P, "T"), away(joint, "K", "support")) == 0


def test_forbids_one_home_among_several() -> None:
    assert excess(CODE, away(P, "T"), away(person("q", "K", "H"), "U")) == 1


def test_forbids_a_change_of_employer_in_mid_duty_and_lets_through_one_before_it() -> None:
    moving = person("q", posts=[post("K", until="2026-10-06"), post("H", "2026-10-07")])
    assert excess(CODE, away(P, "T"), away(moving, "U")) == 1
    moved = person("q", posts=[post("H", until="2026-10-04"), post("K", "2026-10-05")])
    assert excess(CODE, away(P, "T"), away(moved, "U")) == 0


def test_lets_through_people_without_a_post() -> None:
    one, other = person("p", posts=[]), person("q", posts=[])
    assert excess(CODE, away(one, "T"), away(other, "U")) == 0


@pytest.mark.parametrize("status", ["done", "live"])
@pytest.mark.parametrize(("day", "over"), [("2026-10-05", 1), ("2026-10-02", 0)])
def test_forbids_and_lets_through_beside_a_past_or_fixed_placement(status: str, day: str, over: int) -> None:
    visits = duty("support", "U", name="other", first="2026-09-07", last="2026-10-09", on_site=[span(day, day)])
    assert excess(CODE, away(P, "T"), on(Q, visits, status)) == over


def test_forbids_and_lets_through_by_the_policys_most() -> None:
    three = [away(P, "T"), away(Q, "U"), away(person("s", "H"), "V")]
    assert excess(CODE, *three, setting={"most": 2}) == 1
    assert excess(CODE, *three[:2], setting={"most": 2}) == 0


def test_lets_through_when_off_and_forbids_softly_when_soft() -> None:
    two = [away(P, "T"), away(Q, "U")]
    assert excess(CODE, *two, setting={"strength": "off"}) == 0
    assert excess(CODE, *two, setting={"strength": "soft"}) == 1
    assert limit_strength(CODE, {"strength": "soft"}) == "soft"


@pytest.mark.parametrize(("notice", "over"), [("2026-09-28", 1), (None, 0)])
def test_forbids_by_a_home_left_after_notice_and_lets_through_by_one_left_before_the_inspection(
    notice: str | None, over: int
) -> None:
    left = person("q", posts=[post("H", until="2026-09-30"), post("K", "2026-10-01")])
    assert excess(CODE, away(P, "T"), away(left, "U", notice=notice)) == over


def test_lets_through_a_duty_of_several_councils_of_which_one_is_a_home() -> None:
    joint = on(Q, duty("support", "U", "H", name="joint", on_site=WEEK))
    assert excess(CODE, away(P, "T"), joint) == 0
    elsewhere = on(Q, duty("support", "U", "V", name="joint", on_site=WEEK))
    assert excess(CODE, away(P, "T"), elsewhere) == 1


def test_lets_through_a_chain_of_two_arrangements() -> None:
    chain = [arrangement("trust", "H", "M"), arrangement("director", "M", "K")]
    assert excess(CODE, away(P, "T"), away(R, "U"), arrangements=chain) == 0
    middle = away(person("m", "M"), "V")
    assert excess(CODE, away(P, "T"), away(R, "U"), middle, arrangements=chain) == 1


@pytest.mark.parametrize(("day", "over"), [("2026-10-10", 1), ("2026-10-11", 0)])
def test_forbids_a_shared_saturday_on_site_and_lets_through_the_sunday_after(day: str, over: int) -> None:
    longer = away(P, "T", "support", last="2026-10-30", on_site=[span("2026-10-08", "2026-10-10")])
    other = away(Q, "U", "support", last="2026-10-30", on_site=[span(day, day)])
    assert excess(CODE, longer, other) == over


@pytest.mark.parametrize(("until", "over"), [("2028-02-28", 0), ("2028-02-29", 1)])
def test_forbids_a_shared_leap_day_and_lets_through_the_day_before(until: str, over: int) -> None:
    leap = away(P, "T", "review", first="2028-02-28", last="2028-03-03", on_site=[span("2028-02-29", "2028-02-29")])
    other = away(Q, "U", "review", first="2028-02-21", last="2028-03-03", on_site=[span("2028-02-21", until)])
    assert excess(CODE, leap, other) == over


@pytest.mark.parametrize(("since", "over"), [("2026-10-09", 1), ("2026-10-10", 0)])
def test_forbids_a_change_of_employer_by_the_last_day_and_lets_through_one_the_day_after(since: str, over: int) -> None:
    moving = person("q", posts=[post("K", until="2026-10-08"), post("H", since)])
    assert excess(CODE, away(P, "T"), away(moving, "U")) == over


def test_forbids_beside_a_pinned_placement() -> None:
    pinned = on(Q, duty("support", "U", name="pinned", on_site=WEEK), pinned=True)
    assert excess(CODE, away(P, "T"), pinned) == 1


@pytest.mark.parametrize(("most", "over"), [(1, 2), (2, 1), (3, 0)])
def test_forbids_and_lets_through_people_of_a_group_by_the_policys_most(most: int, over: int) -> None:
    three = [away(P, "T"), away(R, "U"), away(person("m", "M"), "V")]
    shares = [arrangement("trust", "H", "K", "M")]
    assert excess(CODE, *three, arrangements=shares, setting={"most": most}) == over
