"""What a day of each kind of work costs.

Day rates stand in a table of their own, like the settings of the calendar, and not among the policy's weights: the
policy is part of every problem file and of every roster's digest, and a change of it takes two people and checks all
rosters again. Rates judge nobody and choose nobody; they only turn days into pounds in one report. Each change is
written beside an event, with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.kinds import KINDS
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.reports import day_rates, last_rate_number
from peerinspect.store.tables import DayRateRow

DAY_RATES = "day-rates"
"""The subject of its events."""
CHANGE_RATE = "change-day-rate"
MOST_POUNDS = 10_000
_WORK = {
    "inspect": "inspections",
    "chair": "chairing boards",
    "support": "support",
    "second": "secondments",
    "interim": "interim cover",
    "review": "case reviews",
}


@dataclass(frozen=True, slots=True)
class ChangeRate:
    """What a day of one kind of work costs from now on, in whole pounds, and why."""

    kind: str
    pounds: int | None
    reason: str


def change_rate(command: ChangeRate, reader: Reader, today: date) -> None:
    """Set what a day of one kind of work costs. For coordinators."""
    only(reader, COORDINATOR)
    checks = Checks()
    checks.need(command.kind in KINDS, "kind", "Choose the kind of work")
    if checks.need(command.pounds is not None, "pounds", "Enter what a day costs, in whole pounds"):
        checks.number(command.pounds or 0, "pounds", 0, MOST_POUNDS, "Pounds a day")
    check_text(checks, command.reason, "reason", "Say why it should change", "the reason")
    checks.done()
    with store.transaction():
        before, pounds = day_rates().get(command.kind), command.pounds or 0
        if before == pounds:
            raise Refusal({"pounds": f"It is £{pounds:,} already"})
        store.add(
            DayRateRow(
                number=last_rate_number() + 1,
                kind=command.kind,
                pounds=pounds,
                reason=tidy(command.reason),
                set_by=reader.user_id,
                set_on=today,
            )
        )
        was = "no rate was kept" if before is None else f"it was £{before:,}"
        sentence = f"A day of {_WORK[command.kind]} counts £{pounds:,}; {was}. {tidy(command.reason)}"
        history.record(reader.user_id, CHANGE_RATE, DAY_RATES, sentence=sentence)
