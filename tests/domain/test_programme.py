"""Readiness of aspirants: plain facts, on the days on which they turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from peerinspect.domain import Period, Post
from peerinspect.domain.programme import (
    COVER,
    FIELDS,
    SENIORITY,
    TRAINING_FIELDS,
    Record,
    readiness_of,
    senior_months,
)

TODAY = date(2026, 11, 22)
NOTHING = Record((), (), 0, 0, has_mentor=False, has_goal=False, is_declared=False, is_vetted=False)
EVERYTHING = Record(
    tuple(TRAINING_FIELDS),
    (Post("E1", "senior", period=Period(date(2020, 1, 1), None)),),
    1,
    1,
    has_mentor=True,
    has_goal=True,
    is_declared=True,
    is_vetted=True,
)


def post(first: date | None, last: date | None, role: str = "senior") -> Post:
    return Post("E1", role, period=Period(first, last))


def told(record: Record, name: str) -> tuple[bool, str]:
    (found,) = [each for each in readiness_of(record, TODAY) if each.name == name]
    return found.is_met, found.said


class TestFacts:
    def test_all_of_them_are_there_met_or_not(self) -> None:
        names = [each.name for each in readiness_of(NOTHING, TODAY)]
        assert names == ["fields", "seniority", "cover", "mentor", "goal", "declared", "vetted"]
        assert not any(each.is_met for each in readiness_of(NOTHING, TODAY))
        assert all(each.is_met for each in readiness_of(EVERYTHING, TODAY))

    def test_the_four_fields_are_those_of_the_programme(self) -> None:
        assert list(TRAINING_FIELDS.values()) == ["Teaching", "Social work", "Youth work", "Health"]

    def test_says_which_fields_are_lacking(self) -> None:
        assert told(replace(NOTHING, fields={"teaching", "health"}), FIELDS) == (
            False,
            "2 of 4 fields; still social work, youth work",
        )
        assert told(EVERYTHING, FIELDS) == (True, "4 of 4 fields")

    def test_cover_counts_once_it_is_handed_back(self) -> None:
        assert told(replace(NOTHING, covered=1), COVER) == (False, "1 given, 0 handed back")
        assert told(replace(NOTHING, covered=2, handed_back=1), COVER) == (True, "2 given, 1 handed back")

    @pytest.mark.parametrize(
        ("first", "met"), [(date(2024, 11, 23), True), (date(2024, 11, 24), False), (date(2024, 11, 22), True)]
    )
    def test_two_years_as_a_senior_manager_count_today_too(self, first: date, met: bool) -> None:
        assert told(replace(NOTHING, posts=(post(first, None),)), SENIORITY)[0] is met


class TestMonths:
    @pytest.mark.parametrize(
        ("first", "last", "months"),
        [
            (date(2026, 1, 1), date(2026, 1, 31), 1),
            (date(2026, 1, 1), date(2026, 1, 30), 0),
            (date(2025, 12, 15), date(2026, 1, 14), 1),
            (date(2025, 12, 15), date(2026, 1, 13), 0),
            (date(2024, 2, 29), date(2025, 2, 27), 12),
            (date(2024, 2, 29), date(2025, 2, 26), 11),
            (date(2026, 12, 1), None, 0),
            (date(2026, 10, 23), None, 1),
            (date(2026, 10, 24), None, 0),
        ],
    )
    def test_are_whole_ones_over_year_ends_and_leap_days(self, first: date, last: date | None, months: int) -> None:
        assert senior_months([post(first, last)], TODAY) == months

    def test_count_once_where_posts_run_side_by_side_and_on_where_they_meet(self) -> None:
        side_by_side = [post(date(2025, 1, 1), date(2025, 6, 30)), post(date(2025, 3, 1), date(2025, 12, 31))]
        assert senior_months(side_by_side, TODAY) == 12
        in_a_row = [post(date(2025, 1, 1), date(2025, 1, 15)), post(date(2025, 1, 16), date(2025, 1, 31), "director")]
        assert senior_months(in_a_row, TODAY) == 1
        apart = [post(date(2025, 1, 1), date(2025, 1, 15)), post(date(2025, 1, 17), date(2025, 1, 31))]
        assert senior_months(apart, TODAY) == 0

    def test_other_posts_and_unknown_first_days_are_no_evidence(self) -> None:
        assert senior_months([post(date(2020, 1, 1), None, "other"), post(None, None)], TODAY) == 0
