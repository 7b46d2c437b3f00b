"""Seats of a draft, for whoever changes it by hand; and the words said on seats so far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peerinspect.domain import Duty, Objection
from peerinspect.explain import explain_duty
from peerinspect.services.checking import only
from peerinspect.services.kept import kept
from peerinspect.services.queries.candidates import objection_view
from peerinspect.services.queries.looks import record_look, record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.seats import Seat, may_be_asked, objections_to, seat_at
from peerinspect.services.views.drafts import SeatView, SeatWordView, StepIn
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.seat_words import PIN, standing_words, word_on
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import SeatWordRow


def seat_words(reader: Reader, today: date) -> tuple[SeatWordView, ...]:
    """The words in force on duties that are not over, the latest first. For coordinators and the Ofsted liaison."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    rows = standing_words()
    if not rows:
        return ()
    duties = {id_: duty for id_, duty in sight.duties({row.duty for row in rows}).items() if duty.last_day >= today}
    record_look_at_list(sight, duties.values(), "among the seats pinned and people set aside")
    return _word_views(sight, [row for row in reversed(rows) if row.duty in duties], duties)


def _word_views(sight: Sight, rows: Iterable[SeatWordRow], duties: dict[str, Duty]) -> tuple[SeatWordView, ...]:
    wanted = list(rows)
    people, names = read_people({row.person for row in wanted}), user_names()
    said_no = {each.pair for each in read_placements(sight.today, duties) if each.status == "declined"}
    return tuple(
        SeatWordView(
            id=row.id,
            sort=row.sort,
            person_id=row.person,
            person_name=people[row.person].name,
            duty_id=row.duty,
            duty_title=duty_title(duties[row.duty], sight.places),
            kind=duties[row.duty].kind,
            period=duties[row.duty].period,
            reason=row.reason,
            said_by=names.get(row.said_by, ""),
            said_at=row.said_at,
            counts=row.sort != PIN or (row.person, row.duty) not in said_no,
        )
        for row in wanted
    )


def seat(reader: Reader, roster_id: str, address: str, today: date) -> SeatView:
    """One seat of a roster as things stand now. For coordinators."""
    found = seat_at(reader, roster_id, address, today)
    sight = Sight(reader, today)
    record_look(sight, found.duty)
    person = read_people([found.pair[0]])[found.pair[0]]
    status = {each.pair: each.status for each in found.now.roster.placements}.get(found.pair, "proposed")
    word = word_on(found.pair)
    return SeatView(
        roster_id=roster_id,
        roster_title=found.roster.title,
        address=address,
        person_id=person.id,
        person_name=person.name,
        home_names=sight.home_names(person, found.duty),
        duty_id=found.duty.id,
        duty_title=duty_title(found.duty, sight.places),
        kind=found.duty.kind,
        period=found.duty.period,
        status=status,
        objections=tuple(objection_view(one, found.duty.kind) for one in _objections(found, found.pair[0], today)),
        word=_word_views(sight, [word], {found.duty.id: found.duty})[0] if word else None,
    )


def _objections(found: Seat, person_id: str, today: date) -> tuple[Objection, ...]:
    """What stands against the person there; nothing to say of a duty or a person that the search knows no more."""
    try:
        return objections_to(found, (person_id, found.duty.id), today)
    except Refusal:
        return ()


def stepping_in(reader: Reader, roster_id: str, address: str, person_id: str, today: date) -> StepIn:
    """Somebody else in the seat, with everything that stands against it. For coordinators."""
    found = seat_at(reader, roster_id, address, today)
    sight = Sight(reader, today)
    record_look(sight, found.duty)
    person = read_people([person_id]).get(person_id)
    if person is None or person_id == found.pair[0]:
        raise NotFound("no such person")
    objections = objections_to(found, (person_id, found.duty.id), today)
    views = tuple(objection_view(one, found.duty.kind) for one in objections)
    return StepIn(person_id, person.name, sight.home_names(person, found.duty), None, views)


def substitutes(reader: Reader, roster_id: str, address: str, today: date) -> tuple[StepIn, ...]:
    """Everybody else seen from the seat: those who could step in, the best first, then those who could not.

    For coordinators. Takes a while the first time.
    """
    found = seat_at(reader, roster_id, address, today)
    sight = Sight(reader, today)
    record_look(sight, found.duty)
    return kept("substitutes", (roster_id, found.pair), today, lambda: _everybody(sight, found))


def _everybody(sight: Sight, found: Seat) -> tuple[StepIn, ...]:
    """Of a sealed inspection those alone whom its search may ask."""
    if found.duty.id not in found.now.facts.duties:
        return ()
    explained = explain_duty(found.now.facts, found.now.roster, found.duty.id, rulebook=found.now.rulebook)
    people = read_people()
    return tuple(
        StepIn(
            person_id=each.person,
            name=people[each.person].name,
            home_names=sight.home_names(people[each.person], found.duty),
            rank=each.rank,
            objections=tuple(objection_view(one, found.duty.kind) for one in each.objections),
        )
        for each in (*explained.eligible, *explained.blocked)
        if may_be_asked(found.duty, each.person, sight.today)
    )
