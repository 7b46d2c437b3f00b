"""shared-partner: a shared service keeps inspectors and reviewers away; a shared police force or ICB keeps chairs."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, arrangement, duty, on, other_kinds, person, post, verdict

CODE = "shared-partner"
OF_SERVICES = ["partnership", "adoption", "service"]
OF_SAFEGUARDING = ["police", "icb"]
LEFT_ALONE = ["director", "trust", "directorate", "dispute", "merger", "complaint"]
CLAUSES = [
    *[("inspect", shared, HARD) for shared in OF_SERVICES],
    *[("review", shared, HARD) for shared in OF_SERVICES],
    *[("chair", shared, SOFT) for shared in OF_SAFEGUARDING],
]
"""The kind of duty, what H and T share, and how strongly that objects."""


def shared_by(kind: str, *councils: str, since: str | None = None, until: str | None = None) -> dict[str, object]:
    return {"arrangements": [arrangement(kind, *(councils or ("H", "T")), since=since, until=until)]}


@pytest.mark.parametrize(("kind", "shared", "expected"), CLAUSES)
def test_forbids_what_the_clause_names(kind: str, shared: str, expected: set[str]) -> None:
    assert verdict(CODE, person(), duty(kind), **shared_by(shared)) == expected


@pytest.mark.parametrize("shared", OF_SAFEGUARDING)
@pytest.mark.parametrize("kind", ["inspect", "review"])
def test_lets_through_inspectors_and_reviewers_under_one_police_force_or_icb(kind: str, shared: str) -> None:
    assert verdict(CODE, person(), duty(kind), **shared_by(shared)) == CLEAR


@pytest.mark.parametrize("shared", OF_SERVICES)
def test_lets_through_chairs_under_one_partnership_agency_or_service(shared: str) -> None:
    assert verdict(CODE, person(), duty("chair"), **shared_by(shared)) == CLEAR


@pytest.mark.parametrize("shared", LEFT_ALONE)
@pytest.mark.parametrize("kind", ["inspect", "review", "chair"])
def test_lets_through_the_other_arrangements(kind: str, shared: str) -> None:
    assert verdict(CODE, person(), duty(kind), **shared_by(shared)) == CLEAR


@pytest.mark.parametrize("shared", [*OF_SERVICES, *OF_SAFEGUARDING])
@pytest.mark.parametrize("kind", other_kinds("inspect", "review", "chair"))
def test_lets_through_the_other_kinds(kind: str, shared: str) -> None:
    assert verdict(CODE, person(), duty(kind), **shared_by(shared)) == CLEAR


@pytest.mark.parametrize(("kind", "shared", "expected"), CLAUSES)
@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        ("2020-01-01", "2026-10-04", False),
        ("2020-01-01", "2026-10-05", True),
        ("2026-10-09", "2030-01-01", True),
        ("2026-10-10", None, False),
        (None, "2026-10-07", True),
        (None, None, True),
    ],
)
def test_forbids_or_lets_through_by_the_days_of_the_arrangement(
    since: str | None, until: str | None, counts: bool, kind: str, shared: str, expected: set[str]
) -> None:
    asked = verdict(CODE, person(), duty(kind), **shared_by(shared, since=since, until=until))
    assert asked == (expected if counts else CLEAR)


@pytest.mark.parametrize(("last", "expected"), [("2028-02-28", CLEAR), ("2028-02-29", HARD)])
def test_forbids_one_in_force_on_a_leap_day_alone_and_lets_through_what_ends_before_it(
    last: str, expected: set[str]
) -> None:
    visit = duty("review", first="2028-02-29", last="2028-03-03")
    assert verdict(CODE, person(), visit, **shared_by("service", until=last)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("review", CLEAR)])
def test_forbids_one_that_ends_after_notice_of_an_inspection_and_lets_through_other_kinds(
    kind: str, expected: set[str]
) -> None:
    asked = verdict(CODE, person(), duty(kind, notice="2026-09-28"), **shared_by("adoption", until="2026-09-30"))
    assert asked == expected


@pytest.mark.parametrize(("kind", "shared", "expected"), CLAUSES)
@pytest.mark.parametrize(("homes", "targets"), [("HK", "T"), ("K", "TU"), ("HK", "UT")])
def test_forbids_one_sharing_pair_among_several_homes_or_targets(
    homes: str, targets: str, kind: str, shared: str, expected: set[str]
) -> None:
    assert verdict(CODE, person("p", *homes), duty(kind, *targets), **shared_by(shared, "T", "K")) == expected


def test_forbids_any_two_members_of_a_wider_arrangement() -> None:
    assert verdict(CODE, person(), duty(), **shared_by("partnership", "T", "K", "H")) == HARD


def test_lets_through_arrangements_with_third_parties_only() -> None:
    apart = [arrangement("adoption", "H", "K"), arrangement("adoption", "K", "T")]
    assert verdict(CODE, person(), duty(), arrangements=apart) == CLEAR


def test_lets_through_the_home_itself_as_target() -> None:
    assert verdict(CODE, person("p", "T"), duty(), **shared_by("service")) == CLEAR
    assert verdict(CODE, person("p", "T"), duty("inspect", "T", "H"), **shared_by("service")) == HARD


def test_forbids_a_change_of_employer_in_mid_duty_and_lets_through_one_before_it() -> None:
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert verdict(CODE, moves, duty(), **shared_by("partnership", "K", "T")) == HARD
    assert verdict(CODE, moves, duty(), **shared_by("partnership", "H", "T")) == HARD
    moved = person(posts=[post("H", until="2026-10-04"), post("K", "2026-10-05")])
    assert verdict(CODE, moved, duty(), **shared_by("partnership", "H", "T")) == CLEAR


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    assert verdict(CODE, person(posts=[]), duty(), **shared_by("service")) == CLEAR
    assert verdict(CODE, person(), duty(authorities=[]), **shared_by("service")) == CLEAR


def test_lets_through_where_only_other_people_work_for_the_partner() -> None:
    colleague = on(person("q", "K"), duty(name="e"))
    assert verdict(CODE, person(), duty(), also=[colleague], **shared_by("service", "K", "T")) == CLEAR


@pytest.mark.parametrize(("kind", "shared", "expected"), CLAUSES)
@pytest.mark.parametrize("strength", ["soft", "hard", "off"])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, kind: str, shared: str, expected: set[str]
) -> None:
    asked = verdict(CODE, person(), duty(kind), setting={"strength": strength}, **shared_by(shared))
    assert asked == ({strength} - {"off"})
