"""What inspections keep to: how many may start in a week, and how long before its notice day one may be disclosed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import counted
from peerinspect.store import history
from peerinspect.store.reading.schedule import latest_schedule
from peerinspect.store.tables import ScheduleRow

USUAL_STARTS = 6
"""Half as many again as the most that ever started in one week of 2018 to 2025 (Ofsted reports: 4)."""
FEWEST_STARTS, MOST_STARTS = 1, 50
USUAL_DISCLOSURE = 10
"""Working days before the notice day from which the people on an inspection may be told whose it is. Source: design,
section 6."""
MOST_DISCLOSURE = 60
SCHEDULE = "schedule"
"""The subject of its events."""
CHANGE_SCHEDULE = "change-schedule"


@dataclass(frozen=True, slots=True)
class ChangeSchedule:
    """How many inspections should start in one week at most, and why.

    `disclosed_before`: from how many working days before the notice day on the people on a sealed inspection may be
    told whose it is; None leaves it as it is.
    """

    most_starts: int | None
    reason: str
    disclosed_before: int | None = None


def most_starts() -> int:
    """How many inspections should start in one week at most."""
    row = latest_schedule()
    return row.most_starts if row else USUAL_STARTS


def disclosed_before() -> int:
    """From how many working days before the notice day on a sealed inspection's council may be disclosed."""
    row = latest_schedule()
    return row.disclosed_before if row else USUAL_DISCLOSURE


def change_schedule(command: ChangeSchedule, reader: Reader, today: date) -> None:
    """Set how many may start in a week. For coordinators. The calendar warns beyond it; nothing is moved."""
    only(reader, COORDINATOR)
    checks = Checks()
    if checks.need(command.most_starts is not None, "most_starts", "Enter how many may start in a week"):
        checks.number(command.most_starts or 0, "most_starts", FEWEST_STARTS, MOST_STARTS, "Starts a week")
    days = disclosed_before() if command.disclosed_before is None else command.disclosed_before
    checks.number(days, "disclosed_before", 0, MOST_DISCLOSURE, "Working days before the notice day")
    check_text(checks, command.reason, "reason", "Say why it should change", "the reason")
    checks.done()
    with store.transaction():
        row, before, days_before = latest_schedule(), most_starts(), disclosed_before()
        if command.most_starts is None or (command.most_starts, days) == (before, days_before):
            raise Refusal({"most_starts": f"It is {before} already"})
        number = row.number + 1 if row else 1
        store.add(
            ScheduleRow(
                number=number,
                most_starts=command.most_starts,
                disclosed_before=days,
                reason=tidy(command.reason),
                set_by=reader.user_id,
                set_on=today,
            )
        )
        sentence = _told(command.most_starts, before, days, days_before) + tidy(command.reason)
        history.record(reader.user_id, CHANGE_SCHEDULE, SCHEDULE, sentence=sentence)


def _told(starts: int, starts_before: int, days: int, days_before: int) -> str:
    """What was changed, as sentences that another follows."""
    told = ""
    if starts != starts_before:
        told += f"At most {counted(starts, 'inspection')} may start in a week; it was {starts_before}. "
    if days != days_before:
        told += (
            f"Councils of sealed inspections may be disclosed from {counted(days, 'working day')} before the notice "
            f"day on; it was {days_before}. "
        )
    return told
