"""A person's answer to an offered placement."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import Checks, own_person
from peerinspect.services.notices import coordinators, tell
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.tables import OfferRow, PlacementRow

DECLINE_REASONS = ("busy", "conflicted", "other")


ANSWERED = "This has been answered already, or is not offered to you any more"


@dataclass(frozen=True, slots=True)
class By:
    """Who answers: their user, their name, and how, in words after a verb, where not on their own pages."""

    user: str
    name: str
    how: str = ""


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
        accept(own_placement(command.address, reader), By(reader.user_id, reader.name), today)


def decline_offer(command: DeclineOffer, reader: Reader, today: date) -> None:
    """Decline. For the person who is asked.

    The person is not asked for the same days again. Work without days of its own takes the whole kind off what they
    offer, until they say again what they offer: nothing else would keep the next roster from asking again.
    """
    with store.transaction():
        decline(own_placement(command.address, reader), command.reason, By(reader.user_id, reader.name), today)


def accept(row: PlacementRow, by: By, today: date) -> None:
    """Write a yes, in the open transaction."""
    if row.status != "offered":
        raise Refusal(ANSWERED)
    row.status, row.answered_on, row.finer = "accepted", today, None
    history.record(by.user, "accept-offer", row.person, duty=row.duty, sentence=f"{by.name} accepted{by.how}.")


def decline(row: PlacementRow, reason: str, by: By, today: date) -> None:
    """Write a no, in the open transaction, and say to those who plan that a seat is free. Nobody is told the reason."""
    duty = read_duties(today, {row.duty})[row.duty]
    checks = Checks()
    checks.need(reason in DECLINE_REASONS, "reason", "Choose why you decline")
    may_step_back = row.status == "offered" or (row.status == "accepted" and duty.start > today)
    checks.need(may_step_back, "", "This has begun, is over, or is not offered to you any more")
    checks.done()
    row.status, row.decline_reason, row.answered_on, row.finer = "declined", reason, today, None
    if not duty.on_site_periods:
        _withhold(row.person, duty.kind)
    sentence = f"{by.name} declined{by.how}."
    event = history.record(by.user, "decline-offer", row.person, duty=row.duty, sentence=sentence)
    tell("seat-free", event, coordinators(cleared=True) if duty.sealed else coordinators())


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
