"""days-a-year: 20 days of day work, 40 with chairs, and of each kind never more than was offered, in any 12 months."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from rule_cases import Entry, Seat, duty, excess, excesses, limit_strength, offers, on, person, post

CODE = "days-a-year"


def work(
    kind: str, first: str, days: int | None, *, last: str | None = None, who: Entry | None = None, **changes: object
) -> Seat:
    someone = who or person()
    name = f"{someone['id']}-{kind}-{first}"
    status = changes.pop("status", None)
    return on(someone, duty(kind, name=name, first=first, last=last or first, days=days, **changes), status)


def offering(**days: int) -> Entry:
    return person(offers=offers(**days))


@pytest.mark.parametrize("kind", ["inspect", "support", "review"])
@pytest.mark.parametrize(("days", "over"), [(20, 0), (21, 1), (25, 5)])
def test_forbids_above_and_lets_through_up_to_twenty_days_of_day_work(kind: str, days: int, over: int) -> None:
    assert excess(CODE, work(kind, "2026-10-05", days)) == over


def test_forbids_with_full_strength() -> None:
    assert limit_strength(CODE) == "hard"


@pytest.mark.parametrize(("days", "over"), [(5, 0), (6, 1)])
def test_forbids_above_and_lets_through_up_to_twenty_days_of_all_day_work_together(days: int, over: int) -> None:
    parts = [work("inspect", "2026-10-05", 7), work("support", "2026-11-02", 8), work("review", "2027-01-04", days)]
    assert excess(CODE, *parts) == over


@pytest.mark.parametrize("kind", ["second", "interim"])
def test_lets_through_full_time_terms_above_twenty_and_forty_days(kind: str) -> None:
    term = work(kind, "2026-10-05", 120, last="2027-03-26")
    assert excess(CODE, term) == 0
    assert excess(CODE, term, work("support", "2027-04-05", 20)) == 0


@pytest.mark.parametrize(("days", "over"), [(40, 0), (41, 1)])
def test_forbids_above_and_lets_through_up_to_forty_days_of_chairing(days: int, over: int) -> None:
    assert excess(CODE, work("chair", "2026-10-01", days, last="2029-09-30")) == over


@pytest.mark.parametrize(("days", "over"), [(16, 0), (17, 1)])
def test_forbids_above_and_lets_through_up_to_forty_days_with_a_chair_of_the_usual_24(days: int, over: int) -> None:
    board = work("chair", "2026-10-01", None, last="2029-09-30")
    assert excess(CODE, board, work("support", "2026-11-02", days)) == over


@pytest.mark.parametrize(("first", "over"), [("2027-10-04", 4), ("2027-10-05", 0)])
def test_forbids_in_the_twelve_months_from_a_first_day_and_lets_through_on_the_anniversary(
    first: str, over: int
) -> None:
    assert excess(CODE, work("support", "2026-10-05", 12), work("support", first, 12)) == over


@pytest.mark.parametrize(("first", "over"), [("2029-02-27", 4), ("2029-02-28", 0)])
def test_forbids_before_and_lets_through_on_28_february_after_a_leap_day(first: str, over: int) -> None:
    assert excess(CODE, work("support", "2028-02-29", 12), work("support", first, 12)) == over


def test_forbids_whole_what_begins_in_the_year_and_ends_after_it() -> None:
    long = work("support", "2027-10-04", 12, last="2027-12-17")
    assert excess(CODE, work("support", "2026-10-05", 12), long) == 4


def test_lets_through_what_began_before_the_year_and_ends_in_it() -> None:
    before = work("support", "2026-04-06", 12, last="2026-12-18")
    assert excess(CODE, before, work("support", "2027-04-06", 12)) == 0


def test_lets_through_by_first_days_though_notice_came_within_the_year() -> None:
    noticed = work("inspect", "2027-10-05", 12, notice="2027-09-28")
    assert excess(CODE, work("inspect", "2026-10-05", 12), noticed) == 0


@pytest.mark.parametrize(
    ("first", "last", "over"),
    [
        ("2025-01-06", "2028-01-05", 1),
        ("2025-01-06", "2026-10-05", 1),
        ("2025-01-06", "2026-10-04", 0),
        ("2027-10-04", "2030-10-03", 1),
        ("2027-10-05", "2030-10-04", 0),
    ],
)
def test_forbids_with_a_chair_whose_term_meets_the_year_and_lets_through_one_that_does_not(
    first: str, last: str, over: int
) -> None:
    board = work("chair", first, 24, last=last)
    assert excess(CODE, board, work("support", "2026-10-05", 17)) == over


@pytest.mark.parametrize(("first", "over"), [("2027-10-04", 1), ("2027-10-05", 0)])
def test_forbids_day_work_in_the_year_that_a_short_chair_opens_and_lets_through_after_it(first: str, over: int) -> None:
    board = work("chair", "2026-10-05", 24, last="2026-12-31")
    assert excess(CODE, board, work("support", first, 17)) == over


def test_forbids_two_chairs_of_24_days_in_one_year() -> None:
    terms = [work("chair", "2026-10-01", None, last="2029-09-30"), work("chair", "2028-10-02", None, last="2031-10-01")]
    assert excess(CODE, *terms) == 8


def test_lets_through_two_chairs_one_after_the_other() -> None:
    terms = [work("chair", "2024-10-01", None, last="2027-09-30"), work("chair", "2027-10-01", None, last="2030-09-30")]
    assert excess(CODE, *terms) == 0


@pytest.mark.parametrize("kind", ["inspect", "support", "review", "chair", "second", "interim"])
@pytest.mark.parametrize(("offered", "over"), [(8, 0), (7, 1), (3, 5)])
def test_forbids_above_and_lets_through_up_to_the_days_offered_of_every_kind(
    kind: str, offered: int, over: int
) -> None:
    who = offering(**{kind: offered})
    assert excess(CODE, work(kind, "2026-10-05", 8, last="2027-03-26", who=who)) == over


def test_forbids_by_each_kinds_own_offer_whatever_else_was_offered() -> None:
    who = offering(support=5, review=15)
    parts = [work("support", "2026-10-05", 3, who=who), work("support", "2026-11-02", 3, who=who)]
    assert excess(CODE, *parts, work("review", "2026-12-07", 12, who=who)) == 1


def test_lets_through_a_kind_that_was_not_offered() -> None:
    who = offering(support=5)
    assert excess(CODE, work("second", "2026-10-05", 60, last="2027-03-26", who=who)) == 0
    assert excess(CODE, work("review", "2026-10-05", 10, who=who)) == 0


def test_forbids_a_kind_of_which_no_day_was_offered() -> None:
    assert excess(CODE, work("support", "2026-10-05", 10, who=offering(support=0))) == 10


def test_forbids_two_full_time_terms_beyond_the_offer_in_one_year_and_lets_through_a_year_apart() -> None:
    who = offering(second=100)
    first = work("second", "2026-10-05", 60, last="2026-12-24", who=who)
    assert excess(CODE, first, work("second", "2027-03-01", 60, last="2027-05-28", who=who)) == 20
    assert excess(CODE, first, work("second", "2027-10-05", 60, last="2027-12-24", who=who)) == 0


@pytest.mark.parametrize(
    ("kind", "period", "changes", "days"),
    [
        ("inspect", ("2026-10-05", "2026-10-16"), {}, 10),
        ("inspect", ("2026-10-03", "2026-10-11"), {}, 5),
        ("inspect", ("2026-10-05", "2026-10-16"), {"on_site": [{"from": "2026-10-05", "to": "2026-10-06"}]}, 2),
        ("support", ("2026-10-05", "2027-10-01"), {}, 10),
        ("review", ("2026-10-05", "2026-10-06"), {}, 10),
        ("support", ("2026-10-05", "2026-10-30"), {"on_site": [{"from": "2026-10-09", "to": "2026-10-12"}]}, 2),
        ("chair", ("2026-10-05", "2026-10-09"), {}, 24),
        ("second", ("2026-10-05", "2026-10-30"), {}, 20),
        ("interim", ("2026-10-10", "2026-10-19"), {}, 6),
    ],
)
def test_forbids_by_the_usual_days_of_a_kind_and_lets_through_an_offer_of_as_many(
    kind: str, period: tuple[str, str], changes: Mapping[str, object], days: int
) -> None:
    for offered, over in ((days, 0), (days - 1, 1)):
        seat = work(kind, period[0], None, last=period[1], who=offering(**{kind: offered}), **changes)
        assert excess(CODE, seat) == over


def test_forbids_the_most_that_any_ceiling_is_exceeded_by_and_counts_each_person_once() -> None:
    who = offering(support=10)
    seats = [work("support", "2026-10-05", 24, who=who)]
    assert excesses(CODE, *seats) == [14]


def test_lets_through_other_peoples_days_and_forbids_each_person_apart() -> None:
    mine, theirs = work("support", "2026-10-05", 12), work("support", "2026-10-05", 12, who=person("q"))
    assert excess(CODE, mine, theirs) == 0
    both = [work("review", "2026-11-02", 9, who=person(who)) for who in ("p", "q")]
    assert excesses(CODE, mine, theirs, *both) == [1, 1]


@pytest.mark.parametrize(("past", "over"), [("2025-11-03", 4), ("2025-10-05", 0)])
def test_forbids_and_lets_through_with_past_days_counted(past: str, over: int) -> None:
    done = work("support", past, 12, status="done")
    assert excess(CODE, done, work("support", "2026-10-05", 12)) == over


def test_forbids_beside_a_fixed_placement() -> None:
    live = work("review", "2026-09-14", 12, last="2026-12-18", status="live")
    assert excess(CODE, live, work("support", "2026-10-05", 12)) == 4


@pytest.mark.parametrize(("setting", "over"), [({"most": 10}, 5), ({"most": 15}, 0), ({"most_with_chair": 12}, 3)])
def test_forbids_and_lets_through_by_the_policys_most(setting: Mapping[str, int], over: int) -> None:
    assert excess(CODE, work("support", "2026-10-05", 15), setting=setting) == over


def test_lets_through_when_off_and_forbids_softly_when_soft() -> None:
    assert excess(CODE, work("support", "2026-10-05", 25), setting={"strength": "off"}) == 0
    assert excess(CODE, work("support", "2026-10-05", 25), setting={"strength": "soft"}) == 5
    assert limit_strength(CODE, {"strength": "soft"}) == "soft"


@pytest.mark.parametrize(("days", "over"), [(20, 0), (21, 1)])
def test_forbids_and_lets_through_by_the_days_of_the_year_whatever_lies_outside_it(days: int, over: int) -> None:
    far = work("support", "2031-10-06", 20)
    assert excess(CODE, work("support", "2026-10-05", days), far) == over


def test_forbids_above_and_lets_through_up_to_two_offers_of_one_kind_added_up() -> None:
    twice = person(offers=[*offers(support=5), *offers(support=4)])
    assert excess(CODE, work("support", "2026-10-05", 9, who=twice)) == 0
    assert excess(CODE, work("support", "2026-10-05", 10, who=twice)) == 1


def test_forbids_a_duty_of_several_councils_as_one() -> None:
    joint = on(person(), duty("support", "T", "U", name="joint", days=12))
    assert excess(CODE, joint) == 0
    assert excess(CODE, joint, work("review", "2026-11-02", 9)) == 1


def test_forbids_and_lets_through_after_a_change_of_employer_as_before() -> None:
    moved = person(posts=[post("H", until="2026-10-31"), post("K", "2026-11-01")])
    for days, over in ((8, 0), (9, 1)):
        parts = [work("support", "2026-10-05", 12, who=moved), work("review", "2026-11-02", days, who=moved)]
        assert excess(CODE, *parts) == over


@pytest.mark.parametrize(("first", "over"), [("2029-02-27", 1), ("2029-02-28", 0)])
def test_forbids_with_a_chair_that_begins_before_and_lets_through_on_28_february_after_a_leap_day(
    first: str, over: int
) -> None:
    board = work("chair", first, 24, last="2031-12-31")
    assert excess(CODE, board, work("support", "2028-02-29", 17)) == over


@pytest.mark.parametrize("status", ["done", "live"])
@pytest.mark.parametrize(("last", "over"), [("2026-10-05", 1), ("2026-10-04", 0)])
def test_forbids_and_lets_through_with_a_past_or_fixed_chair_counted(status: str, last: str, over: int) -> None:
    board = work("chair", "2024-01-08", 24, last=last, status=status)
    assert excess(CODE, board, work("support", "2026-10-05", 17)) == over


@pytest.mark.parametrize(("offered", "over"), [(48, 0), (47, 1)])
def test_forbids_above_and_lets_through_up_to_the_days_of_chairing_offered_for_every_year_that_terms_meet(
    offered: int, over: int
) -> None:
    who = offering(chair=offered)
    terms = [("2026-10-01", "2029-09-30"), ("2028-10-02", "2031-10-01")]
    boards = [work("chair", first, 24, last=last, who=who) for first, last in terms]
    assert excess(CODE, *boards, setting={"most_with_chair": 60}) == over


def test_forbids_beside_a_pinned_placement() -> None:
    pinned = on(person(), duty("review", name="pinned", days=12), pinned=True)
    assert excess(CODE, pinned, work("support", "2026-11-02", 9)) == 1


@pytest.mark.parametrize(("most", "over"), [(41, 0), (40, 1)])
def test_forbids_above_and_lets_through_up_to_the_policys_most_with_a_chair(most: int, over: int) -> None:
    board = work("chair", "2026-10-01", 24, last="2029-09-30")
    assert excess(CODE, board, work("support", "2026-11-02", 17), setting={"most_with_chair": most}) == over
