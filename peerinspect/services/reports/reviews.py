"""Pace and quality of case reviews: counted from their days, as each stands today. No database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from statistics import median_low

from peerinspect.domain.lives.reviews import NO_REVIEW, PUBLISHED, WITHHELD
from peerinspect.services.bank_holidays import working_days_between
from peerinspect.services.reviews.deadlines import (
    DECISION,
    MET,
    MET_LATE,
    NOTIFICATION,
    ON_DECISION,
    ON_PUBLICATION,
    PUBLICATION,
    RAPID_REVIEW,
    REPORT,
    STAGES,
    ReviewDays,
)
from peerinspect.services.reviews.facts import Review
from peerinspect.services.views.reviews import ReviewYear, StagePace

LIMITS: Mapping[str, str] = {
    NOTIFICATION: "5 working days",
    RAPID_REVIEW: "15 working days",
    DECISION: "1 month",
    ON_DECISION: "15 working days",
    REPORT: "6 months",
    ON_PUBLICATION: "7 working days",
    PUBLICATION: "6 months",
}
"""The limit of each stage in words: months are those of the calendar."""
_STARTS: Mapping[str, Callable[[ReviewDays], date | None]] = {
    NOTIFICATION: lambda days: days.known,
    RAPID_REVIEW: lambda days: days.notified,
    DECISION: lambda days: days.notified,
    ON_DECISION: lambda days: days.rapid or days.decided,
    REPORT: lambda days: days.decided,
    ON_PUBLICATION: lambda days: days.final,
    PUBLICATION: lambda days: days.decided,
}
"""The day from which each stage's working days are counted."""


def by_year(reviews: Iterable[Review]) -> tuple[ReviewYear, ...]:
    """Reviews by the calendar year in which they began, the latest first; all years together come last."""
    listed = list(reviews)
    years = sorted({each.begun.year for each in listed}, reverse=True)
    lines = [_year(str(year), [each for each in listed if each.begun.year == year]) for year in years]
    return (*lines, _year("All years", listed)) if listed else ()


def _year(label: str, reviews: Collection[Review]) -> ReviewYear:
    counts = Counter(each.state for each in reviews)
    closed = counts[PUBLISHED] + counts[WITHHELD]
    return ReviewYear(
        year=label,
        begun=len(reviews),
        open=sum(not each.is_over for each in reviews),
        published=counts[PUBLISHED],
        withheld=counts[WITHHELD],
        ended_without=counts[NO_REVIEW],
        cancelled=counts["cancelled"],
        share_in_full=round(100 * counts[PUBLISHED] / closed) if closed else None,
    )


def by_stage(reviews: Iterable[Review], today: date) -> tuple[StagePace, ...]:
    """Each stage: how often it was done, the median of its working days, how often it was or is late.

    Of an even number of stages the lower of the two in the middle is the median, so that it is a number of days that
    some review took.
    """
    taken: dict[str, list[int]] = {stage: [] for stage in STAGES}
    counts: Counter[tuple[str, str]] = Counter()
    for each in reviews:
        for deadline in each.deadlines(today):
            start = _STARTS[deadline.stage](each.days)
            counts[deadline.stage, deadline.state] += 1
            if deadline.done is not None and start is not None:
                taken[deadline.stage].append(working_days_between(start, deadline.done))
    return tuple(_pace(stage, taken[stage], counts) for stage in STAGES)


def _pace(stage: str, taken: list[int], counts: Counter[tuple[str, str]]) -> StagePace:
    return StagePace(
        stage=stage,
        name=STAGES[stage],
        limit=LIMITS[stage],
        done=counts[stage, MET] + counts[stage, MET_LATE],
        median=median_low(taken) if taken else None,
        in_time=counts[stage, MET],
        late=counts[stage, MET_LATE] + counts[stage, "late"],
    )
