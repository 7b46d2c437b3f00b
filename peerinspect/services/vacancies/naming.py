"""Naming who looks after a vacant post: there has to be somebody on each day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Period
from peerinspect.domain.periods import ONE_DAY
from peerinspect.services.checking import Checks
from peerinspect.services.notices import chief_executives, coordinators, tell
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.vacancies.tied import open_vacancy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.directors import covering_people, holding_rows
from peerinspect.store.reading.people import people_at, read_names
from peerinspect.store.tables import HoldingRow, VacancyRow

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class NameHolder:
    """Somebody who looks after the vacant post: a person of the register, or a name with an office.

    No last day: until somebody else is named, or the post is handed back.
    """

    duty_id: str
    person_id: str = ""
    name: str = ""
    office: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class EndHolding:
    """The last day of somebody who looks after a vacant post."""

    duty_id: str
    holding_id: str
    ends: date | None


def possible_holders(vacancy: VacancyRow, today: date) -> frozenset[str]:
    """The people of the register who can be named: the council's own, and whoever is placed on the cover."""
    return people_at({vacancy.authority}, today) | covering_people(vacancy.duty)


def name_holder(command: NameHolder, reader: Reader, today: date) -> str:
    """Name somebody; the id of what is kept. For coordinators, and the chief executive of the council.

    Who was named without a last day looked after the post until the day before. Raises Refusal where another one who
    was named for some of these days would still be there.
    """
    with store.transaction():
        vacancy, _ = open_vacancy(command.duty_id, reader, today)
        _check(command, vacancy, today)
        if command.starts is None:
            raise AssertionError("a missing first day has been refused")
        _close_open_ones(holding_rows(vacancy.id), command.starts)
        made = HoldingRow(
            id=store.new_token(), vacancy=vacancy.id, person=command.person_id or None,
            name="" if command.person_id else tidy(command.name), office=tidy(command.office),
            starts=command.starts, ends=command.ends, named_by=reader.user_id, named_on=today,
        )  # fmt: skip
        store.add(made)
        said = f"{_who(made)} looks after the post from {plain_day(made.starts)}{_until(made.ends)}."
        _tell("name-holder", vacancy, said, reader)
        return made.id


def _check(command: NameHolder, vacancy: VacancyRow, today: date) -> None:
    checks = Checks()
    if command.person_id:
        is_known = command.person_id in possible_holders(vacancy, today)
        checks.need(is_known, "person_id", "Choose somebody from the list, or write the name below")
        checks.need(not tidy(command.name), "name", "Choose somebody from the list, or write a name: not both")
    else:
        told = "Choose somebody from the list, or write the name of who looks after the post"
        check_text(checks, command.name, "name", told, "the name", _LONGEST)
        check_text(checks, command.office, "office", "Say which office they hold", "the office", _LONGEST)
    checks.need(command.starts, "starts", "Enter the first day on which they look after the post")
    if command.starts:
        first = vacancy.vacant_from or vacancy.starts
        checks.need(command.starts >= first, "starts", f"The post is vacant from {plain_day(first)} on")
        checks.need(not command.ends or command.starts <= command.ends, "ends", "The last day is before the first")
    if not checks.messages and command.starts:
        _check_free(checks, holding_rows(vacancy.id), Period(command.starts, command.ends))
    checks.done()


def _check_free(checks: Checks, rows: Iterable[HoldingRow], days: Period) -> None:
    """One person at a time: whoever has no last day yet makes way, anybody else has to end first."""
    for row in rows:
        gives_way = row.ends is None and days.start is not None and row.starts < days.start
        overlaps = Period(row.starts, row.ends).overlaps(days)
        told = f"{_who(row)} is named from {plain_day(row.starts)}{_until(row.ends)}. Enter their last day first"
        checks.need(gives_way or not overlaps, "starts", told)


def _close_open_ones(rows: Iterable[HoldingRow], first: date) -> None:
    for row in rows:
        if row.ends is None and row.starts < first:
            row.ends = first - ONE_DAY
    store.db.session.flush()


def end_holding(command: EndHolding, reader: Reader, today: date) -> None:
    """Enter the last day of somebody who was named. For coordinators, and the chief executive of the council."""
    with store.transaction():
        vacancy, _ = open_vacancy(command.duty_id, reader, today)
        row = next((each for each in holding_rows(vacancy.id) if each.id == command.holding_id), None)
        if row is None:
            raise NotFound("nobody was named so")
        checks = Checks()
        if checks.need(command.ends, "ends", "Enter the last day") and command.ends:
            checks.need(row.starts <= command.ends, "ends", "It cannot have ended before it began")
            days = Period(row.starts, max(row.starts, command.ends))
            others = [each for each in holding_rows(vacancy.id) if each.id != row.id]
            is_free = not any(Period(each.starts, each.ends).overlaps(days) for each in others)
            checks.need(is_free, "ends", "Somebody else is named from a day before that")
        checks.done()
        row.ends = command.ends
        store.db.session.flush()
        _tell("end-holding", vacancy, f"{_who(row)} looks after the post{_until(row.ends)}, and no longer.", reader)


def _who(row: HoldingRow) -> str:
    name = read_names([row.person])[row.person] if row.person else row.name
    return f"{name} ({row.office})" if row.office else name


def _until(day: date | None) -> str:
    return f" to {plain_day(day)}" if day else ""


def _tell(action: str, vacancy: VacancyRow, sentence: str, reader: Reader) -> None:
    """The event stands with the cover and with the council; who keeps the vacancy too, and did not do it, is told."""
    event = history.record(reader.user_id, action, vacancy.duty, duty=vacancy.duty, sentence=sentence)
    history.record(reader.user_id, action, vacancy.authority, sentence=sentence)
    others = chief_executives(vacancy.authority) if reader.role == COORDINATOR else coordinators()
    council = read_places()[vacancy.authority].name
    tell("vacancy-held", event, others, council=council, path=f"/vacancies/{vacancy.duty}")
