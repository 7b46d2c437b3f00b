"""Handing a vacant post back: the new holder is named, the cover ends, the line through time closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.lives import HAND_BACK
from peerinspect.domain.periods import ONE_DAY
from peerinspect.domain.person import BASES
from peerinspect.services.checking import Checks, only
from peerinspect.services.lives.stepping import TakeStep, take_known_step
from peerinspect.services.notices import chief_executives, tell
from peerinspect.services.posts import AddPost, add_post
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.vacancies.tied import open_vacancy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.directors import holding_rows
from peerinspect.store.reading.people import post_rows, read_names
from peerinspect.store.tables import HandbackRow, PersonRow, PostRow, VacancyRow

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class HandBack:
    """Hand a vacant post to its new holder. `day` is the last day of the cover, `starts` the new holder's first.

    The new holder is a person of the register, whose post as director is linked where it is there and added where it
    is not, or a name. `basis` is that of the post that is added.
    """

    duty_id: str
    day: date | None
    starts: date | None
    person_id: str = ""
    name: str = ""
    basis: str = "substantive"
    note: str = ""


def hand_back(command: HandBack, reader: Reader, today: date) -> None:
    """Hand it back. For coordinators. Raises Refusal for a day on which the cover could not end."""
    only(reader, COORDINATOR)
    with store.transaction():
        vacancy, duty = open_vacancy(command.duty_id, reader, today)
        _check(command, vacancy)
        if command.day is None or command.starts is None:
            raise AssertionError("missing days have been refused")
        take_known_step(duty, TakeStep(duty.id, HAND_BACK, command.day), reader, today)
        _end_holdings(vacancy, command.starts)
        if command.person_id:
            _link_or_add(command, vacancy, reader, today)
        _write(command, vacancy, reader, today)


def _check(command: HandBack, vacancy: VacancyRow) -> None:
    checks = Checks()
    checks.need(command.day, "day", "Enter the last day of the cover")
    if checks.need(command.starts, "starts", "Enter the new director's first day") and command.starts and command.day:
        told = "The new director's first day comes after the last day of the cover"
        checks.need(command.starts > command.day, "starts", told)
    if command.person_id:
        is_there = store.db.session.get(PersonRow, command.person_id) is not None
        checks.need(is_there, "person_id", "Choose somebody from the list, or write the name below")
        checks.need(not tidy(command.name), "name", "Choose somebody from the list, or write a name: not both")
        checks.need(command.basis in BASES, "basis", "Choose how the post is held")
    else:
        check_text(checks, command.name, "name", "Say who the new director is", "the name", 200)
    check_text(checks, command.note, "note", "Write down what was handed over, in a sentence", "the note", _LONGEST)
    checks.done()


def _link_or_add(command: HandBack, vacancy: VacancyRow, reader: Reader, today: date) -> None:
    """The new holder's post at the council: the one that is on the register, else a new one."""
    if director_post(command.person_id, vacancy.authority, command.starts) is None:
        add_post(
            AddPost(command.person_id, vacancy.authority, "director", command.basis, command.starts), reader, today
        )


def director_post(person: str, council: str, day: date | None) -> PostRow | None:
    """The person's post as director of the council that holds the day."""
    for row in post_rows(person):
        is_it = row.authority == council and row.role == "director"
        if is_it and day and (row.starts is None or row.starts <= day) and (row.ends is None or row.ends >= day):
            return row
    return None


def _end_holdings(vacancy: VacancyRow, starts: date) -> None:
    """Whoever was named looked after the post until the day before, at the latest."""
    for row in holding_rows(vacancy.id):
        if row.starts < starts and (row.ends is None or row.ends >= starts):
            row.ends = starts - ONE_DAY
    store.db.session.flush()


def _write(command: HandBack, vacancy: VacancyRow, reader: Reader, today: date) -> None:
    """What is kept, its event, and the news for the chief executive."""
    if command.day is None or command.starts is None:
        raise AssertionError("missing days have been refused")
    person = command.person_id or None
    store.add(
        HandbackRow(
            vacancy=vacancy.id, ends=command.day, starts=command.starts, person=person,
            name="" if person else tidy(command.name), note=tidy(command.note), recorded_by=reader.user_id,
            recorded_on=today,
        )
    )  # fmt: skip
    name = read_names([person])[person] if person else tidy(command.name)
    said = f"Handed back to {name}, director from {plain_day(command.starts)}. {tidy(command.note)}"
    event = history.record(reader.user_id, "hand-back", vacancy.duty, duty=vacancy.duty, sentence=said)
    history.record(reader.user_id, "hand-back", vacancy.authority, sentence=said)
    council = read_places()[vacancy.authority].name
    told = chief_executives(vacancy.authority)
    tell("vacancy-handed-back", event, told, council=council, path=f"/vacancies/{vacancy.duty}")
