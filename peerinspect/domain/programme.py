"""The programme for people who aspire to be directors: the four fields of training, and what speaks for readiness.

Readiness is a list of plain facts, each met or not. Nothing is added up to a score: whether somebody is ready to cover
a post is a coordinator's word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect.domain.periods import ONE_DAY, Period, add_months
from peerinspect.domain.person import Post

TRAINING_FIELDS: Mapping[str, str] = {
    "teaching": "Teaching",
    "social-work": "Social work",
    "youth-work": "Youth work",
    "health": "Health",
}
"""The fields of multi-agency training, by their words in the register."""
SENIOR_ROLES = frozenset({"director", "senior"})
SENIOR_MONTHS = 24
"""Months as a senior manager that speak for readiness. Judged: two full years of a service's calendar."""
FIELDS, SENIORITY, COVER, MENTOR, GOAL, DECLARED, VETTED = (
    "fields",
    "seniority",
    "cover",
    "mentor",
    "goal",
    "declared",
    "vetted",
)


@dataclass(frozen=True, slots=True)
class Readiness:
    """One plain fact: which, whether it is met, and what it rests on in words."""

    name: str
    is_met: bool
    said: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an aspirant on a day.

    `fields`: those of TRAINING_FIELDS in which they have confirmed training. `covered`: placements on cover or
    secondments that have begun; `handed_back`: those of them that are over.
    """

    fields: Collection[str]
    posts: Iterable[Post]
    covered: int
    handed_back: int
    has_mentor: bool
    has_goal: bool
    is_declared: bool
    is_vetted: bool


def readiness_of(record: Record, today: date) -> tuple[Readiness, ...]:
    """The facts about one aspirant, always the same ones in the same order."""
    months = senior_months(record.posts, today)
    lacking = [name.lower() for field, name in TRAINING_FIELDS.items() if field not in record.fields]
    trained = len(TRAINING_FIELDS) - len(lacking)
    missing = f"; still {', '.join(lacking)}" if lacking else ""
    return (
        Readiness(FIELDS, not lacking, f"{trained} of {len(TRAINING_FIELDS)} fields{missing}"),
        Readiness(SENIORITY, months >= SENIOR_MONTHS, f"{months} month{'' if months == 1 else 's'}"),
        Readiness(COVER, record.handed_back > 0, f"{record.covered} given, {record.handed_back} handed back"),
        Readiness(MENTOR, record.has_mentor, "Has or had one" if record.has_mentor else "Never had one"),
        Readiness(GOAL, record.has_goal, "Said" if record.has_goal else "Not said yet"),
        Readiness(DECLARED, record.is_declared, "In date" if record.is_declared else "Missing or out of date"),
        Readiness(VETTED, record.is_vetted, "In date" if record.is_vetted else "Missing or out of date"),
    )


def senior_months(posts: Iterable[Post], today: date) -> int:
    """Whole months in which a director's or senior manager's post was held, up to and with today.

    Posts held at the same time count once. One whose first day is unknown counts for nothing: missing data is no
    evidence.
    """
    spans = [_held(post.period, today) for post in posts if post.role in SENIOR_ROLES]
    return sum(_whole_months(*run) for run in _runs(span for span in spans if span))


def _held(period: Period, today: date) -> tuple[date, date] | None:
    """The first day of the post and the day after its last, up to today; None for what has not begun."""
    if period.start is None or period.start > today:
        return None
    last = today if period.end is None else min(period.end, today)
    return period.start, last + ONE_DAY


def _runs(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans run together where they meet."""
    runs: list[tuple[date, date]] = []
    for first, after in sorted(spans):
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], after))
        else:
            runs.append((first, after))
    return runs


def _whole_months(first: date, after: date) -> int:
    """How many whole months lie from a day to the day after the last."""
    months = (after.year - first.year) * 12 + after.month - first.month
    return months if add_months(first, months) <= after else months - 1
