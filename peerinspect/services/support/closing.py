"""The review that both councils make, and the end of the work with the days that were given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.services.checking import Checks, only
from peerinspect.services.moving import write_days
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.support.advancing import CLOSE, REVIEW, advance, step_now
from peerinspect.services.support.commands import CloseSupport, ReviewSupport
from peerinspect.services.support.leading import adviser_at
from peerinspect.services.support.parts import PLANNER, Taking, inside
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import counted, plain_day
from peerinspect.store.reading.support import advisers_of
from peerinspect.store.tables import SupportAdviserRow, SupportProgrammeRow

NO_NEED = "Record what the support rests on first"
MOST_DAYS = 366


def review_support(command: ReviewSupport, reader: Reader, today: date) -> None:
    """Record what both councils found. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        found = inside(reader, command.duty_id, today, PLANNER)
        row, step = step_now(found.duty, REVIEW)
        programme = store.db.session.get(SupportProgrammeRow, found.duty.id)
        checks = Checks()
        checks.need(programme, "", NO_NEED)
        check_text(checks, command.found, "found", "Write down what both councils found", "this")
        if checks.need(command.day, "day", "Enter the day") and command.day is not None:
            checks.need(command.day <= today, "day", "Enter a day that has come")
            begun = f"Enter a day from {plain_day(found.duty.first_day)} on, the first of the work"
            checks.need(command.day >= found.duty.first_day, "day", begun)
        checks.done()
        if programme is None or command.day is None:
            raise AssertionError("what is missing has been refused")
        programme.reviewed_on, programme.found = command.day, tidy(command.found)
        told = f" Day of the review: {plain_day(command.day)}."
        advance(row, step, reader, today, told, on=command.day)


def close_support(command: CloseSupport, reader: Reader, today: date) -> None:
    """End the work on the day, with the days that each adviser gave. For coordinators.

    Visits that were planned for later fall away.
    """
    only(reader, COORDINATOR)
    with store.transaction():
        found = inside(reader, command.duty_id, today, PLANNER)
        row, step = step_now(found.duty, CLOSE)
        given = _given(command, found, today)
        known = advisers_of([found.duty.id])
        for person, days in given.items():
            adviser = known.get((found.duty.id, person)) or SupportAdviserRow(duty=found.duty.id, person=person)
            adviser.days_given = days
            store.add(adviser)
        if command.day is None:
            raise AssertionError("a missing day has been refused")
        write_days(_ended(found.duty, command.day))
        told = f" Last day of the work: {plain_day(command.day)}. {counted(sum(given.values()), 'day')} given."
        advance(row, step, reader, today, told)


def _given(command: CloseSupport, found: Taking, today: date) -> Mapping[str, int]:
    """Days by adviser, once everything about the end holds."""
    duty, checks = found.duty, Checks()
    if checks.need(command.day, "day", "Enter the day") and command.day is not None:
        span = f"{plain_day(duty.first_day)} and {plain_day(min(duty.last_day, today))}"
        lies_within = duty.first_day <= command.day <= min(duty.last_day, today)
        checks.need(lies_within, "day", f"Enter a day between {span}")
    given: dict[str, int] = {}
    for address, days in command.days.items():
        person = adviser_at(found, address)
        if person is None:
            raise NotFound("nobody who has said yes")
        checks.number(days, f"days-{address}", 0, MOST_DAYS, "Days")
        given[person] = days
    whole = given.keys() == found.advisers.keys()
    checks.need(whole, "", "Enter the days of each adviser. Reload the page: somebody has come or gone")
    checks.done()
    return given


def _ended(duty: Duty, day: date) -> Duty:
    """The duty with the day as its last one, and without the visits after it."""
    period = Period(duty.first_day, day)
    held = tuple(part for each in duty.on_site or () if (part := each.within(period)) is not None)
    return replace(duty, period=period, on_site=None if duty.on_site is None else held)
