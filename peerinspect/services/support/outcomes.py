"""What came of support: the council's judgement before it, and the next one published after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Judgement, Period
from peerinspect.domain.kinds import GRADES
from peerinspect.independence.rules.home_judgement import latest_judgement, overall_grade

BETTER, SAME, WORSE = "better", "same", "worse"
NOT_YET, NO_BEFORE = "not-yet", "no-before"
OUTCOMES = (BETTER, SAME, WORSE, NOT_YET, NO_BEFORE)
"""How the council was judged afterwards. NOT_YET: it was not, so far; NO_BEFORE: there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The judgements before and after, with the grades that were compared, "" for none."""

    before: Judgement | None
    after: Judgement | None
    word: str

    @property
    def grade_before(self) -> str:
        """The grade that counted before."""
        return _grade(self.before)

    @property
    def grade_after(self) -> str:
        """The grade that counted afterwards."""
        return _grade(self.after)


def outcome_of(judgements: Iterable[Judgement], work: Period, today: date) -> Outcome:
    """How the council was judged before and after support that went on for the days of `work`.

    *Before* is the latest judgement published by the first day. *After* is the first one published later than the last
    day, by today; one that was inspected before the first day says nothing on the support. Both are graded as the rule
    home-judgement grades them: overall or, failing that, leadership; what has neither grade, as a visit, is passed
    over. Raises ValueError where the work has no first or no last day.
    """
    if work.start is None or work.end is None:
        raise ValueError("support has a first and a last day")
    known = tuple(judgements)
    before, after = latest_judgement(known, work.start), _next(known, work.start, work.end, today)
    return Outcome(before, after, _word(_grade(before), _grade(after)))


def _next(judgements: Iterable[Judgement], first: date, last: date, today: date) -> Judgement | None:
    """The first graded judgement after the work. Two published on one day: the one inspected later."""
    later = [
        (each.published, each.inspected or date.min, each)
        for each in judgements
        if each.published is not None and last < each.published <= today and overall_grade(each)
    ]
    told = [each for each in later if each[2].inspected is None or each[1] >= first]
    soonest = min((published for published, _, _ in told), default=None)
    same_day = [each for each in told if each[0] == soonest]
    return max(same_day, key=lambda each: each[1])[2] if same_day else None


def _word(before: str, after: str) -> str:
    if not after:
        return NOT_YET
    if not before:
        return NO_BEFORE
    step = GRADES.index(before) - GRADES.index(after)
    return BETTER if step > 0 else WORSE if step < 0 else SAME


def _grade(judgement: Judgement | None) -> str:
    """The grade that counts; one that is not on the scale counts as none."""
    found = overall_grade(judgement) if judgement else None
    return found if found in GRADES else ""
