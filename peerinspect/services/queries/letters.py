"""What a person may read of choices about themselves: their own records, and letters that say why, or why not."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import date
from typing import Any

from peerinspect.documents.editions import for_the_person, while_held
from peerinspect.documents.letters import Chosen, Letter, NotChosen, why_not_you, why_you
from peerinspect.domain import Duty, Facts, Strength, kinds
from peerinspect.domain.placement import Pair
from peerinspect.explain import Choice, explain_duty
from peerinspect.explain.records import Inputs
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import own_person
from peerinspect.services.queries.duties import may_open
from peerinspect.services.queries.records import published_part, view_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.services.recording import maker_of
from peerinspect.services.refusal import NotFound
from peerinspect.services.retention import is_kept
from peerinspect.services.veil import OPEN
from peerinspect.services.wording import HELD_BACK, duty_title
from peerinspect.store.reading.duties import read_duties, sealed_duties
from peerinspect.store.reading.placements import OFF, PlacementRecord, duties_of, read_placements
from peerinspect.store.reading.records import latest_published
from peerinspect.store.tables import RosterPartRow

PERSON, HELD = "person", "held"
Record = Mapping[str, Any]


def my_record(reader: Reader, address: str, today: date) -> views.RecordView:
    """The reader's own placement: their facts, every rule's result, nobody else's data.

    While the council is held back it says dates, and that all was checked. NotFound for anybody else's placement, and
    for one that no published roster holds.
    """
    sight = Sight(reader, today)
    placement, duty, row = _own(reader, address, today)
    held = _is_held(duty, placement)
    edition, title = (HELD, HELD_BACK) if held else (PERSON, "")
    record = _edition(row, placement.pair, held, today) if is_kept(duty, today) else None
    return view_of(sight, duty, placement.pair, edition, record, title=title)


def my_letter(reader: Reader, address: str, today: date) -> Letter:
    """One page to the reader: why you. NotFound for what they said no to, or stand down from."""
    sight = Sight(reader, today)
    placement, duty, row = _own(reader, address, today)
    if placement.status in OFF or not is_kept(duty, today):
        raise NotFound("no such letter")
    held = _is_held(duty, placement)
    record = _edition(row, placement.pair, held, today)
    title = HELD_BACK if held else duty_title(duty, sight.places)
    more = {} if held else _more(record, settled=_is_settled(row, placement.pair))
    return why_you(
        Chosen(
            name=record["person"]["name"],
            title=title,
            kind=duty.kind,
            first=duty.first_day,
            last=duty.last_day,
            days=duty.workload,
            status=placement.status,
            held=held,
            days_offered=record["person"]["days_offered"],
            rules=record["rulebook"]["rules_in_force"],
            as_of=date.fromisoformat(record["as_of"]),
            checked_on=date.fromisoformat(record["certificate"]["checked_on"]),
            **more,
        )
    )


def has_letter(reader: Reader, today: date) -> frozenset[str]:
    """The addresses of the reader's own placements that there is a letter about."""
    own = own_person(reader)
    duties = read_duties(today, duties_of([own]))
    return frozenset(
        placement_address(*each.pair)
        for each in read_placements(today, duties, [own])
        if each.status not in OFF and is_kept(duties[each.duty], today) and published_part(each.pair) is not None
    )


def _own(reader: Reader, address: str, today: date) -> tuple[PlacementRecord, Duty, RosterPartRow]:
    """The reader's own placement at the address, its duty and the roster that it was published with."""
    own = own_person(reader)
    duties = read_duties(today, duties_of([own]))
    for each in read_placements(today, duties, [own]):
        if hmac.compare_digest(placement_address(*each.pair).encode(), address.encode()):
            row = published_part(each.pair)
            if row is not None:
                return each, duties[each.duty], row
    raise NotFound("no such placement of this person")


def _is_held(duty: Duty, placement: PlacementRecord) -> bool:
    """Whether the council is kept from the person in papers: before the notice day, whether or not it was disclosed
    to them, since papers are passed on; and for good once they are off it."""
    return duty.sealed or (duty.kind == kinds.INSPECT and placement.status in OFF)


def _edition(row: RosterPartRow, pair: Pair, held: bool, today: date) -> Record:
    record = maker_of(row.id).record(*pair)
    return while_held(record) if held else for_the_person(record, sealed_duties(today))


def _is_settled(row: RosterPartRow, pair: Pair) -> bool:
    """Whether the placement stood before the roster was made: then nobody was compared."""
    return bool(maker_of(row.id).record(*pair)["placement"]["settled_before"])


def _more(record: Record, settled: bool) -> dict[str, Any]:
    """What a letter may add once the council is named."""
    found = record["alternatives"]
    return {
        "minutes": record["person"]["minutes_away"],
        "skills": tuple(record["person"]["skills"]),
        "set_aside": tuple(each["title"] for each in record["rules"] if each["set_aside"]),
        "could_have": None if settled or found is None else found["could_have"],
    }


def not_chosen(reader: Reader, today: date) -> tuple[views.NotChosenLine, ...]:
    """The duties of kinds that the reader offered, and may know of, for which the latest published roster chose others.

    Sealed work is never among them.
    """
    own = own_person(reader)
    sight = Sight(reader, today)
    inputs = _latest_open()
    if inputs is None or own not in inputs.facts.people:
        return ()
    duties = sight.duties(_decided(inputs, own))
    mine = {each.duty for each in sight.records(duties, [own]) if each.status not in OFF}
    found = [
        views.NotChosenLine(duty.id, duty.kind, duty_title(duty, sight.places), duty.period)
        for id_, duty in duties.items()
        if id_ not in mine and duty.last_day >= today and may_open(reader, duty)
    ]
    return tuple(sorted(found, key=lambda line: (line.period.start or date.min, line.title, line.duty_id)))


def not_chosen_letter(reader: Reader, duty_id: str, today: date) -> Letter:
    """One page to the reader: why not you this time. NotFound for a duty that `not_chosen` does not list."""
    own = own_person(reader)
    line = next((each for each in not_chosen(reader, today) if each.duty_id == duty_id), None)
    inputs = _latest_open()
    if line is None or inputs is None:
        raise NotFound("no such letter")
    found = explain_duty(inputs.facts, inputs.answer, duty_id, own)
    choice = next(iter((*found.eligible, *found.blocked)))
    duty, facts = inputs.facts.duties[duty_id], inputs.facts
    return why_not_you(
        NotChosen(
            name=facts.people[own].name,
            title=line.title,
            kind=duty.kind,
            first=duty.first_day,
            last=duty.last_day,
            as_of=facts.as_of,
            barred_by=_barred_by(choice),
            decided_by=_decided_by(choice),
        )
    )


def _latest_open() -> Inputs | None:
    """The open part of the latest published roster."""
    row = latest_published(OPEN)
    return maker_of(row.id).inputs if row else None


def _decided(inputs: Inputs, person: str) -> list[str]:
    """The duties that the roster had to fill, of kinds that the person offered, without them."""
    facts, offered = inputs.facts, {each.kind for each in inputs.facts.people[person].offers}
    settled = _settled_seats(facts)
    chosen = {each.duty for each in inputs.answer.placements if each.person == person}
    return [
        id_
        for id_, duty in facts.duties.items()
        if duty.kind in offered and facts.is_open(duty) and duty.seats > settled.get(id_, 0) and id_ not in chosen
    ]


def _settled_seats(facts: Facts) -> dict[str, int]:
    """How many seats of each duty were settled before."""
    counts: dict[str, int] = {}
    for each in facts.placements:
        if facts.is_fixed(each):
            counts[each.duty] = counts.get(each.duty, 0) + 1
    return counts


def _barred_by(choice: Choice) -> tuple[str, ...]:
    """The rules in the way, each once; none for somebody who could have done it."""
    if choice.cost is not None:
        return ()
    return tuple(dict.fromkeys(one.rule for one in choice.objections if one.strength is Strength.HARD))


def _decided_by(choice: Choice) -> str | None:
    """The first goal in which asking this person would have been worse; None while the seat is open."""
    if choice.instead_of is None:
        return None
    return next((goal for goal, change in (choice.cost or {}).items() if change > 0), "")
