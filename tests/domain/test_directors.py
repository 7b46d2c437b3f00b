"""Who held a post on which days: gaps, days with two, who holds it now, since when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerinspect.domain import Period
from peerinspect.domain.directors import (
    Term,
    days_without,
    doubled,
    gaps_in,
    holder_on,
    in_post_since,
    next_change,
    whole_months,
)

DAY = timedelta(days=1)
FIRST = date(2025, 1, 1)


def term(who: str, starts: date | None, ends: date | None, basis: str = "substantive") -> Term:
    """A term at one council."""
    return Term("C", who, who.title(), basis, Period(starts, ends))


def test_the_day_between_two_terms_is_a_gap() -> None:
    terms = [term("ann", FIRST, date(2025, 3, 31)), term("bob", date(2025, 4, 2), None)]
    assert gaps_in(terms, date(2025, 12, 31)) == (Period(date(2025, 4, 1), date(2025, 4, 1)),)


def test_terms_that_touch_leave_no_gap_and_cover_counts() -> None:
    terms = [
        term("ann", FIRST, date(2025, 3, 31)),
        term("cat", date(2025, 4, 1), date(2025, 6, 30), "cover"),
        term("bob", date(2025, 7, 1), None),
    ]
    assert gaps_in(terms, date(2025, 12, 31)) == ()


def test_a_post_that_nobody_took_up_since_is_a_gap_until_today() -> None:
    assert gaps_in([term("ann", FIRST, date(2025, 3, 31))], date(2025, 4, 10)) == (
        Period(date(2025, 4, 1), date(2025, 4, 10)),
    )


def test_nothing_is_known_before_the_first_holder() -> None:
    assert gaps_in([], FIRST) == ()
    assert gaps_in([term("ann", None, date(2025, 3, 31))], date(2025, 3, 31)) == ()
    assert gaps_in([term("ann", date(2026, 1, 1), None)], FIRST) == ()


def test_days_without_needs_a_closed_span() -> None:
    with pytest.raises(ValueError, match="first and a last day"):
        days_without([], Period(FIRST, None))


@given(
    st.lists(st.tuples(st.integers(-5, 40), st.one_of(st.none(), st.integers(0, 20))), max_size=6),
    st.integers(0, 15),
    st.integers(0, 25),
)
def test_days_without_are_those_that_no_period_holds(
    spans: list[tuple[int, int | None]], first: int, length: int
) -> None:
    periods = [
        Period(FIRST + begins * DAY, None if long is None else FIRST + (begins + long) * DAY) for begins, long in spans
    ]
    whole = Period(FIRST + first * DAY, FIRST + (first + length) * DAY)
    runs = days_without(periods, whole)
    for number in range(first, first + length + 1):
        day = FIRST + number * DAY
        assert any(run.holds(day) for run in runs) == (not any(each.holds(day) for each in periods))
    assert all(one.end and other.start and one.end + DAY < other.start for one, other in pairwise(runs))


def test_two_people_on_one_day_are_found_and_one_person_on_two_bases_is_not() -> None:
    ann, bob = term("ann", FIRST, date(2025, 4, 30)), term("bob", date(2025, 4, 1), None)
    (found,) = doubled([ann, bob, term("bob", date(2025, 4, 1), date(2025, 5, 1), "acting")][:2])
    assert (found.one, found.other, found.period) == (ann, bob, Period(date(2025, 4, 1), date(2025, 4, 30)))
    assert doubled([ann, term("ann", date(2025, 4, 1), None, "acting")]) == ()
    assert doubled([ann, term("cat", date(2025, 4, 1), None, "cover")]) == (), "a handover beside cover is no slip"


def test_a_post_is_held_before_it_is_looked_after_and_the_last_who_came_holds_it() -> None:
    ann, cat = term("ann", FIRST, None), term("cat", date(2025, 4, 1), None, "cover")
    assert holder_on([ann, cat], date(2025, 5, 1)) == ann
    bob = term("bob", date(2025, 4, 20), None)
    assert holder_on([ann, cat, bob], date(2025, 5, 1)) == bob
    assert holder_on([bob], date(2025, 4, 19)) is None


def test_the_next_change_is_the_first_day_on_which_somebody_comes_or_has_gone() -> None:
    terms = [term("ann", FIRST, date(2025, 6, 30)), term("bob", date(2025, 9, 1), None)]
    assert next_change(terms, date(2025, 6, 30)) == date(2025, 7, 1)
    assert next_change(terms, date(2025, 7, 1)) == date(2025, 9, 1)
    assert next_change(terms, date(2025, 9, 1)) is None


def test_somebody_on_a_new_basis_is_in_post_since_the_first_one() -> None:
    terms = [
        term("ann", date(2020, 1, 1), date(2021, 12, 31)),
        term("ann", date(2024, 1, 1), date(2025, 3, 31), "acting"),
        term("ann", date(2025, 4, 1), None),
        term("bob", date(2022, 1, 1), date(2023, 12, 31)),
    ]
    assert in_post_since(terms, "ann", date(2025, 5, 1)) == date(2024, 1, 1)
    assert in_post_since([term("ann", None, None)], "ann", FIRST) is None
    assert in_post_since([term("ann", FIRST, None, "cover")], "ann", FIRST) is None


@pytest.mark.parametrize(
    ("until", "months"),
    [(date(2025, 4, 4), 0), (date(2025, 4, 5), 1), (date(2026, 3, 4), 11), (date(2026, 3, 5), 12)],
)
def test_months_in_post_are_whole(until: date, months: int) -> None:
    assert whole_months(date(2025, 3, 5), until) == months
