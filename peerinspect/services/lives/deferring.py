"""Inspections that are put off, and the new week that they are given.

A sealed inspection that is called off must not come to light on the notice day that it had: it loses that day, and so
stays sealed. One that its council has been told of stays on record as deferred, and its new week becomes a sealed
inspection of its own, without its former team: who sees that a known team was let go, and that the same people are
away in some later week, would know the new date. Source: design, section 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Duty, Placement
from peerinspect.domain.kinds import INSPECT
from peerinspect.domain.lives import DEFER, LIVES
from peerinspect.services.checking import Checks
from peerinspect.services.circles import sealed_circle
from peerinspect.services.inspection_days import check_first_day
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.lives.team import ask_again, asked_people, tell_of_change, told_of
from peerinspect.services.moving import moved_to, write_days
from peerinspect.services.problems import current_circles
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.registering import NewDuty, register_duty
from peerinspect.services.veil import knows_sealed_work
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.tables import DeferralRow, DutyRow, InspectionRow, PlacementRow

NOT_CLEARED = "Its new week is sealed. Somebody who is cleared for sealed inspections gives it one"
HAS_ONE = "It has been given a new week already"
TOO_WIDE = "A sealed inspection of these councils cannot be kept from all their people. Register one for each council"


def park(duty: Duty) -> None:
    """Keep a sealed inspection that is called off from ever coming to light by its notice day."""
    store.db.session.get_one(InspectionRow, duty.id).notice = None


def plan_again(duty: Duty, starts: date | None, reader: Reader, today: date) -> str:
    """Give a deferred inspection a new week, sealed until its new notice day; the id of the inspection in that week."""
    if not knows_sealed_work(reader):
        raise Refusal(NOT_CLEARED)
    checks = Checks()
    checks.need(store.db.session.get(DeferralRow, duty.id) is None, "", HAS_ONE)
    if check_first_day(checks, starts, today) and starts is not None:
        notice = moved_to(duty, starts).notice
        checks.need(notice is not None and notice > today, "day", "Its notice day would have come. Choose a later week")
    checks.messages = {"day" if field == "starts" else field: told for field, told in checks.messages.items()}
    checks.done()
    if starts is None:
        raise AssertionError("a missing first day has been refused")
    return _same(duty, starts, reader, today) if duty.sealed else _another(duty, starts, reader, today)


def _same(duty: Duty, starts: date, reader: Reader, today: date) -> str:
    """Nobody was ever told of it: it is moved, and its team asked again, as far as no rule objects."""
    moved = moved_to(duty, starts)
    asked = _ask_former_team(moved, today)
    write_days(moved)
    row = store.db.session.get_one(DutyRow, duty.id)
    row.state, row.state_on = LIVES[INSPECT].first, today
    sentence = f"Given a new week, from {plain_day(moved.first_day)}.{told_of(asked, 0)}"
    event = history.record(reader.user_id, "plan-again-inspect", duty.id, duty=duty.id, sentence=sentence)
    tell_of_change(asked_people(duty.id) if asked else (), event)
    return duty.id


def _ask_former_team(moved: Duty, today: date) -> int:
    """Ask those whom the deferral stood down and to whom no rule objects in the new week; how many they are."""
    row = PlacementRow
    query = select(row).where(row.duty == moved.id, row.status == "stood-down", row.finer == DEFER)
    former: Sequence[PlacementRow] = store.db.session.scalars(query.order_by(row.person)).all()
    team = [Placement(each.person, moved.id, "offered") for each in former]
    objected = objections_to(team, moved, today) if team else {}
    clear = [each for each in former if not objected[each.person]]
    for each in clear:
        each.status = "accepted"
    return ask_again(clear, today)


def _another(duty: Duty, starts: date, reader: Reader, today: date) -> str:
    """Its council has been told of it: the new week is an inspection that nobody has been told of."""
    if sealed_circle(duty.authorities, current_circles(today)) is None:
        raise Refusal(TOO_WIDE)
    moved = replace(moved_to(duty, starts), id=store.new_token())
    new = NewDuty(
        INSPECT,
        moved.first_day,
        moved.last_day,
        tuple(sorted(duty.authorities)),
        duty.seats,
        days=duty.days,
        level=duty.level,
        skills=tuple(sorted(duty.skills)),
        on_site=moved.on_site,
        id=moved.id,
    )
    row = InspectionRow(duty=new.id, subtype=duty.subtype, sealed=True, notice=moved.notice)
    register_duty(new, row, reader, is_sealed=True)
    store.db.session.get_one(DutyRow, new.id).priority = duty.priority
    store.add(DeferralRow(duty=duty.id, followed_by=new.id))
    return new.id
