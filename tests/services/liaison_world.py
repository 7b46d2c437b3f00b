"""A team of two that is held for a sealed inspection, and what the Ofsted liaison does about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from held_world import SEALED, Held, held_world, put
from small_world import MONDAY, NOTICE, World

from peerinspect import store
from peerinspect.services.liaison.approving import DecidePeer, approve_peer, refuse_peer
from peerinspect.services.liaison.objecting import AnswerObjection, RaiseObjection, answer_objection, raise_objection
from peerinspect.services.reader import Reader
from peerinspect.store.reading.liaison import objections_on
from peerinspect.store.tables import DutyRow

BEFORE = NOTICE - timedelta(days=1)
"""The day before the notice day: still sealed."""
ON_SITE = MONDAY
OVER = MONDAY + timedelta(days=5)
"""The Saturday after the week on site."""


@dataclass(frozen=True)
class Team:
    """The world, and the two people on the team with the addresses of their placements."""

    held: Held
    people: tuple[str, str]
    addresses: tuple[str, str]

    @property
    def world(self) -> World:
        """The world."""
        return self.held.world

    @property
    def liaison(self) -> Reader:
        """The Ofsted liaison."""
        return self.world.liaison

    @property
    def own_director(self) -> Reader:
        """The inspected council's director."""
        return self.world.director(self.held.target)

    def approve(self, number: int = 0, day: date = BEFORE, reason: str = "") -> None:
        """Approve one of the two."""
        approve_peer(DecidePeer(SEALED, self.addresses[number], reason), self.liaison, day)

    def refuse(self, number: int = 0, day: date = BEFORE, reason: str = "Known to a head there") -> str:
        """Refuse one of the two."""
        return refuse_peer(DecidePeer(SEALED, self.addresses[number], reason), self.liaison, day)

    def object(
        self, number: int = 0, day: date = NOTICE, reader: Reader | None = None, reason: str = "A dispute"
    ) -> str:
        """Object to one of the two."""
        command = RaiseObjection(SEALED, self.addresses[number], reason)
        return raise_objection(command, reader or self.own_director, day)

    def answer(self, objection: str, outcome: str, day: date = NOTICE, answer: str = "We looked at it") -> str:
        """Answer an objection."""
        return answer_objection(AnswerObjection(objection, outcome, answer), self.liaison, day)


def team(state: str = "team-held", status: str = "accepted", **settings: object) -> Team:
    """Two people of different councils on a sealed inspection with two seats."""
    held = held_world(seats=2, **settings)  # type: ignore[arg-type]
    people = (f"{held.helpers[0]}-director", f"{held.helpers[1]}-senior")
    addresses = tuple(put(person, status=status) for person in people)
    bring(state)
    return Team(held, people, (addresses[0], addresses[1]))


def bring(state: str, duty: str = SEALED) -> None:
    """Put the duty into a state of its life."""
    with store.transaction():
        store.db.session.get_one(DutyRow, duty).state = state


def objection(number: int = 0) -> object:
    """One of the objections to people on the inspection, as it is kept."""
    store.db.session.rollback()
    return objections_on([SEALED])[number]


def tied(reader: Reader, code: str) -> Reader:
    """The reader, working for a council besides."""
    return replace(reader, authorities=frozenset({code}))
