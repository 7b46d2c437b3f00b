"""Mondays to Fridays of some periods, against counting them one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerinspect.domain.periods import Period, days_of, working_days

DAYS = st.dates(date(2025, 12, 1), date(2026, 3, 1))
PERIODS = st.builds(lambda day, more: Period(day, day + timedelta(days=more)), DAYS, st.integers(0, 40))


@given(st.lists(PERIODS, max_size=5))
def test_a_day_in_two_periods_counts_once(periods: list[Period]) -> None:
    days = {day for period in periods for day in days_of(period)}
    assert working_days(periods) == sum(day.weekday() < 5 for day in days)


@pytest.mark.parametrize("period", [Period(), Period(date(2026, 1, 1), None), Period(None, date(2026, 1, 1))])
def test_an_open_period_has_no_number_of_days(period: Period) -> None:
    with pytest.raises(ValueError, match="open period"):
        working_days([period])
