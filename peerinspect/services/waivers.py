"""Waivers: a recorded acceptance of a soft objection, by somebody who may give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader


@dataclass(frozen=True, slots=True)
class RecordWaiver:
    """A waiver of one rule's soft objections to a placement of a roster.

    `reference` names the letter by which the rightful waiver agreed; it is required of a coordinator who records on
    somebody else's behalf (chief executive, Ofsted liaison, or the partners of a review).
    """

    roster_id: str
    address: str
    rule: str
    reason: str
    mitigation: str
    until: date | None
    reference: str = ""


def record_waiver(command: RecordWaiver, reader: Reader, today: date) -> None:
    """Record a waiver. It is append-only.

    For the Ofsted liaison (inspections, secondments), the target's chief executive (chairs, interim cover), or a
    coordinator; never for who started the solve that proposed the placement.
    """
    raise NotImplementedError
