"""Changing a draft by hand: pin somebody to a duty, set them aside for it, put somebody else in their seat.

A word on a seat is a fact from then on: every search keeps to it until it is taken back, whichever draft it was said
on. So nothing is lost between two searches, and the auditor sees the same as the search did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from peerinspect import store
from peerinspect.domain import Duty, Objection, Strength
from peerinspect.domain.placement import Pair
from peerinspect.explain.stepping_in import objections_in_seat
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import Checks, only
from peerinspect.services.circles import helpers_of, home_circle, sealed_circle
from peerinspect.services.problems import current_circles
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.rosters_seen import real_roster
from peerinspect.services.standing import Standing, standing_of
from peerinspect.services.texts import check_text
from peerinspect.services.veil import parts_for
from peerinspect.store import history
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.rosters import parts_of, rows_of
from peerinspect.store.reading.seat_words import PIN, SET_ASIDE, find_word, standing_words, word_on
from peerinspect.store.tables import RosterPlacementRow, RosterRow, SeatWordRow

LONGEST_REASON = 500
"""As much as a problem file takes."""
AT_WORK = ("live", "done")


@dataclass(frozen=True, slots=True)
class PinSeat:
    """Keep this person on this duty in every search to come. The placement is named by its address on a roster."""

    roster_id: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetPersonAside:
    """Keep this person off this duty in every search to come."""

    roster_id: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class SwapSeat:
    """Put another person in the seat: they are pinned to the duty, and whoever had it is set aside for it."""

    roster_id: str
    address: str
    person_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take a word on a seat back: searches to come are free again."""

    word_id: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A placement of a roster that the reader may know of, as things stand now."""

    roster: RosterRow
    part: str
    pair: Pair
    duty: Duty
    now: Standing


def seat_at(reader: Reader, roster_id: str, address: str, today: date) -> Seat:
    """The seat behind an address. For coordinators. Raises NotFound alike for one that is not there and one that may
    not be known."""
    only(reader, COORDINATOR)
    roster = real_roster(reader, roster_id)
    sight = Sight(reader, today)
    parts = {row.id: row.part for row in parts_of([roster_id], parts_for(reader))}
    rows = rows_of(RosterPlacementRow, parts)
    row = next((each for each in rows if placement_address(each.person, each.duty) == address), None)
    if row is None:
        raise NotFound("no such placement")
    duty = sight.duty(row.duty)
    part = parts[row.part]
    return Seat(roster, part, (row.person, row.duty), duty, standing_of(roster_id, part, today))


def pin_seat(command: PinSeat, reader: Reader, today: date) -> str:
    """Pin the person; the word's id. Refused while something forbids the placement, or the pins fill the duty."""
    seat = seat_at(reader, command.roster_id, command.address, today)
    checks = _checked(seat, command.reason, today)
    checks.need(word_on(seat.pair) is None, "", _SAID_ALREADY)
    checks.need(_pins_on(seat.duty.id) < seat.duty.seats, "", "Every seat of this duty is pinned already")
    checks.done()
    _refuse_what_forbids(objections_to(seat, seat.pair, today))
    with store.transaction():
        return _say(PIN, seat, seat.pair, command.reason, reader, "Pinned {} to this duty.")


def set_person_aside(command: SetPersonAside, reader: Reader, today: date) -> str:
    """Set the person aside; the word's id. Refused for somebody who is at work there already."""
    seat = seat_at(reader, command.roster_id, command.address, today)
    checks = _checked(seat, command.reason, today)
    checks.need(word_on(seat.pair) is None, "", _SAID_ALREADY)
    checks.need(not _is_at_work(seat), "", _AT_WORK)
    checks.done()
    with store.transaction():
        return _say(SET_ASIDE, seat, seat.pair, command.reason, reader, "Set {} aside for this duty.")


def swap_seat(command: SwapSeat, reader: Reader, today: date) -> None:
    """Pin another person to the duty and set aside who had the seat, both for the same reason.

    Refused while something forbids the other person, beside all others on the roster as they are.
    """
    seat = seat_at(reader, command.roster_id, command.address, today)
    coming = (command.person_id, seat.duty.id)
    if command.person_id not in read_people([command.person_id]):
        raise NotFound("no such person")
    checks = _checked(seat, command.reason, today)
    checks.need(word_on(seat.pair) is None and word_on(coming) is None, "", _SAID_ALREADY)
    checks.need(not _is_at_work(seat), "", _AT_WORK)
    checks.need(coming not in _placed(seat), "", "This person is on the duty already")
    checks.done()
    _refuse_what_forbids(objections_to(seat, coming, today))
    with store.transaction():
        _say(SET_ASIDE, seat, seat.pair, command.reason, reader, "Took {} out of a seat of this duty.")
        _say(PIN, seat, coming, command.reason, reader, "Put {} in a seat of this duty.")


def take_back(command: TakeBack, reader: Reader, today: date) -> None:
    """End a word. For coordinators who may know of its duty; it was said already, so its line in the history stays."""
    only(reader, COORDINATOR)
    with store.transaction():
        word = find_word(command.word_id)
        if word is None:
            raise NotFound("no such word")
        duty = Sight(reader, today).duty(word.duty)
        if word.ended_at is not None:
            raise Refusal("This was taken back already")
        word.ended_by, word.ended_at = reader.user_id, datetime.now(UTC)
        said = "Is free again to search for other people than {}." if word.sort == PIN else "May place {} again."
        history.record(reader.user_id, "take-back", word.person, duty=duty.id, sentence=said.format(_name(word.person)))


def objections_to(seat: Seat, coming: Pair, today: date) -> tuple[Objection, ...]:
    """What stands against a person in the seat, beside all others on the roster. Sealed work is done by some only."""
    if seat.duty.id not in seat.now.facts.duties or coming[0] not in seat.now.facts.people:
        raise Refusal("No search may place this person on this duty")
    if not may_be_asked(seat.duty, coming[0], today):
        raise Refusal("Sealed inspections of this council are done by people from another group of councils")
    leaving = None if coming == seat.pair else seat.pair
    return objections_in_seat(seat.now.facts, seat.now.roster, coming, leaving, seat.now.rulebook)


def may_be_asked(duty: Duty, person_id: str, today: date) -> bool:
    """Whether a search may place the person there at all: sealed work is done by people of one circle."""
    if not duty.sealed:
        return True
    circles = current_circles(today)
    circle = sealed_circle(duty.authorities, circles)
    person = read_people([person_id])[person_id]
    return circle is not None and home_circle(person, circles, today) == helpers_of(circle)


_SAID_ALREADY = "Somebody is pinned to this duty, or set aside for it, already. Take that back first"
_AT_WORK = "This person is at work on the duty already. End the placement on the page of the duty"


def _checked(seat: Seat, reason: str, today: date) -> Checks:
    checks = Checks()
    missing = "Say why. Coordinators and the Ofsted liaison read it, nobody else"
    check_text(checks, reason, "reason", missing, "the reason", LONGEST_REASON)
    checks.need(seat.duty.last_day >= today, "", "This duty is over")
    return checks


def _placed(seat: Seat) -> set[Pair]:
    return {each.pair for each in seat.now.roster.placements}


def _is_at_work(seat: Seat) -> bool:
    return any(each.pair == seat.pair and each.status in AT_WORK for each in seat.now.facts.placements)


def _pins_on(duty_id: str) -> int:
    return sum(each.duty == duty_id for each in standing_words(PIN))


def _refuse_what_forbids(objections: Iterable[Objection]) -> None:
    hard = [each.sentence for each in objections if each.strength is Strength.HARD]
    if hard:
        raise Refusal(" ".join(("This is forbidden, and nobody can waive it.", *hard)))


def _say(sort: str, seat: Seat, pair: Pair, reason: str, reader: Reader, sentence: str) -> str:
    """Write the word beside its event. The reason stands in the event by itself, and in no sentence."""
    row = SeatWordRow(
        id=store.new_token(),
        person=pair[0],
        duty=pair[1],
        sort=sort,
        reason=" ".join(reason.split()),
        said_by=reader.user_id,
        said_at=datetime.now(UTC),
    )
    store.add(row)
    history.record(
        reader.user_id,
        sort if sort == PIN else "set-aside",
        seat.roster.id,
        duty=pair[1],
        sentence=sentence.format(_name(pair[0])),
        reason=row.reason,
        person=pair[0],
    )
    return row.id


def _name(person_id: str) -> str:
    return read_people([person_id])[person_id].name
