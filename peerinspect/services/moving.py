"""Moving an inspection to another week, with the rules asked of its team again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import INSPECT
from peerinspect.domain.lives import LIVES
from peerinspect.services.checking import Checks, only
from peerinspect.services.inspection_days import check_first_day, in_week
from peerinspect.services.lives.effects import Effect, effects_of, hard_against
from peerinspect.services.lives.team import asked_people, rearrange, settled_names, tell_of_change, told_of
from peerinspect.services.lives.weighing import accept_or_refuse, examine_and_write
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.tables import DutyRow, InspectionRow, OnSiteRow, VacancyRow

MOVABLE = ("planned", "team-held")
PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class MoveInspection:
    """Move an inspection to the week of the Monday `starts`. Its length and its notice stay as they are.

    Where a rule objects to somebody because of the move, it is refused, under `accepts`, with what the rules say,
    until `accepts` is given.
    """

    duty_id: str
    starts: date | None
    accepts: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a move: how many were asked again, how many were stood down, and what the rules say of others."""

    asked_again: int
    stood_down: int
    effects: tuple[Effect, ...]


def move_inspection(command: MoveInspection, reader: Reader, today: date) -> Moved:
    """Move it, and ask those again who had accepted. For coordinators; a sealed one for those who may know of it.

    Refused from the notice day on (then it is deferred), and while somebody on it is pinned. Raises NotFound for what
    is no inspection, or none that the reader may know of.
    """
    only(reader, COORDINATOR)
    return examine_and_write(lambda: _examined(command, reader, today), lambda found: _write(*found, reader, today))


def _examined(command: MoveInspection, reader: Reader, today: date) -> tuple[Duty, Duty, tuple[Effect, ...]]:
    """The inspection as it is and as it is to be, and what the rules say."""
    duty = inspection_of(command.duty_id, reader, today)
    moved = _moved(duty, command, today)
    effects = effects_of(duty, moved, reader, today)
    accept_or_refuse(effects, command.accepts, Sight(reader, today))
    return duty, moved, effects


def inspection_of(duty_id: str, reader: Reader, today: date) -> Duty:
    """The inspection, as far as the reader may know of it. Raises NotFound for any other duty."""
    duty = Sight(reader, today).duty(duty_id)
    if duty.kind != INSPECT:
        raise NotFound("no such inspection")
    return duty


def moved_to(duty: Duty, starts: date) -> Duty:
    """The inspection as it would be in the week of a Monday."""
    on_site, notice = in_week(duty, starts)
    last = max(period.end or starts for period in on_site)
    return replace(duty, period=Period(on_site[0].start, last), on_site=on_site, notice=notice)


def _moved(duty: Duty, command: MoveInspection, today: date) -> Duty:
    """The inspection as it is to be, once everything about the move holds."""
    checks = Checks()
    state = store.db.session.get_one(DutyRow, duty.id).state or PLANNED
    checks.need(state in MOVABLE, "", _why_not(state))
    row = store.db.session.get_one(InspectionRow, duty.id)
    told = row.sealed and not duty.sealed
    checks.need(not told, "", "Its notice day has come, so its council may know of it. Defer it instead")
    names = settled_names(duty, today)
    checks.need(not names, "", f"{names}: settled on this inspection. Unpin them or stand them down first")
    if check_first_day(checks, command.starts, today) and command.starts is not None:
        _check_new_days(checks, duty, command.starts, today)
    checks.done()
    if command.starts is None:
        raise AssertionError("a missing first day has been refused")
    return moved_to(duty, command.starts)


def _check_new_days(checks: Checks, duty: Duty, starts: date, today: date) -> None:
    """The new week is another one, and a sealed inspection's new notice day is still to come."""
    changed = moved_to(duty, starts)
    checks.need(changed.period != duty.period, "starts", "It is in this week already")
    is_hidden = not duty.sealed or (changed.notice is not None and changed.notice > today)
    checks.need(is_hidden, "starts", "Its notice day would have come by now. Choose a later week")


def _why_not(state: str) -> str:
    """Why an inspection in this state is not moved, and what would do."""
    if state == "notified":
        return "Its council has been told of it. Defer it instead"
    if state == "deferred":
        return "It is deferred. Give it a new week from its own page"
    return f"It is “{LIVES[INSPECT].states.get(state, state).lower()}” now, so it is not moved any more"


def write_days(duty: Duty) -> None:
    """Keep a duty's new period, days on site and notice day. Call it in a transaction."""
    session = store.db.session
    row = session.get_one(DutyRow, duty.id)
    row.starts, row.ends = duty.first_day, duty.last_day
    row.has_on_site = duty.on_site is not None
    session.execute(delete(OnSiteRow).where(OnSiteRow.duty == duty.id))
    store.add(*(OnSiteRow(duty=duty.id, starts=each.start, ends=each.end) for each in duty.on_site or ()))
    if duty.kind == INSPECT:
        session.get_one(InspectionRow, duty.id).notice = duty.notice
    for vacancy in session.scalars(select(VacancyRow).where(VacancyRow.duty == duty.id)):
        vacancy.starts, vacancy.ends = duty.first_day, duty.last_day


def _write(duty: Duty, moved: Duty, effects: tuple[Effect, ...], reader: Reader, today: date) -> Moved:
    concerned = asked_people(duty.id)
    write_days(moved)
    asked, stood_down = rearrange(duty.id, hard_against(effects, duty.id), today)
    row = store.db.session.get_one(DutyRow, duty.id)
    row.state, row.state_on = PLANNED, today
    sentence = f"Moved from {plain_day(duty.first_day)} to {plain_day(moved.first_day)}.{told_of(asked, stood_down)}"
    event = history.record(reader.user_id, "move-inspection", duty.id, duty=duty.id, sentence=sentence)
    tell_of_change(concerned, event)
    return Moved(asked, stood_down, effects)
