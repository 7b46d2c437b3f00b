"""Secondments: terms of one to two years, so many inspections within so many months, and what is due on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from peerinspect.domain import Period
from peerinspect.domain.secondments import (
    ALL_INSPECTIONS_DONE,
    ENDS_SOON,
    INSPECTIONS,
    OTHER,
    RETURN_OVERDUE,
    TERM,
    TRAINING_DUE,
    Part,
    is_a_term,
    last_of_window,
    pattern_of,
    what_is_due,
)

FIRST, LAST = date(2026, 5, 1), date(2027, 4, 30)
TRAINED = Part(Period(FIRST, LAST), date(2026, 5, 8), None, None, 0, None)
COUNTED = replace(TRAINED, period=Period(FIRST, date(2027, 10, 31)), wanted=3)


class TestTerms:
    @pytest.mark.parametrize(
        ("first", "last", "is_term"),
        [
            (FIRST, date(2027, 4, 29), False),
            (FIRST, LAST, True),
            (FIRST, date(2028, 4, 30), True),
            (FIRST, date(2028, 5, 1), False),
            (date(2027, 1, 1), date(2027, 12, 30), False),
            (date(2027, 1, 1), date(2027, 12, 31), True),
            (date(2028, 2, 29), date(2029, 2, 27), True),
            (date(2028, 2, 29), date(2029, 2, 26), False),
        ],
    )
    def test_last_one_to_two_years_both_days_counted(self, first: date, last: date, is_term: bool) -> None:
        assert is_a_term(first, last) is is_term

    @pytest.mark.parametrize(
        ("first", "months", "last"),
        [
            (FIRST, 18, date(2027, 10, 31)),
            (date(2026, 8, 31), 18, date(2028, 2, 28)),
            (date(2026, 7, 1), 18, date(2027, 12, 31)),
            (date(2026, 1, 1), 12, date(2026, 12, 31)),
        ],
    )
    def test_eighteen_months_end_the_day_before(self, first: date, months: int, last: date) -> None:
        assert last_of_window(first, months) == last

    def test_where_nobody_said_the_length_says_it(self) -> None:
        assert pattern_of(None, Period(FIRST, LAST)) == TERM
        assert pattern_of(None, Period(FIRST, date(2026, 10, 30))) == OTHER
        assert pattern_of(INSPECTIONS, Period(FIRST, LAST)) == INSPECTIONS


class TestDue:
    @pytest.mark.parametrize(
        ("day", "due"),
        [
            (date(2026, 4, 30), ()),
            (FIRST, ()),
            (date(2027, 1, 29), ()),
            (date(2027, 1, 30), (ENDS_SOON,)),
            (LAST, (ENDS_SOON,)),
            (date(2027, 5, 1), (RETURN_OVERDUE,)),
        ],
    )
    def test_ends_within_three_months_and_is_overdue_the_day_after(self, day: date, due: tuple[str, ...]) -> None:
        assert what_is_due(TRAINED, day) == due

    @pytest.mark.parametrize(
        ("day", "first_inspection", "due"),
        [
            (date(2026, 4, 30), None, ()),
            (date(2026, 4, 30), date(2026, 6, 1), (TRAINING_DUE,)),
            (FIRST, None, (TRAINING_DUE,)),
        ],
    )
    def test_training_before_the_first_inspection(
        self, day: date, first_inspection: date | None, due: tuple[str, ...]
    ) -> None:
        part = replace(TRAINED, trained_on=None, first_inspection=first_inspection)
        assert what_is_due(part, day) == due

    @pytest.mark.parametrize(("done", "due"), [(2, ()), (3, (ALL_INSPECTIONS_DONE,)), (4, (ALL_INSPECTIONS_DONE,))])
    def test_three_inspections_are_enough(self, done: int, due: tuple[str, ...]) -> None:
        assert what_is_due(replace(COUNTED, done=done), date(2026, 12, 31)) == due

    def test_nothing_counts_inspections_on_a_term(self) -> None:
        assert what_is_due(replace(TRAINED, done=9), date(2026, 12, 31)) == ()

    def test_nothing_is_due_of_who_is_back(self) -> None:
        back = replace(COUNTED, trained_on=None, done=3, returned_on=date(2026, 7, 1))
        assert what_is_due(back, date(2028, 1, 1)) == ()
