"""What came of support, on the days that decide it. Written from docs/design.md."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from peerinspect.domain import Judgement, Period
from peerinspect.services.support.outcomes import outcome_of

FIRST, LAST = date(2024, 3, 4), date(2024, 9, 27)
WORK = Period(FIRST, LAST)
TODAY = date(2025, 6, 2)
DAY = timedelta(days=1)


def judged(grade: str, published: date, inspected: date | None = None, area: str = "overall") -> Judgement:
    return Judgement("ILACS", inspected or published - 60 * DAY, published, {area: grade})


BEFORE = judged("requires-improvement", date(2023, 5, 1))
AFTER = judged("good", date(2025, 2, 3))


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("requires-improvement", "good", "better"),
        ("inadequate", "requires-improvement", "better"),
        ("inadequate", "outstanding", "better"),
        ("requires-improvement", "requires-improvement", "same"),
        ("requires-improvement", "inadequate", "worse"),
    ],
)
def test_grades_are_compared(before: str, after: str, word: str) -> None:
    found = outcome_of([judged(before, date(2023, 5, 1)), judged(after, date(2025, 2, 3))], WORK, TODAY)
    assert (found.grade_before, found.grade_after, found.word) == (before, after, word)


def test_leadership_stands_for_a_missing_overall_grade() -> None:
    found = outcome_of([judged("inadequate", date(2023, 5, 1), area="leadership"), AFTER], WORK, TODAY)
    assert (found.grade_before, found.word) == ("inadequate", "better")


def test_without_any_later_judgement_it_is_not_judged_yet() -> None:
    assert outcome_of([BEFORE], WORK, TODAY).word == "not-yet"


def test_without_an_earlier_judgement_there_is_nothing_to_compare() -> None:
    found = outcome_of([AFTER], WORK, TODAY)
    assert (found.word, found.grade_before, found.after) == ("no-before", "", AFTER)


@pytest.mark.parametrize(("published", "counts"), [(LAST - DAY, False), (LAST, False), (LAST + DAY, True)])
def test_after_begins_the_day_after_the_last_day(published: date, counts: bool) -> None:
    later = judged("good", published, inspected=FIRST + 30 * DAY)
    found = outcome_of([BEFORE, later], WORK, TODAY)
    assert (found.after == later, found.word) == (counts, "better" if counts else "not-yet")


@pytest.mark.parametrize(("published", "counts"), [(FIRST - DAY, True), (FIRST, True), (FIRST + DAY, False)])
def test_before_ends_with_the_first_day(published: date, counts: bool) -> None:
    earlier = judged("inadequate", published, inspected=FIRST - 90 * DAY)
    found = outcome_of([BEFORE, earlier, AFTER], WORK, TODAY)
    assert found.grade_before == ("inadequate" if counts else "requires-improvement")


@pytest.mark.parametrize(("inspected", "counts"), [(FIRST - DAY, False), (FIRST, True), (LAST, True)])
def test_what_was_inspected_before_the_support_says_nothing_on_it(inspected: date, counts: bool) -> None:
    later = Judgement("ILACS", inspected, LAST + 10 * DAY, {"overall": "good"})
    assert (outcome_of([BEFORE, later], WORK, TODAY).after == later) == counts


def test_an_unknown_day_of_inspection_counts() -> None:
    later = Judgement("ILACS", None, LAST + 10 * DAY, {"overall": "good"})
    assert outcome_of([BEFORE, later], WORK, TODAY).word == "better"


@pytest.mark.parametrize(("published", "counts"), [(TODAY, True), (TODAY + DAY, False), (None, False)])
def test_what_is_not_published_by_today_is_not_known(published: date | None, counts: bool) -> None:
    later = Judgement("ILACS", date(2025, 1, 6), published, {"overall": "good"})
    assert (outcome_of([BEFORE, later], WORK, TODAY).word == "better") == counts


def test_the_first_of_several_counts_and_visits_without_grades_do_not() -> None:
    visit = Judgement("visit", date(2024, 11, 4), date(2024, 12, 2), {})
    first, second = judged("requires-improvement", date(2025, 1, 6)), judged("good", date(2025, 5, 6))
    found = outcome_of([second, BEFORE, visit, first], WORK, TODAY)
    assert (found.after, found.word) == (first, "same")


def test_of_two_published_on_one_day_the_one_inspected_later_counts() -> None:
    day = date(2025, 1, 6)
    one, other = judged("inadequate", day, date(2024, 11, 4)), judged("good", day, date(2024, 11, 5))
    assert outcome_of([BEFORE, other, one], WORK, TODAY).after == other


def test_a_judgement_during_the_support_is_neither() -> None:
    during = judged("inadequate", FIRST + 60 * DAY, inspected=FIRST + 2 * DAY)
    found = outcome_of([BEFORE, during, AFTER], WORK, TODAY)
    assert (found.before, found.after) == (BEFORE, AFTER)


def test_support_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="first and a last day"):
        outcome_of([BEFORE], Period(FIRST, None), TODAY)
