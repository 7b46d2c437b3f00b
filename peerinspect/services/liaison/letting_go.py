"""Taking a person off a duty for good: stood down, and set aside, so that no search brings them back.

The word that sets them aside is the liaison's, and outranks a coordinator's pin. Its reason is kept with the word and
in no sentence: the person reads only that they are stood down.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.services.holding_back.reserves import PromoteReserve, promote_reserve
from peerinspect.services.lives.team import stand_down
from peerinspect.services.notices import coordinators, tell, users_of
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.texts import tidy
from peerinspect.store import history
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.seat_words import SET_ASIDE, standing_words
from peerinspect.store.tables import PlacementRow, SeatWordRow

LONGEST_WORD = 500
"""As much of a reason as a problem file takes."""


def let_go(row: PlacementRow, duty: Duty, reason: str, reader: Reader) -> None:
    """Stand the person down and set them aside for the duty, in the open transaction, with an event for each."""
    name = read_names([row.person]).get(row.person) or row.person
    stand_down([row])
    _end_words(row)
    store.add(
        SeatWordRow(
            id=store.new_token(),
            person=row.person,
            duty=duty.id,
            sort=SET_ASIDE,
            reason=" ".join(tidy(reason).split())[:LONGEST_WORD],
            said_by=reader.user_id,
            said_at=datetime.now(UTC),
        )
    )
    event = history.record(
        reader.user_id, "stand-down-placement", row.person, duty=duty.id, sentence=f"{name}: “stood down”."
    )
    tell("held-change", event, users_of(row.person))
    tell("seat-free", event, coordinators())
    sentence = f"Set {name} aside for this duty."
    history.record(reader.user_id, "set-aside", row.person, duty=duty.id, sentence=sentence)


def _end_words(row: PlacementRow) -> None:
    """End what was said of the seat before: a pin, or an earlier word that set the person aside."""
    for word in standing_words():
        if (word.person, word.duty) == (row.person, row.duty):
            word.ended_at = datetime.now(UTC)


def ask_the_next(duty_id: str, reader: Reader, today: date) -> str:
    """Offer the empty seat to the first reserve whom no rule forbids; what became of it, as a sentence.

    Call it once the person has gone for good, outside the transaction: asking the rules takes a while.
    """
    try:
        person = promote_reserve(PromoteReserve(duty_id), reader, today)
    except Refusal as refusal:
        return f"The seat is empty. {' '.join(refusal.messages.values())}."
    return f"The seat was offered to {read_names([person]).get(person) or person}."
