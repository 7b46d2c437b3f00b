"""When each stage of a case review is due, and how it stands on a day. No database: days in, deadlines out.

Working days are those of England. The first day is never counted, the last one is: what became known on a Monday is
notified in time on the Monday after, where no bank holiday lies between. Months are those of the calendar, and end on
the day of the same number, or on the month's last day where there is none; such a day can be a Sunday. Sources: the
statutory guidance "Working together to safeguard children"; design, section 7; readings in docs/design.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from peerinspect.domain import add_months
from peerinspect.domain.lives.review_kinds import NATIONAL, SERIOUS
from peerinspect.services.bank_holidays import working_days_after, working_days_between

NOTIFICATION, RAPID_REVIEW, DECISION = "notification", "rapid-review", "decision"
REPORT, PUBLICATION = "report", "publication"
ON_DECISION, ON_PUBLICATION = "advice-on-decision", "advice-on-publication"
STAGES: Mapping[str, str] = {
    NOTIFICATION: "Notification of the national panel",
    RAPID_REVIEW: "Rapid review",
    DECISION: "Decision whether to review",
    ON_DECISION: "National panel's advice on the decision",
    REPORT: "Final report",
    ON_PUBLICATION: "National panel's advice on publication",
    PUBLICATION: "Publication",
}
"""Every stage that has a deadline, in the order of a review's life."""

NOTIFY_WITHIN, RAPID_WITHIN = 5, 15
ADVISE_ON_DECISION_WITHIN, ADVISE_ON_PUBLICATION_WITHIN = 15, 7
"""Working days. The last is how long before publication the panel has to have the report."""
DECIDE_MONTHS, REPORT_MONTHS = 1, 6
SOON = 5
"""Working days before a deadline on which it is warned of."""

IN_TIME, DUE_SOON, LATE, MET, MET_LATE = "in-time", "due-soon", "late", "met", "met-late"


@dataclass(frozen=True, slots=True)
class ReviewDays:
    """The days of a review, None for what has not happened or nobody knows. `is_over`: nothing more is awaited.

    `advised` holds the day of the panel's advice by stage, `expected` the new day of a stage that was delayed.
    """

    kind: str
    known: date | None = None
    notified: date | None = None
    rapid: date | None = None
    decided: date | None = None
    final: date | None = None
    closed: date | None = None
    is_over: bool = False
    advised: Mapping[str, date] = field(default_factory=dict)
    expected: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A stage with its last day, and how it stands.

    `state` is one of IN_TIME, DUE_SOON, LATE, MET and MET_LATE. `number` counts working days: those left until the
    last day where it is to come, those that have passed since where it is or was late (0 for a weekend's delay).
    `expected` is the day by which it is expected now, where a delay was recorded. `is_today`: its last day is today.
    """

    stage: str
    due: date
    state: str
    number: int
    done: date | None = None
    expected: date | None = None
    is_today: bool = False

    @property
    def name(self) -> str:
        """What the stage is called."""
        return STAGES[self.stage]

    @property
    def is_late(self) -> bool:
        """Whether it is late now, or was met late."""
        return self.state in (LATE, MET_LATE)


def how_it_stands(due: date, done: date | None, today: date) -> tuple[str, int]:
    """The state of a deadline on a day, and its number of working days; see Deadline."""
    if done is not None:
        return (MET, 0) if done <= due else (MET_LATE, working_days_between(due, done))
    if today > due:
        return LATE, working_days_between(due, today)
    left = working_days_between(today, due)
    return (DUE_SOON if left <= SOON else IN_TIME), left


def deadlines_of(days: ReviewDays, today: date) -> tuple[Deadline, ...]:
    """Every deadline that runs or ran, in the order of STAGES. What is over owes nothing any more."""
    found = []
    for stage, due, done in _running(days):
        if done is None and days.is_over:
            continue
        state, number = how_it_stands(due, done, today)
        expected = None if done else days.expected.get(stage)
        found.append(Deadline(stage, due, state, number, done, expected, is_today=due == today))
    return tuple(sorted(found, key=lambda each: tuple(STAGES).index(each.stage)))


def _running(days: ReviewDays) -> Iterator[tuple[str, date, date | None]]:
    """Each stage that has begun: its last day, and the day on which it was done."""
    if days.known:
        yield NOTIFICATION, working_days_after(days.known, NOTIFY_WITHIN), days.notified
    if days.notified:
        yield _first_decision(days, days.notified)
    decision = days.rapid or days.decided
    if decision and days.kind not in (SERIOUS, NATIONAL):
        due = working_days_after(decision, ADVISE_ON_DECISION_WITHIN)
        yield ON_DECISION, due, days.advised.get(ON_DECISION)
    if days.decided:
        due = add_months(days.decided, REPORT_MONTHS)
        yield REPORT, due, days.final
        yield PUBLICATION, due, days.closed
    if days.final:
        due = working_days_after(days.final, ADVISE_ON_PUBLICATION_WITHIN)
        yield ON_PUBLICATION, due, days.advised.get(ON_PUBLICATION)


def _first_decision(days: ReviewDays, notified: date) -> tuple[str, date, date | None]:
    """A rapid review is due in working days, the decision on a serious case review within a month."""
    if days.kind == SERIOUS:
        return DECISION, add_months(notified, DECIDE_MONTHS), days.decided or days.rapid
    return RAPID_REVIEW, working_days_after(notified, RAPID_WITHIN), days.rapid or days.decided


def due_next(found: tuple[Deadline, ...]) -> Deadline | None:
    """What is due first of what is not done; None where nothing is."""
    return min((each for each in found if each.done is None), key=lambda each: each.due, default=None)


def told(deadline: Deadline) -> str:
    """How the deadline stands, in words that follow its name."""
    number = deadline.number
    days = f"{number} working day{'' if number == 1 else 's'}"
    late = f"by {days}" if number else "by less than a working day"
    match deadline.state:
        case "met":
            return "Met"
        case "met-late":
            return f"Met late, {late}"
        case "late":
            return f"Late {late}"
        case "due-soon":
            return f"Due within {days}" if number else _due_at_once(deadline)
        case _:
            return "In time"


def _due_at_once(deadline: Deadline) -> str:
    """No working day is left. A last day that is counted in months can be that of a weekend which is still to come."""
    return "Due today" if deadline.is_today else "Due before the next working day"
