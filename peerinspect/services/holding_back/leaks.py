"""Leaks: a sealed inspection came to the ears of somebody who must not know of it, or somebody thinks so.

Whoever may know of the inspection raises the leak on it; with it is kept who could have known and who had looked, as
it stood then. Everybody else, administrators too, reports a suspicion in their own words and learns nothing by it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding_back.knowing import Known, who_could_know
from peerinspect.services.notices import coordinators, liaisons, tell
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, ROLES, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.veil import CLOSE_LEAK_REPORT, REPORT_LEAK, knows_sealed_work
from peerinspect.store import history
from peerinspect.store.tables import LeakReportClosureRow, LeakReportRow, LeakRow


@dataclass(frozen=True, slots=True)
class RaiseLeak:
    """What leaked of a sealed inspection, and when that was noticed."""

    duty_id: str
    what: str
    noticed_on: date | None


@dataclass(frozen=True, slots=True)
class ReportLeak:
    """A suspicion, in the reporter's own words."""

    told: str


@dataclass(frozen=True, slots=True)
class CloseReport:
    """What became of a reported suspicion: a sentence, and whether something had leaked."""

    report_id: str
    what: str
    is_leak: bool


def raise_leak(command: RaiseLeak, reader: Reader, today: date) -> str:
    """Raise it, and keep who could have known and who had looked; the leak's id. For those who may know of the duty."""
    only(reader, COORDINATOR, LIAISON)
    duty = Sight(reader, today).duty(command.duty_id)
    if not knows_sealed_work(reader):
        raise NotFound("no such duty")
    checks = Checks()
    checks.need(duty.sealed, "", "This is not sealed any more, so nothing of it can leak")
    check_text(checks, command.what, "what", "Say what leaked, and how you know", "what leaked")
    if checks.need(command.noticed_on, "noticed_on", "Enter the day on which it was noticed") and command.noticed_on:
        checks.need(command.noticed_on <= today, "noticed_on", "The day must be today or earlier")
    checks.done()
    with store.transaction():
        leak = LeakRow(
            id=store.new_token(),
            duty=duty.id,
            what=tidy(command.what),
            noticed_on=command.noticed_on,
            raised_by=reader.user_id,
            raised_on=today,
            known=_written(who_could_know(duty.id)),
        )
        store.add(leak)
        sentence = "A leak of this inspection was raised."
        event = history.record(reader.user_id, "raise-leak", duty.id, duty=duty.id, sentence=sentence)
        tell("leak", event, [*coordinators(cleared=True), *liaisons()])
        return leak.id


def report_leak(command: ReportLeak, reader: Reader, today: date) -> None:
    """Hand a suspicion on to those who may know. For everybody who is signed in; the answer is the same to all."""
    only(reader, *ROLES)
    checks = Checks()
    check_text(checks, command.told, "told", "Say what you have seen or heard", "what you say")
    checks.done()
    with store.transaction():
        row = LeakReportRow(
            id=store.new_token(), told=tidy(command.told), reported_by=reader.user_id, reported_on=today
        )
        store.add(row)
        event = history.record(reader.user_id, REPORT_LEAK, row.id, sentence="A suspected leak was reported.")
        tell("leak", event, [*coordinators(cleared=True), *liaisons()])


def close_report(command: CloseReport, reader: Reader, today: date) -> None:
    """Say what became of a reported suspicion. For those who may know of sealed work."""
    only(reader, COORDINATOR, LIAISON)
    if not knows_sealed_work(reader):
        raise NotFound("no such report")
    with store.transaction():
        if store.db.session.get(LeakReportRow, command.report_id) is None:
            raise NotFound("no such report")
        if store.db.session.get(LeakReportClosureRow, command.report_id) is not None:
            raise Refusal("This has been dealt with already")
        checks = Checks()
        check_text(checks, command.what, "what", "Say what became of it, in a sentence", "what became of it")
        checks.done()
        store.add(
            LeakReportClosureRow(
                report=command.report_id,
                what=tidy(command.what),
                is_leak=command.is_leak,
                closed_by=reader.user_id,
                closed_on=today,
            )
        )
        sentence = "A reported suspicion was dealt with."
        history.record(reader.user_id, CLOSE_LEAK_REPORT, command.report_id, sentence=sentence)


def _written(known: Known) -> str:
    """Who could know, as text that does not change afterwards."""
    return json.dumps(asdict(known), default=str, ensure_ascii=False, sort_keys=True)
