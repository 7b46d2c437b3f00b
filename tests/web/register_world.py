"""Ties about which coordinators have to do something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from small_world import CODES, TODAY, World

from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.dismissals import DecideDismissal, ProposeDismissal, decide_dismissal, propose_dismissal
from peerinspect.services.reader import Reader
from peerinspect.store.reading.ties import look_backs

CONSULTED = DeclareInterest(CODES[10], "consulted", date(2019, 1, 1), date(2020, 1, 1))
FAMILY = DeclareInterest(CODES[9], "family", date(2018, 4, 3), note="My sister heads a team there")


@dataclass(frozen=True)
class Ties:
    """The ids of a tie to decide on, of one to review, and of a look back."""

    decide: str
    review: str
    look_back: str


def declare_ties(world: World, person: Reader) -> Ties:
    """A family tie that a coordinator says is false; another one that was dismissed and declared again."""
    family = declare_interest(FAMILY, person, TODAY)
    first = declare_interest(CONSULTED, person, TODAY)
    for tie in (family, first):
        command = ProposeDismissal(tie, "namesake", "Somebody else of that name", "Letter 7 of 2026")
        propose_dismissal(command, world.uncleared, TODAY)
    decide_dismissal(DecideDismissal(first, approves=True), world.cleared, TODAY)
    again = declare_interest(CONSULTED, person, TODAY)
    look = next(row.id for row in look_backs() if row.interest == family)
    return Ties(family, again, look)
