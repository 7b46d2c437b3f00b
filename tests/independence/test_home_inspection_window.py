"""home-inspection-window: nobody inspects while their own council is inspected, or long after it last was.

H was inspected on 10-14 August 2026. Thirty working days after a Friday end on the Friday six weeks later, the
25th of September.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rule_cases import (
    CLEAR,
    HARD,
    SOFT,
    Entry,
    Seat,
    authority,
    duty,
    judgement,
    on,
    other_kinds,
    person,
    post,
    verdict,
)

CODE = "home-inspection-window"
FRESH = judgement("2025-03-03", overall="good")
OWN = {"first": "2026-08-10", "last": "2026-08-14"}


def judged(*judgements: Entry, code: str = "H") -> Entry:
    return authority(code, judgements=judgements)


CALM = [judged(FRESH), judged(FRESH, code="K"), judged(FRESH, code="T")]
"""Every home was judged a year and a half before."""


def at_home(*councils: str, kind: str = "inspect", name: str = "own", **changes: object) -> Seat:
    """An inspection at the home, in the file though the person asked about has no part in it."""
    return on(person("q", "V"), duty(kind, *(councils or ("H",)), name=name, **(OWN | changes)))


def visit(first: str, last: str = "2026-12-18", **changes: object) -> Entry:
    return duty(first=first, last=last, **changes)


def asked(
    own: Sequence[Seat], work: Entry, *, someone: Entry | None = None, known: Sequence[Entry] = CALM, **rest: object
) -> set[str]:
    return verdict(CODE, someone or person(), work, also=own, authorities=list(known), **rest)


@pytest.mark.parametrize(("first", "expected"), [("2026-09-25", HARD), ("2026-09-26", CLEAR)])
def test_forbids_until_thirty_working_days_after_the_homes_inspection_and_then_lets_through(
    first: str, expected: set[str]
) -> None:
    assert asked([at_home()], visit(first)) == expected


@pytest.mark.parametrize(
    ("last", "end", "next_day"),
    [
        ("2026-08-12", "2026-09-23", "2026-09-24"),
        ("2026-08-15", "2026-09-25", "2026-09-26"),
        ("2026-08-16", "2026-09-25", "2026-09-26"),
        ("2026-08-17", "2026-09-28", "2026-09-29"),
    ],
)
def test_forbids_by_working_days_counted_from_any_day_of_the_week_and_then_lets_through(
    last: str, end: str, next_day: str
) -> None:
    assert asked([at_home(last=last)], visit(end)) == HARD
    assert asked([at_home(last=last)], visit(next_day)) == CLEAR


@pytest.mark.parametrize(
    ("notice", "first", "expected"),
    [
        (None, "2026-10-09", HARD),
        (None, "2026-10-10", CLEAR),
        ("2026-10-09", "2026-10-19", HARD),
        ("2026-10-10", "2026-10-19", CLEAR),
    ],
)
def test_forbids_from_the_day_of_notice_to_the_home_and_lets_through_before_it(
    notice: str | None, first: str, expected: set[str]
) -> None:
    own = at_home(first=first, last="2026-10-23", notice=notice)
    assert asked([own], duty()) == expected


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-25", HARD), ("2026-09-28", CLEAR), (None, CLEAR)])
def test_forbids_by_the_notice_day_of_the_duty_and_lets_through_by_the_first_day_without_one(
    notice: str | None, expected: set[str]
) -> None:
    assert asked([at_home()], duty(notice=notice)) == expected


@pytest.mark.parametrize(
    ("first", "last"), [("2026-08-10", "2026-08-14"), ("2026-08-12", "2026-08-12"), ("2026-07-01", "2026-12-01")]
)
def test_forbids_during_the_homes_inspection(first: str, last: str) -> None:
    assert asked([at_home()], visit(first, last), as_of="2026-07-01") == HARD


@pytest.mark.parametrize(("first", "expected"), [("2028-02-29", HARD), ("2028-03-01", CLEAR)])
def test_forbids_until_a_leap_day_and_then_lets_through(first: str, expected: set[str]) -> None:
    """Thirty working days after Tuesday 18 January 2028 are over on Tuesday 29 February."""
    own = at_home(first="2028-01-17", last="2028-01-18")
    calm = [judged(FRESH, judgement("2026-06-01", overall="good"))]
    assert asked([own], visit(first, "2028-03-10"), known=calm) == expected


@pytest.mark.parametrize("status", [None, "proposed", "live", "done"])
@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_by_every_inspection_of_the_home_in_the_file(subtype: str, sealed: bool, status: str | None) -> None:
    own = on(person("q", "V"), duty("inspect", "H", name="own", subtype=subtype, sealed=sealed, **OWN), status)
    assert asked([own], visit("2026-09-25")) == HARD


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_other_duties_at_the_home(kind: str) -> None:
    assert asked([at_home(kind=kind)], visit("2026-09-01")) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    work = duty(kind, first="2026-09-01", last="2026-09-04")
    assert asked([at_home()], work) == CLEAR
    assert asked([], work, known=[]) == CLEAR


def test_lets_through_by_this_inspection_itself_though_it_is_of_a_home() -> None:
    assert asked([], duty(), someone=person("p", "H", "T")) == CLEAR


def test_lets_through_inspections_elsewhere() -> None:
    assert asked([at_home("K"), at_home("T", name="two")], visit("2026-09-01")) == CLEAR


def reported(inspected: str | None, published: str, code: str = "H") -> Entry:
    return judged(FRESH, judgement(published, inspected, overall="good"), code=code)


@pytest.mark.parametrize("inspected", ["2026-08-10", "2026-08-12", "2026-08-14"])
@pytest.mark.parametrize(("first", "expected"), [("2026-09-10", HARD), ("2026-09-11", CLEAR)])
def test_forbids_until_the_report_is_published_and_then_lets_through(
    first: str, expected: set[str], inspected: str
) -> None:
    known = [reported(inspected, "2026-09-10")]
    assert asked([at_home()], visit(first), known=known, as_of="2026-09-10") == expected


@pytest.mark.parametrize("inspected", [None, "2026-08-09", "2026-08-15", "2025-08-12"])
def test_forbids_whatever_report_of_another_inspection_is_published(inspected: str | None) -> None:
    known = [reported(inspected, "2026-08-28")]
    assert asked([at_home()], visit("2026-09-25"), known=known) == HARD


@pytest.mark.parametrize("published", ["2026-08-10", "2026-08-12"])
def test_forbids_until_a_report_that_comes_while_inspectors_are_still_there(published: str) -> None:
    known, day_after = [reported("2026-08-10", published)], published[:-1] + str(int(published[-1]) + 1)
    assert asked([at_home()], visit(published, published), known=known) == HARD
    assert asked([at_home()], visit(day_after), known=known) == CLEAR


def test_forbids_where_the_report_is_published_after_the_day_of_the_facts() -> None:
    known = [reported("2026-08-12", "2026-09-10")]
    assert asked([at_home()], visit("2026-09-11"), known=known, as_of="2026-09-09") == HARD


def test_forbids_no_longer_by_a_report_that_comes_late() -> None:
    known = [reported("2026-08-12", "2026-10-30")]
    assert asked([at_home()], visit("2026-09-25"), known=known, as_of="2026-11-02") == HARD
    assert asked([at_home()], visit("2026-09-26"), known=known, as_of="2026-11-02") == CLEAR


def test_forbids_whatever_report_of_another_council_is_published() -> None:
    known = [judged(FRESH), reported("2026-08-12", "2026-09-10", "K")]
    assert asked([at_home("H", "K")], visit("2026-09-11"), known=known, as_of="2026-09-15") == HARD
    at_k = person("p", "K")
    assert asked([at_home("H", "K")], visit("2026-09-11"), someone=at_k, known=known, as_of="2026-09-15") == CLEAR


def test_forbids_where_one_of_several_homes_is_inspected_alone_or_among_others() -> None:
    assert asked([at_home("K")], visit("2026-09-25"), someone=person("p", "H", "K")) == HARD
    assert asked([at_home("U", "H")], visit("2026-09-25")) == HARD


def test_forbids_a_change_of_employer_in_mid_duty_and_lets_through_one_before_it() -> None:
    moves = person(posts=[post("H", until="2026-09-08"), post("K", "2026-09-09")])
    assert asked([at_home("K")], visit("2026-09-07"), someone=moves) == HARD
    assert asked([at_home("H")], visit("2026-09-07"), someone=moves) == HARD
    moved = person(posts=[post("K", until="2026-09-06"), post("H", "2026-09-07")])
    assert asked([at_home("K")], visit("2026-09-07"), someone=moved) == CLEAR


def test_lets_through_who_holds_no_post() -> None:
    assert asked([at_home()], visit("2026-09-07"), someone=person(posts=[]), known=[]) == CLEAR


@pytest.mark.parametrize(("published", "expected"), [("2024-04-04", SOFT), ("2024-04-05", SOFT), ("2024-04-06", CLEAR)])
def test_forbids_softly_from_thirty_months_after_the_last_judgement_and_lets_through_before(
    published: str, expected: set[str]
) -> None:
    assert asked([], duty(), known=[judged(judgement(published, overall="good"))]) == expected


@pytest.mark.parametrize(("notice", "expected"), [("2026-09-28", CLEAR), (None, SOFT)])
def test_forbids_softly_by_the_first_day_and_lets_through_by_an_earlier_notice_day(
    notice: str | None, expected: set[str]
) -> None:
    assert asked([], duty(notice=notice), known=[judged(judgement("2024-04-01", overall="good"))]) == expected


@pytest.mark.parametrize(("first", "expected"), [("2027-02-27", CLEAR), ("2027-02-28", SOFT)])
def test_forbids_softly_on_28_february_where_the_month_is_short_and_lets_through_before(
    first: str, expected: set[str]
) -> None:
    work = visit(first, "2027-03-05")
    assert asked([], work, known=[judged(judgement("2024-08-31", overall="good"))]) == expected


@pytest.mark.parametrize(("first", "expected"), [("2026-08-28", CLEAR), ("2026-08-29", SOFT)])
def test_forbids_softly_from_the_anniversary_of_a_leap_day_and_lets_through_before(
    first: str, expected: set[str]
) -> None:
    known = [judged(judgement("2024-02-29", overall="good"))]
    assert asked([], visit(first), known=known, as_of="2026-08-03") == expected


def test_forbids_softly_by_the_latest_judgement_and_lets_through_where_a_later_one_is_fresh() -> None:
    old, older = judgement("2024-03-01", overall="good"), judgement("2019-03-01", overall="good")
    for known in ([old, older], [older, old]):
        assert asked([], duty(), known=[judged(*known)]) == SOFT
        assert asked([], duty(), known=[judged(FRESH, *known)]) == CLEAR
        assert asked([], duty(), known=[judged(*known, FRESH)]) == CLEAR


@pytest.mark.parametrize(("published", "expected"), [("2026-09-01", CLEAR), ("2026-09-02", SOFT), (None, SOFT)])
def test_forbids_softly_where_the_fresh_one_is_not_published_by_the_day_of_the_facts(
    published: str | None, expected: set[str]
) -> None:
    known = [judged(judgement("2020-03-02", overall="good"), judgement(published, "2026-08-01", overall="good"))]
    assert asked([], duty(), known=known) == expected


def test_lets_through_a_fresh_judgement_of_any_grades_or_of_none() -> None:
    for grades in ({"overall": "inadequate"}, {"leadership": "good"}, {"help": "good"}, {}):
        assert asked([], duty(), known=[judged(judgement("2026-01-05", **grades))]) == CLEAR


def test_forbids_softly_where_no_judgement_is_known() -> None:
    assert asked([], duty(), known=[judged()]) == SOFT
    assert asked([], duty(), known=[]) == SOFT
    assert asked([], duty(), known=[judged(judgement(None, overall="good"))]) == SOFT
    assert asked([], duty(), known=[judged(FRESH, code="K")]) == SOFT
    assert verdict(CODE, person(), duty()) == SOFT


def test_forbids_softly_where_one_of_several_homes_was_judged_long_ago() -> None:
    known = [judged(FRESH), judged(judgement("2020-03-02", overall="good"), code="K")]
    assert asked([], duty(), someone=person("p", "H", "K"), known=known) == SOFT
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert asked([], duty(), someone=moves, known=known) == SOFT
    moved = person(posts=[post("K", until="2026-10-04"), post("H", "2026-10-05")])
    assert asked([], duty(), someone=moved, known=known) == CLEAR


@pytest.mark.parametrize(
    ("days", "end", "next_day"),
    [(5, "2026-08-21", "2026-08-22"), (1, "2026-08-17", "2026-08-18"), (40, "2026-10-09", "2026-10-10")],
)
def test_forbids_by_the_policys_working_days_and_then_lets_through(days: int, end: str, next_day: str) -> None:
    setting = {"reporting_working_days": days}
    assert asked([at_home()], visit(end), setting=setting, as_of="2026-08-03") == HARD
    assert asked([at_home()], visit(next_day), setting=setting, as_of="2026-08-03") == CLEAR


@pytest.mark.parametrize(("months", "published"), [(12, "2025-10-05"), (60, "2021-10-05")])
def test_forbids_softly_and_lets_through_by_the_policys_months(months: int, published: str) -> None:
    later = published[:-1] + "6"
    for day, expected in ((published, SOFT), (later, CLEAR)):
        known = [judged(judgement(day, overall="good"))]
        assert asked([], duty(), known=known, setting={"months": months}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
def test_forbids_both_halves_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str]
) -> None:
    setting = {"strength": strength}
    assert asked([at_home()], visit("2026-09-25"), setting=setting) == expected
    assert asked([], duty(), known=[], setting=setting) == expected
