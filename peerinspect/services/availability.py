"""What directors offer, and when they are away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete

from peerinspect import store
from peerinspect.domain.kinds import KINDS
from peerinspect.services.checking import Checks, own_person
from peerinspect.services.holding import hold_person
from peerinspect.services.queries.choices import skill_choices
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.tables import ExpertiseRow, LeaveRow, OfferRow, PersonSkillRow

OWN = "own"
"""The source of what people say themselves."""
MOST_DAYS = 260
"""The working days of a year."""
LONGEST_EXPERTISE = 1500
"""Characters: a page's third, to be read beside others."""


@dataclass(frozen=True, slots=True)
class SetOffers:
    """Days a year by kind of duty. A kind left out, or with 0 days, is not offered.

    `skills` are those that the person has, of the list of skills; `expertise` is what they know well, in their own
    words. None leaves either as it is.
    """

    days: Mapping[str, int] = field(default_factory=dict)
    skills: tuple[str, ...] | None = None
    expertise: str | None = None


@dataclass(frozen=True, slots=True)
class AddLeave:
    """Weeks, or days, away. Both days are included."""

    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class RemoveLeave:
    """Take back a time away."""

    leave_id: str


def set_offers(command: SetOffers, reader: Reader, today: date) -> None:
    """Replace what the person offers. For people, of themselves."""
    person = own_person(reader)
    with store.transaction():
        checks = Checks()
        check_offers(checks, command.days)
        row = hold_person(person)
        checks.need(row.left_on is None, "", "You have left the pool. Ask a coordinator to take you back")
        check_expertise(checks, command, reader, today)
        checks.done()
        store.db.session.execute(delete(OfferRow).where(OfferRow.person == person))
        offered = {kind: days for kind, days in command.days.items() if days > 0}
        store.add(*(OfferRow(person=person, kind=kind, days=days, source=OWN) for kind, days in offered.items()))
        say_expertise(person, command, today)
        history.record(reader.user_id, "set-offers", person, sentence="Said which duties to offer.")


def check_offers(checks: Checks, days_by_kind: Mapping[str, int]) -> None:
    """Note what nobody can offer."""
    for kind, days in days_by_kind.items():
        checks.need(kind in KINDS, "days", "Choose from the six kinds of duty")
        checks.need(0 <= days <= MOST_DAYS, kind, f"Days a year must be between 0 and {MOST_DAYS}")


def check_expertise(checks: Checks, command: SetOffers, reader: Reader, today: date) -> None:
    """Note skills that are on no list, and a statement that is too long to be read beside others.

    The list is the one that the reader is shown: a skill that only sealed work names is on none.
    """
    if command.skills is not None:
        listed = {choice.value for choice in skill_choices(reader, today)}
        checks.need(listed.issuperset(command.skills), "skills", "Choose skills from the list")
    check_text(checks, command.expertise or "", "expertise", "", "what you know well", LONGEST_EXPERTISE)


def say_expertise(person: str, command: SetOffers, today: date) -> None:
    """Write down the skills and the statement, as far as something was said of them."""
    if command.skills is not None:
        store.db.session.execute(delete(PersonSkillRow).where(PersonSkillRow.person == person))
        store.add(*(PersonSkillRow(person=person, skill=skill) for skill in sorted(set(command.skills))))
    if command.expertise is not None:
        store.db.session.execute(delete(ExpertiseRow).where(ExpertiseRow.person == person))
        statement = tidy(command.expertise)
        store.add(*([ExpertiseRow(person=person, statement=statement, said_on=today)] if statement else ()))


def add_leave(command: AddLeave, reader: Reader, today: date) -> str:
    """Mark a time away; returns its id. For people, of themselves."""
    person = own_person(reader)
    with store.transaction():
        checks = Checks()
        check_leave(checks, command, today, "your time away")
        checks.done()
        row = LeaveRow(id=store.new_token(), person=person, starts=command.starts, ends=command.ends, source=OWN)
        store.add(row)
        history.record(reader.user_id, "add-leave", person, sentence="Marked a time away.")
        return row.id


def check_leave(checks: Checks, command: AddLeave, today: date, what: str) -> None:
    """Note what no time away could be. `what` is it, as a noun phrase."""
    checks.period(command.starts, command.ends, ("starts", "ends"), what)
    checks.need(command.ends is None or command.ends >= today, "ends", "The last day must be today or later")


def remove_leave(command: RemoveLeave, reader: Reader, today: date) -> None:
    """Take back a time away. For people, of themselves."""
    person = own_person(reader)
    with store.transaction():
        row = store.db.session.get(LeaveRow, command.leave_id)
        if row is None or row.person != person:
            raise NotFound("no such time away of this person")
        store.db.session.delete(row)
        history.record(reader.user_id, "remove-leave", person, sentence="Took back a time away.")
