"""Secondments to inspection teams: two patterns, how long each lasts, and what is due of whoever goes.

A secondment is a full-time term, of one to two years, or so many inspections within so many months. The rules know the
duty of kind `second` as a full-time term alone. So in the second pattern the duty's days are those of the training at
its start, and each inspection is work of its own: with its own days, its own consent and its own independence. The
months run beside the duty, and keep nobody from anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain.periods import ONE_DAY, Period, add_months

TERM, INSPECTIONS, OTHER = "term", "inspections", "other"
PATTERNS = (TERM, INSPECTIONS, OTHER)
"""A full-time term of one to two years; so many inspections within so many months; a full-time term of other length."""
SHORTEST_TERM, LONGEST_TERM = 12, 24
"""Months. Source: what Ofsted and ADCS agreed on, one to two years."""
USUAL_INSPECTIONS, USUAL_MONTHS = 3, 18
"""Three inspections within eighteen months. Source: the same agreement."""
MOST_INSPECTIONS, MOST_MONTHS = 12, 36
ENDS_SOON_MONTHS = 3

TRAINING_DUE, ENDS_SOON, ALL_INSPECTIONS_DONE, RETURN_OVERDUE = (
    "training-due",
    "ends-soon",
    "inspections-done",
    "return-overdue",
)


def pattern_of(recorded: str | None, period: Period) -> str:
    """The pattern as recorded; of a secondment of which nobody said, by its length."""
    if recorded is not None:
        return recorded
    is_term = period.start is not None and period.end is not None and is_a_term(period.start, period.end)
    return TERM if is_term else OTHER


def is_a_term(first: date, last: date) -> bool:
    """Whether both days, counted in, make a term of one to two years: 1 May to 30 April is a year."""
    return add_months(first, SHORTEST_TERM) <= last + ONE_DAY <= add_months(first, LONGEST_TERM)


def last_of_window(first: date, months: int) -> date:
    """The last day of so many months from a first day: of eighteen from 1 May 2026 it is 31 October 2027."""
    return add_months(first, months) - ONE_DAY


def ends_soon(first: date, last: date, today: date) -> bool:
    """Whether it goes on, and its last day is at most three months away."""
    return first <= today <= last <= add_months(today, ENDS_SOON_MONTHS)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a secondment, as far as recorded.

    `period` runs from its first day to the last of its term or window. `wanted` are the inspections of the pattern,
    None for a full-time term; `done` those that have begun.
    """

    period: Period
    trained_on: date | None
    returned_on: date | None
    first_inspection: date | None
    done: int
    wanted: int | None


def what_is_due(part: Part, today: date) -> tuple[str, ...]:
    """What is due of somebody who has agreed to go and has not come back, the most pressing first."""
    if part.returned_on is not None or part.period.start is None or part.period.end is None:
        return ()
    found = []
    if part.period.end < today:
        found.append(RETURN_OVERDUE)
    if _lacks_training(part, today):
        found.append(TRAINING_DUE)
    if part.wanted is not None and part.done >= part.wanted:
        found.append(ALL_INSPECTIONS_DONE)
    if ends_soon(part.period.start, part.period.end, today):
        found.append(ENDS_SOON)
    return tuple(found)


def _lacks_training(part: Part, today: date) -> bool:
    """No training is recorded, although the part has begun, or an inspection is fixed."""
    begun = part.period.start is not None and part.period.start <= today
    return part.trained_on is None and (begun or part.first_inspection is not None)
