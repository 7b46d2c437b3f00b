"""What the calendar of inspections keeps to: how many may start in a week."""

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
SCHEDULE = "schedule"
"""The subject of its events."""
CHANGE_SCHEDULE = "change-schedule"


@dataclass(frozen=True, slots=True)
class ChangeSchedule:
    """How many inspections should start in one week at most, and why."""

    most_starts: int | None
    reason: str


def most_starts() -> int:
    """How many inspections should start in one week at most."""
    row = latest_schedule()
    return row.most_starts if row else USUAL_STARTS


def change_schedule(command: ChangeSchedule, reader: Reader, today: date) -> None:
    """Set how many may start in a week. For coordinators. The calendar warns beyond it; nothing is moved."""
    only(reader, COORDINATOR)
    checks = Checks()
    if checks.need(command.most_starts is not None, "most_starts", "Enter how many may start in a week"):
        checks.number(command.most_starts or 0, "most_starts", FEWEST_STARTS, MOST_STARTS, "Starts a week")
    check_text(checks, command.reason, "reason", "Say why it should change", "the reason")
    checks.done()
    with store.transaction():
        row, before = latest_schedule(), most_starts()
        if command.most_starts is None or command.most_starts == before:
            raise Refusal({"most_starts": f"It is {before} already"})
        number = row.number + 1 if row else 1
        store.add(
            ScheduleRow(
                number=number,
                most_starts=command.most_starts,
                reason=tidy(command.reason),
                set_by=reader.user_id,
                set_on=today,
            )
        )
        sentence = (
            f"At most {counted(command.most_starts, 'inspection')} may start in a week; it was {before}. "
            f"{tidy(command.reason)}"
        )
        history.record(reader.user_id, CHANGE_SCHEDULE, SCHEDULE, sentence=sentence)
