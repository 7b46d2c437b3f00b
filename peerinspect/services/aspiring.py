"""People who offer themselves for interim posts and secondments to learn from them, with what they hope to learn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from peerinspect import store
from peerinspect.domain.kinds import INTERIM, SECOND
from peerinspect.services.availability import OWN, check_offers
from peerinspect.services.checking import Checks, own_person
from peerinspect.services.holding import hold_person
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.tables import AspirationRow, OfferRow

LEARNING = (INTERIM, SECOND)
"""The kinds of duty that people take to learn: full-time, for a term."""
LONGEST_GOAL = 1000


@dataclass(frozen=True, slots=True)
class Aspire:
    """What the person hopes to learn, and for how many days a year they offer cover and secondments; 0 for none."""

    goal: str
    interim: int
    second: int


def aspire(command: Aspire, reader: Reader, today: date) -> None:
    """Offer oneself for interim posts, secondments or both; other offers stay. For people, of themselves."""
    person, days = own_person(reader), {INTERIM: command.interim, SECOND: command.second}
    with store.transaction():
        row, checks = hold_person(person), Checks()
        check_text(checks, command.goal, "goal", "Say what you hope to learn", "this", LONGEST_GOAL)
        check_offers(checks, days)
        checks.need(any(days.values()), INTERIM, "Enter the days of at least one of the two")
        checks.need(row.left_on is None, "", "You have left the pool. Ask a coordinator to take you back")
        checks.done()
        row.aspirant = True
        store.db.session.execute(delete(AspirationRow).where(AspirationRow.person == person))
        gone = delete(OfferRow).where(OfferRow.person == person, OfferRow.kind.in_(LEARNING))
        store.db.session.execute(gone)
        store.add(AspirationRow(person=person, goal=tidy(command.goal), said_on=today))
        store.add(*(OfferRow(person=person, kind=kind, days=each, source=OWN) for kind, each in days.items() if each))
        sentence = "Aspires to be a director, and said for which terms and to learn what."
        history.record(reader.user_id, "aspire", person, sentence=sentence)


def aspire_no_more(reader: Reader, today: date) -> None:
    """Take the wish back. What is offered stays offered, until it is changed. For people, of themselves."""
    person = own_person(reader)
    with store.transaction():
        row = hold_person(person)
        if not row.aspirant:
            raise Refusal("You have not said that you aspire to be a director")
        row.aspirant = False
        store.db.session.execute(delete(AspirationRow).where(AspirationRow.person == person))
        history.record(reader.user_id, "aspire-no-more", person, sentence="Does not aspire to be a director any more.")
