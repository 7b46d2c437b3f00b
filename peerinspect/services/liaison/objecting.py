"""A council's objection to somebody on the team that inspects it, and the Ofsted liaison's answer.

From the notice day on, and until the team leaves, the council's director, chief executive and staff with an account may
object to a person, with a reason; before that day there is nothing for them to object to, and no address answers them
differently. The liaison answers by the end of the next working day. Where the objection is upheld the person is stood
down, and reads no more than that.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, kinds
from peerinspect.domain.lives import LIVES
from peerinspect.services.addresses import placement_address
from peerinspect.services.bank_holidays import working_days_after
from peerinspect.services.checking import Checks, only
from peerinspect.services.liaison.letting_go import ask_the_next, let_go
from peerinspect.services.notices import liaisons, tell
from peerinspect.services.queries.records import CERTAIN, is_told_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import duty_title, plain_day
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.liaison import NOT_UPHELD, UPHELD, objections_on
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.placements import PlacementRecord, read_placements
from peerinspect.store.tables import CouncilObjectionRow, PlacementRow

ANSWERED_WITHIN = 1
"""Working days, bank holidays left out. Source: design, section 7 and the issue that asked for it."""
OUTCOMES: Mapping[str, str] = {UPHELD: "upheld", NOT_UPHELD: "not upheld"}
TOO_LATE = "The team has left, or the inspection was called off, so nobody can be objected to any more"
SAID = "Your council has objected to this person already. Read what became of it below"
GONE = "This person is not on the team any more, so there is nothing left to answer"


@dataclass(frozen=True, slots=True)
class RaiseObjection:
    """Object to the person on the inspection whose placement is at `address`."""

    duty_id: str
    address: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnswerObjection:
    """Answer an objection: `outcome` is UPHELD or NOT_UPHELD, `answer` what the council reads."""

    objection_id: str
    outcome: str = ""
    answer: str = ""


def raise_objection(command: RaiseObjection, reader: Reader, today: date) -> str:
    """Object; the objection's id. For the inspected council's people, from the notice day on."""
    only(reader, DIRECTOR, CHIEF_EXECUTIVE)
    with store.transaction():
        duty = inspected(Sight(reader, today), command.duty_id)
        record = coming_at(duty, command.address, today)
        checks = Checks()
        checks.need(is_open_to_objection(duty, today), "", TOO_LATE)
        checks.need(record.pair not in _objected(duty), "", SAID)
        missing = "Say what you object to, in a sentence or two"
        check_text(checks, command.reason, "reason", missing, "the reason")
        checks.done()
        return _raise(duty, record, command, reader, today)


def answer_objection(command: AnswerObjection, reader: Reader, today: date) -> str:
    """Answer it; what becomes of the seat, as a sentence, "" where nothing does. For the Ofsted liaison.

    Where it is upheld the person is stood down, and the seat is offered to the first reserve who may step in. A person
    who has left with the team stays on record.
    """
    only(reader, LIAISON)
    with store.transaction():
        row = store.db.session.get(CouncilObjectionRow, command.objection_id)
        if row is None:
            raise NotFound("no such objection")
        duty = Sight(reader, today).duty(row.duty)
        _check_answer(command, row, duty, today)
        row.outcome, row.answer = command.outcome, tidy(command.answer)
        row.answered_by, row.answered_on = reader.user_id, today
        name = read_names([row.person]).get(row.person) or row.person
        sentence = f"The council's objection to {name} is {OUTCOMES[command.outcome]}. Answer: {row.answer}."
        event = history.record(reader.user_id, "answer-objection", row.person, duty=duty.id, sentence=sentence)
        tell("objection-answered", event, [row.raised_by], work=duty_title(duty, read_places()))
        leaves = command.outcome == UPHELD and is_open_to_objection(duty, today)
        if leaves:
            placement = store.db.session.get_one(PlacementRow, (row.person, row.duty))
            let_go(placement, duty, command.answer, reader)
    return ask_the_next(duty.id, reader, today) if leaves else ""


def inspected(sight: Sight, duty_id: str) -> Duty:
    """The inspection, for a reader of its council who may know by now who comes. NotFound for anything else."""
    duty = sight.duty(duty_id)
    if duty.kind != kinds.INSPECT or not is_told_of(sight, duty):
        raise NotFound("no such inspection of this reader's council")
    return duty


def coming_at(duty: Duty, address: str, today: date) -> PlacementRecord:
    """The person whom the council is told of, by the placement's address. NotFound for anybody else."""
    for each in read_placements(today, {duty.id: duty}):
        if each.status in CERTAIN and hmac.compare_digest(placement_address(*each.pair).encode(), address.encode()):
            return each
    raise NotFound("nobody that the council is told of")


def is_open_to_objection(duty: Duty, today: date) -> bool:
    """Whether somebody may be objected to: the team has not left, and the inspection was not called off."""
    state = states_of([duty.id])[duty.id][0]
    return duty.start <= today <= duty.last_day and state not in LIVES[duty.kind].finished


def still_open(
    rows: Iterable[CouncilObjectionRow], duties: Mapping[str, Duty], today: date
) -> list[CouncilObjectionRow]:
    """Of some objections those that wait for an answer: the person is on the team still, or was when it left."""
    waiting = [row for row in rows if row.outcome is None and row.duty in duties]
    on_it = {
        each.pair
        for each in read_placements(today, {row.duty: duties[row.duty] for row in waiting})
        if each.status in CERTAIN
    }
    states = states_of({row.duty for row in waiting})
    called_off = {id_ for id_, (state, _) in states.items() if state in LIVES[kinds.INSPECT].called_off}
    return [row for row in waiting if (row.person, row.duty) in on_it and row.duty not in called_off]


def _objected(duty: Duty) -> set[tuple[str, str]]:
    return {(row.person, row.duty) for row in objections_on([duty.id])}


def _raise(duty: Duty, record: PlacementRecord, command: RaiseObjection, reader: Reader, today: date) -> str:
    """Write the objection beside its event."""
    due = working_days_after(today, ANSWERED_WITHIN)
    row = CouncilObjectionRow(
        id=store.new_token(),
        person=record.person,
        duty=record.duty,
        reason=tidy(command.reason),
        raised_by=reader.user_id,
        raised_on=today,
        due_on=due,
    )
    store.add(row)
    name = read_names([record.person]).get(record.person) or record.person
    sentence = f"{reader.name} objected to {name} for the council. Why: {row.reason}. Answer due by {plain_day(due)}."
    event = history.record(reader.user_id, "object-to-peer", record.person, duty=record.duty, sentence=sentence)
    work, day = duty_title(duty, read_places()), plain_day(due)
    tell("objection-to-answer", event, liaisons(), work=work, day=day)
    return row.id


def _check_answer(command: AnswerObjection, row: CouncilObjectionRow, duty: Duty, today: date) -> None:
    checks = Checks()
    checks.need(row.outcome is None, "", "This has been answered already")
    if row.outcome is None:
        checks.need(still_open([row], {duty.id: duty}, today), "", GONE)
    checks.need(command.outcome in OUTCOMES, "outcome", "Choose whether you uphold the objection")
    check_text(checks, command.answer, "answer", "Write the answer that the council reads", "the answer")
    checks.done()
