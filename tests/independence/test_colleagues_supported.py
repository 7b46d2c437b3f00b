"""colleagues-supported: who inspects where their council lately gave advice needs a waiver; its director may not."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, Seat, duty, on, other_kinds, person, post, together

CODE = "colleagues-supported"
MANAGER = person(posts=[post("H", role="senior")])
DIRECTOR = person()
BOTH = pytest.mark.parametrize(("who", "expected"), [(MANAGER, SOFT), (DIRECTOR, HARD)], ids=["manager", "director"])


def help_given(
    first: str, last: str, *targets: str, who: Entry | None = None, kind: str = "support", **status: object
) -> Seat:
    work = duty(kind, *targets, name="help", first=first, last=last)
    return on(who or person("q", "H"), work, **status)


def visit(who: Entry = MANAGER, *targets: str, **changes: object) -> Seat:
    return on(who, duty("inspect", *targets, name="visit", **changes))


HELP = help_given("2026-03-02", "2026-03-06")


@BOTH
def test_forbids_to_inspect_where_a_colleague_gave_advice(who: Entry, expected: set[str]) -> None:
    assert together(CODE, HELP, visit(who)) == expected


@BOTH
@pytest.mark.parametrize(("last", "counts"), [("2024-10-06", True), ("2024-10-05", False)])
def test_forbids_before_and_lets_through_on_the_anniversary(
    last: str, counts: bool, who: Entry, expected: set[str]
) -> None:
    assert together(CODE, help_given("2024-09-02", last), visit(who)) == (expected if counts else CLEAR)


@BOTH
@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        ("2026-10-05", "2026-10-09", True),
        ("2026-06-01", "2026-10-05", True),
        ("2026-10-09", "2026-12-18", True),
        ("2026-10-07", "2026-10-07", True),
        ("2026-01-05", "2027-12-17", True),
        ("2026-10-10", "2026-12-18", False),
        ("2026-10-12", "2026-10-16", False),
    ],
)
def test_forbids_any_overlap_and_lets_through_advice_that_begins_after_the_inspection(
    first: str, last: str, counts: bool, who: Entry, expected: set[str]
) -> None:
    assert together(CODE, help_given(first, last), visit(who)) == (expected if counts else CLEAR)


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-28", SOFT), (None, CLEAR)])
def test_forbids_softly_by_the_notice_day_and_lets_through_by_the_first_day_without_one(
    notice: str | None, expected: set[str]
) -> None:
    assert together(CODE, help_given("2024-09-02", "2024-10-01"), visit(notice=notice)) == expected


@pytest.mark.parametrize(("first", "expected"), [("2026-02-27", SOFT), ("2026-02-28", CLEAR)])
def test_forbids_softly_before_and_lets_through_on_28_february_after_a_leap_day(first: str, expected: set[str]) -> None:
    earlier = help_given("2024-02-05", "2024-02-29")
    assert together(CODE, earlier, visit(first=first, last="2026-03-06")) == expected


@pytest.mark.parametrize("kind", other_kinds("support"))
def test_lets_through_where_colleagues_did_other_work(kind: str) -> None:
    assert together(CODE, help_given("2026-03-02", "2026-03-06", kind=kind), visit()) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_other_work_where_colleagues_gave_advice(kind: str) -> None:
    assert together(CODE, HELP, on(DIRECTOR, duty(kind, name="work"))) == CLEAR


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_softly_every_subtype_of_inspection(subtype: str) -> None:
    assert together(CODE, HELP, visit(subtype=subtype)) == SOFT


def test_lets_through_colleagues_of_other_councils_and_advice_elsewhere() -> None:
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=person("q", "K")), visit()) == CLEAR
    assert together(CODE, help_given("2026-03-02", "2026-03-06", "U"), visit()) == CLEAR


@BOTH
def test_forbids_whoever_gave_the_advice_themselves(who: Entry, expected: set[str]) -> None:
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=who), visit(who)) == expected


@pytest.mark.parametrize("role", ["senior", "other", "director"])
def test_forbids_by_the_inspectors_own_role_whatever_the_adviser_is(role: str) -> None:
    adviser = person("q", posts=[post("H", role=role)])
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=adviser), visit()) == SOFT
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=adviser), visit(DIRECTOR)) == HARD


def test_forbids_softly_an_inspector_of_any_other_role() -> None:
    assert together(CODE, HELP, visit(person(posts=[post("H", role="other")]))) == SOFT


@pytest.mark.parametrize("basis", ["substantive", "interim", "acting", "joint"])
def test_forbids_a_director_on_any_basis(basis: str) -> None:
    assert together(CODE, HELP, visit(person(posts=[post("H", basis=basis)]))) == HARD


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2020-01-01", "2026-10-05", HARD),
        ("2020-01-01", "2026-10-04", SOFT),
        ("2026-10-09", None, HARD),
        ("2026-10-10", None, SOFT),
    ],
)
def test_forbids_hard_or_softly_by_the_days_of_the_directors_post(
    since: str, until: str | None, expected: set[str]
) -> None:
    someone = person(posts=[post("H", role="senior"), post("H", since, until)])
    assert together(CODE, HELP, visit(someone)) == expected


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-28", HARD), (None, SOFT)])
def test_forbids_hard_a_director_in_the_days_of_notice_and_softly_without(
    notice: str | None, expected: set[str]
) -> None:
    someone = person(posts=[post("H", role="senior"), post("H", until="2026-09-30")])
    assert together(CODE, HELP, visit(someone, notice=notice)) == expected


def test_forbids_softly_a_director_of_another_home() -> None:
    someone = person(posts=[post("H", role="senior"), post("K")])
    assert together(CODE, HELP, visit(someone)) == SOFT


def test_forbids_one_shared_home_and_one_shared_target_among_several() -> None:
    adviser = person("q", "K", "H")
    joint = help_given("2026-03-02", "2026-03-06", "U", "T", who=adviser)
    inspector = person(posts=[post("H", role="senior"), post("V", role="senior")])
    assert together(CODE, joint, visit(inspector, "T", "W")) == SOFT
    assert together(CODE, joint, visit(inspector, "W")) == CLEAR


def test_lets_through_advice_to_their_own_council_alone() -> None:
    adviser, inspector = person("q", "T"), person("p", "T")
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=adviser), visit(inspector)) == CLEAR
    joint = help_given("2026-03-02", "2026-03-06", "T", "U", who=adviser)
    assert together(CODE, joint, visit(inspector, "T", "U")) == HARD


def test_forbids_softly_by_another_shared_home_where_one_is_the_target() -> None:
    adviser = person("q", "T", "H")
    inspector = person(posts=[post("T"), post("H", role="senior")])
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=adviser), visit(inspector)) == SOFT


def test_forbids_softly_by_the_advisers_home_at_the_time_and_lets_through_by_another() -> None:
    moved = person("q", posts=[post("H", until="2026-03-31"), post("K", "2026-04-01")])
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=moved), visit()) == SOFT
    came = person("q", posts=[post("K", until="2026-03-31"), post("H", "2026-04-01")])
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=came), visit()) == CLEAR


def test_forbids_softly_a_change_of_employer_in_mid_duty_and_lets_through_one_before_it() -> None:
    moving = person(posts=[post("K", until="2026-10-06", role="senior"), post("H", "2026-10-07", role="senior")])
    assert together(CODE, HELP, visit(moving)) == SOFT
    moved = person(posts=[post("H", until="2026-10-04"), post("K", "2026-10-05")])
    assert together(CODE, HELP, visit(moved)) == CLEAR
    adviser = person("q", posts=[post("K", until="2026-03-03"), post("H", "2026-03-04")])
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=adviser), visit()) == SOFT


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    assert together(CODE, HELP, visit(person(posts=[]))) == CLEAR
    assert together(CODE, help_given("2026-03-02", "2026-03-06", who=person("q", posts=[])), visit()) == CLEAR
    assert together(CODE, HELP, on(MANAGER, duty(name="visit", authorities=[]))) == CLEAR


@BOTH
@pytest.mark.parametrize(("last", "counts"), [("2024-10-06", True), ("2024-10-05", False)])
def test_forbids_and_lets_through_after_past_advice(last: str, counts: bool, who: Entry, expected: set[str]) -> None:
    past = help_given("2024-09-02", last, status="done")
    assert together(CODE, past, visit(who)) == (expected if counts else CLEAR)


@BOTH
@pytest.mark.parametrize("seat", [{"status": "live"}, {"pinned": True}])
def test_forbids_beside_fixed_advice_and_beside_a_fixed_inspection(
    seat: dict[str, object], who: Entry, expected: set[str]
) -> None:
    fixed = help_given("2026-08-03", "2026-12-18", **seat)
    assert together(CODE, fixed, visit(who)) == expected
    inspecting = on(who, duty(name="visit"), **seat)
    assert together(CODE, HELP, inspecting) == expected


@BOTH
@pytest.mark.parametrize(
    ("years", "last", "counts"),
    [(1, "2025-10-06", True), (1, "2025-10-05", False), (9, "2017-10-06", True), (9, "2017-10-05", False)],
)
def test_forbids_and_lets_through_by_the_policys_years(
    years: int, last: str, counts: bool, who: Entry, expected: set[str]
) -> None:
    earlier = help_given("2017-09-04", last)
    assert together(CODE, earlier, visit(who), setting={"years": years}) == (expected if counts else CLEAR)


@pytest.mark.parametrize("who", [MANAGER, DIRECTOR], ids=["manager", "director"])
@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str], who: Entry
) -> None:
    assert together(CODE, HELP, visit(who), setting={"strength": strength}) == expected
