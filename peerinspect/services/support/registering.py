"""A programme of support is registered; what it rests on is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.duties import RegisterSupport, check_support, enter_support
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.support.advancing import OVER, SCOPE, advance, note_event, step_now
from peerinspect.services.support.commands import JUDGEMENT, NEEDS, RecordNeed, RegisterProgramme
from peerinspect.services.support.parts import LIFE, PLANNER, inside, locked_row, state_of
from peerinspect.services.support.requesting import REGISTERED, answer, check_themes, waiting_request
from peerinspect.services.texts import check_text, tidy
from peerinspect.store.reading.councils import read_authorities
from peerinspect.store.tables import SupportProgrammeRow, SupportRequestRow, SupportThemeRow

BAD_GRADES = frozenset({"requires-improvement", "inadequate"})
NO_SUCH_JUDGEMENT = (
    "No judgement of this council was published on that day that says requires improvement or inadequate"
)


def register_programme(command: RegisterProgramme, reader: Reader, today: date) -> str:
    """Register it; the duty's id. For coordinators. A request that it answers is answered with it."""
    only(reader, COORDINATOR)
    with store.transaction():
        request = waiting_request(command.request_id) if command.request_id else None
        checks = Checks()
        check_support(checks, _work(command), today)
        _check_need(checks, command, command.authority, today)
        own = request is None or request.authority == command.authority
        checks.need(own, "authority", "Another council has asked for this")
        checks.done()
        return _register(command, request, reader, today)


def _register(command: RegisterProgramme, request: SupportRequestRow | None, reader: Reader, today: date) -> str:
    duty = enter_support(_work(command), request.asked_on if request else today, reader)
    _keep_need(duty, command, request.days if request else None)
    if request is not None:
        request.duty = duty
        answer(request, REGISTERED, reader, today)
    return duty


def record_need(command: RecordNeed, reader: Reader, today: date) -> None:
    """Record what the support rests on; what was only requested is scoped by it. For coordinators.

    From then on its steps are taken on its own page.
    """
    only(reader, COORDINATOR)
    with store.transaction():
        found = inside(reader, command.duty_id, today, PLANNER)
        row = locked_row(found.duty.id)
        checks = Checks()
        _check_need(checks, command, min(found.duty.authorities, default=""), today)
        checks.done()
        if state_of(row) in LIFE.called_off:
            raise Refusal(OVER)
        _keep_need(found.duty.id, command)
        what = f"It rests on {NEEDS[command.need].lower()}"
        told = f" {what}{_of(command.need_on)}."
        if state_of(row) == LIFE.first:
            advance(*step_now(found.duty, SCOPE), reader, today, told)
        else:
            note_event(reader, "record-support-need", found.duty.id, f"Recorded the need.{told}")


def _work(command: RegisterProgramme) -> RegisterSupport:
    """The duty that it is."""
    return RegisterSupport(command.authority, command.starts, command.ends, command.days, command.seats, command.skills)


def _check_need(checks: Checks, command: RegisterProgramme | RecordNeed, code: str, today: date) -> None:
    """What it rests on is one of the three, and its day has come; a judgement is one of the council's."""
    checks.need(command.need in NEEDS, "need", "Choose what the support rests on")
    check_themes(checks, command.themes)
    check_text(checks, command.hopes, "hopes", "Say what the council hopes for", "this")
    if checks.need(command.need_on, "need_on", "Enter the day") and command.need_on is not None:
        checks.need(command.need_on <= today, "need_on", "Enter a day that has come")
        if command.need == JUDGEMENT and code:
            checks.need(command.need_on in bad_judgements(code), "need_on", NO_SUCH_JUDGEMENT)


def bad_judgements(code: str) -> frozenset[date]:
    """The days on which judgements of the council were published that say requires improvement or inadequate."""
    found = read_authorities([code]).get(code)
    judgements = found.judgements if found else ()
    return frozenset(each.published for each in judgements if each.published and _is_bad(each.grades.values()))


def _is_bad(grades: Iterable[str]) -> bool:
    return any(each in BAD_GRADES for each in grades)


def _keep_need(duty_id: str, command: RegisterProgramme | RecordNeed, days_wanted: int | None = None) -> None:
    """Write it; themes that were there before give way."""
    session = store.db.session
    row = session.get(SupportProgrammeRow, duty_id) or SupportProgrammeRow(duty=duty_id, days_wanted=days_wanted)
    row.need, row.need_on, row.hopes = command.need, command.need_on, tidy(command.hopes)
    store.add(row)
    session.execute(delete(SupportThemeRow).where(SupportThemeRow.duty == duty_id))
    store.add(*(SupportThemeRow(duty=duty_id, theme=each) for each in sorted(set(command.themes))))


def _of(day: date | None) -> str:
    return f" of {day.day} {day:%B %Y}" if day else ""
