"""What the demo shows of people's own pages: expertise, weeks away, a mentor, a question, invitations."""

from __future__ import annotations

from datetime import UTC, date, datetime

from peerinspect import store
from peerinspect.domain.kinds import INTERIM
from peerinspect.services import disclosure
from peerinspect.services.aspiring import LEARNING
from peerinspect.services.availability import SetOffers, set_offers
from peerinspect.services.corrections import AskForCorrection, ask_for_correction
from peerinspect.services.invitations import InvitePerson, invite_person
from peerinspect.services.mentors import UNDER_WAY, NameMentor, name_mentor
from peerinspect.services.particulars import ChangeAspiring, change_aspiring
from peerinspect.services.reader import Reader
from peerinspect.services.weeks_away import ChangeWeeksAway, change_weeks_away, mondays_ahead
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import people_at, read_people
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.users import accounts_of
from peerinspect.store.tables import AspirationRow, PersonRow

EXPERTISE = (
    "I led the join-up of early help in two districts, and the work on thresholds after it.\n"
    "I have chaired a partnership board through a review."
)
GOAL = "To run a whole service for a while, and to learn how a council prepares its budget."
WRONG = "The first day of my post is one month too early."
INVITABLE = 5
"""People of the register whose addresses are known, so that they can be invited."""


def show_offering(coordinator: Reader, director: Reader, today: date) -> None:
    """A few of each, written as their own use cases write them."""
    _say_what_one_offers(director, today)
    _name_a_mentor(coordinator, today)
    _know_addresses(coordinator, today)


def _say_what_one_offers(director: Reader, today: date) -> None:
    """The same days as before; a statement, two weeks away in which nothing is asked, and a question."""
    offered = {each.kind: each.days for each in disclosure.my_offers(director, today).offers}
    set_offers(SetOffers(offered, disclosure.my_expertise(director, today).skills, EXPERTISE), director, today)
    mine = disclosure.my_duties(director, today)
    taken = [each.period for each in (*mine.to_answer, *mine.coming)]
    free = [day for day in mondays_ahead(today)[8:] if not any(period.holds(day) for period in taken)]
    change_weeks_away(ChangeWeeksAway(add=tuple(free[:2])), director, today)
    ask_for_correction(AskForCorrection("post", WRONG), director, today)


def _name_a_mentor(coordinator: Reader, today: date) -> None:
    """Whoever covers a post aspires to be a director, and has a mentor: the first who could be one."""
    duties = {id_: each for id_, each in read_duties(today).items() if each.kind in LEARNING and each.last_day >= today}
    going = [each for each in read_placements(today, duties) if each.status in UNDER_WAY]
    found = min(going, key=lambda each: (duties[each.duty].kind != INTERIM, each.person, each.duty), default=None)
    if found is None:
        return
    if not read_people([found.person])[found.person].aspirant:
        change_aspiring(ChangeAspiring(found.person, True), coordinator, today)
    with store.transaction():
        store.add(AspirationRow(person=found.person, goal=GOAL, said_on=today))
    choices = disclosure.mentor_choices(coordinator, found.duty, found.person, today)
    if choices:
        name_mentor(NameMentor(found.duty, found.person, choices[0].value), coordinator, today)


def _know_addresses(coordinator: Reader, today: date) -> None:
    """Addresses of some people without an account, none of which leads anywhere; one of them is invited."""
    have = {row.person for row in accounts_of(None)}
    people = read_people(people_at(None, today))
    wanted = sorted((one.name, id_) for id_, one in people.items() if id_ not in have)[:INVITABLE]
    with store.transaction():
        for name, id_ in wanted:
            store.db.session.get_one(PersonRow, id_).email = address_of(name)
    if wanted:
        name, id_ = wanted[0]
        invite_person(InvitePerson(id_, address_of(name)), coordinator, datetime.now(UTC))


def address_of(name: str) -> str:
    """An address that nobody can have."""
    return f"{'.'.join(name.lower().replace(chr(39), '').split())}@council.example"
