"""A person's answer to an offered placement."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import Checks, own_person
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.tables import OfferRow, PlacementRow

DECLINE_REASONS = ("busy", "conflicted", "other")


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    """Yes to an offered placement, by its address."""

    address: str


@dataclass(frozen=True, slots=True)
class DeclineOffer:
    """No to an offered or accepted placement. `reason` is one of DECLINE_REASONS, and stays private."""

    address: str
    reason: str


def accept_offer(command: AcceptOffer, reader: Reader, today: date) -> None:
    """Accept. For the person who is asked."""
    with store.transaction():
        row = own_placement(command.address, reader)
        if row.status != "offered":
            raise Refusal("This has been answered already, or is not offered to you any more")
        row.status, row.answered_on = "accepted", today
        sentence = f"{reader.name} accepted."
        history.record(reader.user_id, "accept-offer", row.person, duty=row.duty, sentence=sentence)


def decline_offer(command: DeclineOffer, reader: Reader, today: date) -> None:
    """Decline. For the person who is asked.

    The person is not asked for the same days again. Work without days of its own takes the whole kind off what they
    offer, until they say again what they offer: nothing else would keep the next roster from asking again.
    """
    with store.transaction():
        row = own_placement(command.address, reader)
        duty = read_duties(today, {row.duty})[row.duty]
        checks = Checks()
        checks.need(command.reason in DECLINE_REASONS, "reason", "Choose why you decline")
        may_step_back = row.status == "offered" or (row.status == "accepted" and duty.start > today)
        checks.need(may_step_back, "", "This has begun, is over, or is not offered to you any more")
        checks.done()
        row.status, row.decline_reason, row.answered_on = "declined", command.reason, today
        if not duty.on_site_periods:
            _withhold(row.person, duty.kind)
        sentence = f"{reader.name} declined."
        history.record(reader.user_id, "decline-offer", row.person, duty=row.duty, sentence=sentence)


def _withhold(person: str, kind: str) -> None:
    """No more work of this kind until the person says again what they offer."""
    offer = store.db.session.get(OfferRow, (person, kind))
    if offer is not None:
        offer.withheld = True


def own_placement(address: str, reader: Reader) -> PlacementRow:
    """The reader's own placement at the address. Raises NotFound for any other."""
    person = own_person(reader)
    rows = store.db.session.scalars(select(PlacementRow).where(PlacementRow.person == person))
    for row in rows:
        if hmac.compare_digest(placement_address(person, row.duty).encode(), address.encode()):
            return row
    raise NotFound("no such placement of this person")
