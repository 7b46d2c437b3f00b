"""A sealed inspection, who may help there, and the steps that lead to its disclosure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from small_world import MONDAY, NOTICE, TODAY, World, build_world, facts_of, inspection

from peerinspect import store
from peerinspect.domain import Duty, Placement
from peerinspect.services.addresses import placement_address
from peerinspect.services.circles import circles_of, helpers_of
from peerinspect.services.holding_back.disclosing import Disclose, disclose
from peerinspect.services.holding_back.undertaking import SignUndertaking, sign_undertaking
from peerinspect.services.reader import Reader
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import ApprovalRow, PlacementRow

SEALED = "secret"
TEN_BEFORE = date(2026, 5, 7)
"""Ten working days before the notice day, 21 May 2026."""


@dataclass(frozen=True)
class Held:
    """The world, the council to be inspected, and councils whose people may inspect it, of other regions first."""

    world: World
    target: str
    helpers: list[str]

    @property
    def peer(self) -> Reader:
        """The director who is put on it."""
        return self.world.director(self.helpers[0])

    @property
    def person(self) -> str:
        """The person's id."""
        return f"{self.helpers[0]}-director"

    @cached_property
    def address(self) -> str:
        """Of the placement, worked out once: that takes an application."""
        return placement_address(self.person, SEALED)


def held_world(*more: Duty, seats: int = 1, is_sealed: bool = True, notice: date = NOTICE) -> Held:
    """The small world with an inspection of one council, and other duties."""
    facts = facts_of([], TODAY)
    circles = circles_of(facts.authorities, facts.arrangements, facts.people.values(), facts.as_of)
    target = next(code for code in sorted(circles) if circles[code] == 0)
    region = facts.authorities[target].region
    helpers = [code for code in sorted(circles) if circles[code] == helpers_of(0)]
    helpers.sort(key=lambda code: facts.authorities[code].region == region)
    secret = replace(inspection(SEALED, target, MONDAY, is_sealed), notice=notice, seats=seats)
    return Held(build_world(TODAY, [secret, *more]), target, helpers)


def put(person: str, duty: str = SEALED, status: str = "accepted") -> str:
    """Put somebody on a duty; the placement's address."""
    with store.transaction():
        load_placements([Placement(person, duty, status)], [])
    return placement_address(person, duty)


def row_of(person: str, duty: str = SEALED) -> PlacementRow:
    """The placement as it is kept."""
    store.db.session.rollback()
    return store.db.session.get_one(PlacementRow, (person, duty))


def sign(held: Held, day: date = TODAY) -> None:
    """Give the undertaking. The Ofsted liaison has approved the person."""
    approve(held)
    sign_undertaking(SignUndertaking(held.address, True), held.peer, day)


def approve(held: Held) -> None:
    """The Ofsted liaison's word on the person, whatever the team's state."""
    with store.transaction():
        word = {"outcome": "approved", "reason": "", "decided_by": "liaison", "decided_on": TODAY}
        asked = row_of(held.person).offered_on
        store.add(ApprovalRow(person=held.person, duty=SEALED, offered_on=asked, **word))


def tell(held: Held, reader: Reader, day: date = TEN_BEFORE) -> None:
    """Disclose the council."""
    disclose(Disclose(SEALED, held.address), reader, day)
