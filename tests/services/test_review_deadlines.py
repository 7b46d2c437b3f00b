"""Deadlines of case reviews, counted by hand on calendars of England."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerinspect.services.bank_holidays import is_working_day, working_days_between
from peerinspect.services.reviews.deadlines import (
    DECISION,
    NOTIFICATION,
    ON_DECISION,
    ON_PUBLICATION,
    PUBLICATION,
    RAPID_REVIEW,
    REPORT,
    Deadline,
    ReviewDays,
    deadlines_of,
    due_next,
    how_it_stands,
    told,
)


def one(days: ReviewDays, stage: str, today: date) -> Deadline:
    return next(each for each in deadlines_of(days, today) if each.stage == stage)


@pytest.mark.parametrize(
    ("known", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 9)),  # Monday to Monday, nothing between
        (date(2026, 3, 6), date(2026, 3, 13)),  # Friday
        (date(2026, 3, 7), date(2026, 3, 13)),  # Saturday: Monday is the first day
        (date(2026, 3, 8), date(2026, 3, 13)),  # Sunday
        (date(2026, 4, 1), date(2026, 4, 10)),  # Good Friday 3 April and Easter Monday 6 April lie between
        (date(2026, 4, 30), date(2026, 5, 8)),  # 4 May is a bank holiday
        (date(2025, 12, 23), date(2026, 1, 2)),  # 25 and 26 December, 1 January
        (date(2021, 12, 24), date(2022, 1, 5)),  # Christmas on a weekend: 27 and 28 December, and 3 January, instead
        (date(2022, 9, 14), date(2022, 9, 22)),  # 19 September 2022, the late queen's funeral
        (date(2027, 3, 25), date(2027, 4, 5)),  # Good Friday 26 March, Easter Monday 29 March
    ],
)
def test_the_panel_is_told_within_five_working_days(known: date, due: date) -> None:
    assert one(ReviewDays("rapid", known=known), NOTIFICATION, known).due == due


@pytest.mark.parametrize(
    ("notified", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 23)),
        (date(2026, 4, 1), date(2026, 4, 24)),  # Easter
        (date(2025, 12, 15), date(2026, 1, 8)),  # across the year's end: three bank holidays
        (date(2026, 8, 20), date(2026, 9, 11)),  # the last Monday of August
    ],
)
def test_a_rapid_review_is_due_within_fifteen_working_days(notified: date, due: date) -> None:
    assert one(ReviewDays("rapid", notified=notified), RAPID_REVIEW, notified).due == due


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2025, 8, 31), date(2026, 2, 28)),  # no 31 February
        (date(2027, 8, 29), date(2028, 2, 29)),  # a leap year
        (date(2026, 6, 25), date(2026, 12, 25)),  # a bank holiday stays the last day of months
        (date(2026, 7, 3), date(2027, 1, 3)),  # and so does a Sunday
    ],
)
def test_report_and_publication_are_due_six_months_after_the_decision(decided: date, due: date) -> None:
    days = ReviewDays("local", decided=decided)
    assert one(days, REPORT, decided).due == due
    assert one(days, PUBLICATION, decided).due == due


def test_a_serious_case_review_is_decided_on_within_a_month_and_knows_no_rapid_review() -> None:
    days = ReviewDays("serious", known=date(2016, 1, 28), notified=date(2016, 1, 29))
    found = {each.stage: each.due for each in deadlines_of(days, date(2016, 2, 1))}
    assert found == {NOTIFICATION: date(2016, 2, 4), DECISION: date(2016, 2, 29)}


@pytest.mark.parametrize(
    ("today", "state", "number"),
    [
        (date(2026, 3, 12), "in-time", 7),
        (date(2026, 3, 13), "in-time", 6),
        (date(2026, 3, 16), "due-soon", 5),
        (date(2026, 3, 20), "due-soon", 1),
        (date(2026, 3, 22), "due-soon", 1),
        (date(2026, 3, 23), "due-soon", 0),  # the last day itself is in time
        (date(2026, 3, 24), "late", 1),
        (date(2026, 3, 28), "late", 4),  # Saturday
        (date(2026, 4, 7), "late", 9),  # after Easter: 24-27, 30, 31 March, 1, 2, 7 April
    ],
)
def test_how_a_deadline_of_monday_23_march_stands(today: date, state: str, number: int) -> None:
    assert how_it_stands(date(2026, 3, 23), None, today) == (state, number)


@pytest.mark.parametrize(
    ("done", "state", "number"),
    [
        (date(2026, 3, 20), "met", 0),
        (date(2026, 3, 23), "met", 0),
        (date(2026, 3, 24), "met-late", 1),
        (date(2026, 3, 29), "met-late", 4),
    ],
)
def test_what_was_done_stays_as_it_was_whatever_the_day(done: date, state: str, number: int) -> None:
    for today in (done, date(2030, 1, 1)):
        assert how_it_stands(date(2026, 3, 23), done, today) == (state, number)


def test_a_weekend_after_a_friday_is_late_by_no_working_day() -> None:
    due = date(2026, 3, 20)
    assert how_it_stands(due, None, date(2026, 3, 21)) == ("late", 0)
    assert told(Deadline("report", due, "late", 0)) == "Late by less than a working day"


def test_christmas_week_counts_three_working_days() -> None:
    """Of 24 December 2025 to 2 January 2026: 24, 29, 30, 31 December and 2 January."""
    assert working_days_between(date(2025, 12, 23), date(2026, 1, 2)) == 5
    assert working_days_between(date(2025, 12, 24), date(2025, 12, 28)) == 0
    assert working_days_between(date(2026, 1, 2), date(2026, 1, 2)) == 0
    assert working_days_between(date(2026, 1, 5), date(2026, 1, 2)) == 0


@given(st.dates(date(2013, 1, 1), date(2030, 12, 31)), st.integers(-40, 500))
def test_counting_by_weeks_is_counting_every_day(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    each = (first + timedelta(days=number) for number in range(1, days + 1))
    assert working_days_between(first, last) == sum(is_working_day(day) for day in each)


def test_the_panel_has_days_of_its_own() -> None:
    days = ReviewDays("local", rapid=date(2026, 3, 2), decided=date(2026, 3, 2), final=date(2026, 8, 28))
    found = {each.stage: each.due for each in deadlines_of(days, date(2026, 3, 2))}
    assert found[ON_DECISION] == date(2026, 3, 23)
    assert found[ON_PUBLICATION] == date(2026, 9, 9)  # 31 August 2026 is a bank holiday


def test_nothing_is_awaited_of_what_is_over_and_what_was_met_is_kept() -> None:
    days = ReviewDays("rapid", date(2026, 3, 2), date(2026, 3, 4), is_over=True)
    assert [each.stage for each in deadlines_of(days, date(2027, 1, 1))] == [NOTIFICATION]


def test_the_first_of_what_is_not_done_is_due_next_and_a_delay_is_shown_beside_the_limit() -> None:
    expected = {REPORT: date(2026, 11, 2)}
    days = ReviewDays("national", decided=date(2026, 3, 2), expected=expected)
    found = deadlines_of(days, date(2026, 9, 7))
    following = due_next(found)
    assert following is not None
    assert (following.stage, following.due, following.expected) == (REPORT, date(2026, 9, 2), date(2026, 11, 2))
    # The limit is the law's: a delay with a good reason is late all the same.
    assert told(following) == "Late by 3 working days"
    assert due_next(()) is None


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 3, 19), "Due within 1 working day"),
        (date(2026, 3, 20), "Due before the next working day"),
        (date(2026, 3, 21), "Due before the next working day"),
        (date(2026, 3, 22), "Due today"),
    ],
)
def test_a_report_due_on_a_sunday_is_not_said_to_be_due_on_the_friday(today: date, words: str) -> None:
    days = ReviewDays("local", decided=date(2025, 9, 22))  # six months end on Sunday 22 March 2026
    found = {each.stage: each for each in deadlines_of(days, today)}
    assert told(found[REPORT]) == words
