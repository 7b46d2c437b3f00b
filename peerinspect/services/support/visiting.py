"""Visits of support: planned, moved and cancelled within its dates, with the rules asked again; held, and by whom.

A visit that is planned is a run of the duty's days on site, so that the rules, calendars and reports know of it. What
became of it is kept beside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.services.checking import Checks, only
from peerinspect.services.lives.changing import change_fact
from peerinspect.services.lives.facts import VISITS, ChangeFact
from peerinspect.services.reader import COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.support.advancing import note_event
from peerinspect.services.support.commands import CancelVisit, MoveVisit, PlanVisit, RecordVisit
from peerinspect.services.support.leading import adviser_at
from peerinspect.services.support.parts import ADVISER, PLANNER, Taking, inside, locked_row, state_of
from peerinspect.services.support.telling import tell_of_visit
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.support import visits_of
from peerinspect.store.tables import SupportAttendanceRow, SupportVisitRow

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
LIVE = "live"
NOT_LIVE = "The support has not begun, or is over. Record that it has begun first"
WAS_HELD = "This visit was held already, so it is not changed any more"
MOST_DAYS = 31
Run = tuple[date | None, date | None]


def plan_visit(command: PlanVisit, reader: Reader, today: date) -> None:
    """Another visit. For coordinators."""
    only(reader, COORDINATOR)
    found = inside(reader, command.duty_id, today, PLANNER)
    new = _checked(command.starts, command.ends)
    runs = (*_runs(found.duty), (new.start, new.end))
    told = f"{_days(new)} (new)"
    _change(found, runs, command.accepts, reader, today, "plan-support-visit", told)


def move_visit(command: MoveVisit, reader: Reader, today: date) -> None:
    """The same visit on other days. For coordinators. Whoever a rule forbids the new days is told so first."""
    only(reader, COORDINATOR)
    found = inside(reader, command.duty_id, today, PLANNER)
    old, new = planned_visit(found.duty, command.visit), _checked(command.starts, command.ends)
    runs = (*_runs(found.duty, but=old), (new.start, new.end))
    told = f"{_days(new)} instead of {_days(old)}"
    _change(found, runs, command.accepts, reader, today, "move-support-visit", told)


def cancel_visit(command: CancelVisit, reader: Reader, today: date) -> None:
    """The visit is not held. For coordinators, with a reason."""
    only(reader, COORDINATOR)
    found = inside(reader, command.duty_id, today, PLANNER)
    old = planned_visit(found.duty, command.visit)
    checks = Checks()
    check_text(checks, command.reason, "reason", "Say why, in a sentence", "the reason")
    checks.done()
    told = f"{_days(old)} (cancelled)"
    runs = _runs(found.duty, but=old)

    def keep() -> None:
        _keep(found.duty.id, old, CANCELLED, tidy(command.reason), reader, today)

    _change(found, runs, True, reader, today, "cancel-support-visit", told, keep)


def record_visit(command: RecordVisit, reader: Reader, today: date) -> None:
    """The visit was held: who came, for how many days, and a note. For coordinators and the advisers."""
    only(reader, COORDINATOR, DIRECTOR)
    with store.transaction():
        found = inside(reader, command.duty_id, today, PLANNER, ADVISER)
        run = planned_visit(found.duty, command.visit)
        if state_of(locked_row(found.duty.id)) != LIVE:
            raise Refusal(NOT_LIVE)
        came = _who_came(command, found, run, today)
        _keep(found.duty.id, run, HELD, tidy(command.note), reader, today)
        _keep_who_came(found.duty.id, command.visit, came)
        days = sum(came.values())
        counted = f"{days} day" if days == 1 else f"{days} days"
        sentence = f"Visit of {_days(run)} was held: {counted} of work."
        note_event(reader, "record-support-visit", found.duty.id, sentence)


def planned_visit(duty: Duty, visit: date) -> Period:
    """The run that begins on the day, where nothing became of it yet. NotFound for no such visit."""
    for run in duty.on_site_periods:
        if run.start == visit:
            if any(each.starts == visit and each.state == HELD for each in visits_of([duty.id]).get(duty.id, ())):
                raise Refusal(WAS_HELD)
            return run
    raise NotFound("no such visit")


def _runs(duty: Duty, but: Period | None = None) -> tuple[Run, ...]:
    return tuple((each.start, each.end) for each in duty.on_site_periods if each != but)


def _checked(starts: date | None, ends: date | None) -> Period:
    checks = Checks()
    checks.period(starts, ends, ("starts", "ends"), "the visit")
    if starts and ends and starts <= ends:
        checks.need((ends - starts).days < MOST_DAYS, "ends", "A visit takes a month at most")
    checks.done()
    return Period(starts, ends)


def _change(
    found: Taking,
    runs: tuple[Run, ...],
    accepts: bool,
    reader: Reader,
    today: date,
    action: str,
    told: str,
    keep: Callable[[], object] | None = None,
) -> None:
    """Change the days by the use case that asks the rules, and write what goes with it in the same transaction."""

    def beside() -> None:
        if keep is not None:
            keep()
        event = note_event(reader, action, found.duty.id, f"Visit: {told}.")
        tell_of_visit(found, event, told, reader.user_id, today)

    change_fact(ChangeFact(found.duty.id, VISITS, on_site=runs, accepts=accepts), reader, today, beside)


def _keep(duty_id: str, run: Period, state: str, note: str, reader: Reader, today: date) -> None:
    """What became of a visit. One that was cancelled and planned again on the same day counts as held then."""
    starts, ends = run.start or today, run.end or today
    row = store.db.session.get(SupportVisitRow, (duty_id, starts)) or SupportVisitRow(duty=duty_id, starts=starts)
    row.ends, row.state, row.note = ends, state, note
    row.recorded_by, row.recorded_on = reader.user_id, today
    store.add(row)


def _who_came(command: RecordVisit, found: Taking, run: Period, today: date) -> Mapping[str, int]:
    """Days by person, once everything about it holds."""
    length = (run.end - run.start).days + 1 if run.start and run.end else 1
    checks = Checks()
    checks.need(command.visit <= today, "", f"This visit is to come: it begins on {plain_day(command.visit)}")
    came: dict[str, int] = {}
    for address, days in command.days.items():
        person = adviser_at(found, address)
        if person is None:
            raise NotFound("nobody who has said yes")
        checks.number(days, f"days-{address}", 0, length, "Days")
        if days:
            came[person] = days
    checks.need(came, "", "Say who came, and for how many days. Cancel the visit if nobody did")
    check_text(checks, command.note, "note", "", "the note")
    checks.done()
    return came


def _keep_who_came(duty_id: str, visit: date, came: Mapping[str, int]) -> None:
    store.add(
        *(
            SupportAttendanceRow(duty=duty_id, starts=visit, person=person, days=days)
            for person, days in sorted(came.items())
        )
    )


def _days(run: Period) -> str:
    """The days of a visit, in words."""
    if run.start is None or run.end is None:
        return ""
    return plain_day(run.start) if run.start == run.end else f"{plain_day(run.start)} to {plain_day(run.end)}"
