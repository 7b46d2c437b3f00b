"""The undertaking that a person signs before they are told whose inspection it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.kinds import INSPECT
from peerinspect.services.answers import own_placement
from peerinspect.services.checking import Checks
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.placements import state_of
from peerinspect.store.tables import UndertakingRow

VERSION = 1
TEXTS = {
    1: (
        "Before its notice day I will tell nobody which council is to be inspected, nor when: nobody at my own "
        "council, nobody at that one, and nobody at home.",
        "I will not look the council up, write to anybody there, or change any plan of mine in a way that would give "
        "it away.",
        "If I find that anything ties me to the council, I will say so at once, and step back.",
        "If I come to think that somebody else knows, I will report it the same day.",
    )
}
"""Every version of the text that anybody was asked to sign, a paragraph each: a version is never changed."""
NOT_NOW = "An undertaking is signed once you have accepted an inspection, and before its notice day"


@dataclass(frozen=True, slots=True)
class SignUndertaking:
    """Sign the undertaking for one's own placement at the address. `agrees` is the box that has to be ticked."""

    address: str
    agrees: bool


def sign_undertaking(command: SignUndertaking, reader: Reader, today: date) -> None:
    """Sign it, as it reads today. For the person, of a sealed inspection that they have accepted."""
    with store.transaction():
        row = own_placement(command.address, reader)
        duty = read_duties(today, {row.duty})[row.duty]
        may_sign = duty.kind == INSPECT and duty.sealed and state_of(row.status, row.finer) == "accepted"
        if not may_sign:
            raise Refusal(NOT_NOW)
        if store.db.session.get(UndertakingRow, (row.person, row.duty)) is not None:
            raise Refusal("You have signed this undertaking already")
        checks = Checks()
        checks.need(command.agrees, "agrees", "Tick the box to give the undertaking")
        checks.done()
        store.add(
            UndertakingRow(person=row.person, duty=row.duty, version=VERSION, signed_by=reader.user_id, signed_on=today)
        )
        sentence = f"{reader.name} signed the undertaking (version {VERSION})."
        history.record(reader.user_id, "sign-undertaking", row.person, duty=row.duty, sentence=sentence)
