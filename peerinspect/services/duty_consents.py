"""A home chief executive's consent to one duty alone, asked and given without naming the council that it is for.

The chief executive learns dates and days, never where, until that may be said. What is asked and given about a sealed
inspection is known to who may know of the inspection, to the chief executive and to the person: to nobody else, and it
is in the one problem that fills that inspection. Source: design, section 6, the home chief executive.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.services.addresses import keyed
from peerinspect.services.availability import OWN
from peerinspect.services.checking import Checks, only
from peerinspect.services.circles import helpers_of, home_circle, sealed_circle
from peerinspect.services.deputies import Deputy, check_deputy, name_of_deputy
from peerinspect.services.holding import hold_person
from peerinspect.services.notices import chief_executives, coordinators, tell
from peerinspect.services.problems import current_circles
from peerinspect.services.queries.looks import record_look
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.store import history
from peerinspect.store.reading.consents import duty_consent_rows, duty_request_rows
from peerinspect.store.reading.duties import finished_duties, work_among
from peerinspect.store.reading.people import people_at, read_people
from peerinspect.store.reading.placements import OFF, duties_of, read_placements
from peerinspect.store.tables import AuthorityRow, DutyConsentRequestRow, DutyConsentRow

NO_HOME = "Choose a council that the person works for during the duty"
OTHER_CIRCLE = (
    "Sealed inspections of this council are done by people from another group of councils, so that nobody can tell "
    "from their own dates that it is to be inspected. Ask about somebody else"
)
IS_OVER = "This is over, so nobody is asked about it any more"


@dataclass(frozen=True, slots=True)
class AskForDutyConsent:
    """A question to a chief executive, about one person and one duty."""

    duty_id: str
    person_id: str
    authority: str


@dataclass(frozen=True, slots=True)
class GiveDutyConsent:
    """Consent to the one duty of a person at `address`, see `consent_address`, with who runs the service meanwhile."""

    person_id: str
    authority: str
    address: str
    deputy: str = ""
    deputy_name: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawDutyConsent:
    """A consent to one duty that holds no more."""

    person_id: str
    authority: str
    address: str


def consent_address(person: str, authority: str, duty: str) -> str:
    """The address at which a chief executive finds a duty of one of their people: it says nothing of the duty."""
    return keyed("consent", person, authority, duty)


def ask_for_duty_consent(command: AskForDutyConsent, reader: Reader, today: date) -> None:
    """Ask: it stands on the chief executive's page with dates and days. For coordinators who may know of the duty."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    duty = sight.duty(command.duty_id)
    record_look(sight, duty)
    with store.transaction():
        checks = Checks()
        checks.need(duty.last_day >= today and duty.id not in finished_duties(today), "", IS_OVER)
        person = read_people([command.person_id]).get(command.person_id) if command.person_id else None
        if checks.need(person, "person_id", "Choose somebody from the list") and person is not None:
            homes = {post.authority for post in person.posts if post.period.overlaps(duty.period)}
            checks.need(command.authority in homes - duty.authorities, "authority", NO_HOME)
            checks.need(may_be_asked(command.person_id, duty, today), "person_id", OTHER_CIRCLE)
            known = _request(command.person_id, command.authority, duty.id)
            checks.need(known is None, "", "This chief executive is asked already, and has not answered yet")
        checks.done()
        row = DutyConsentRequestRow(
            person=command.person_id,
            authority=command.authority,
            duty=duty.id,
            asked_by=reader.user_id,
            asked_on=today,
        )
        store.add(row)
        council = _council(command.authority)
        sentence = f"Asked the chief executive of {council} to consent to one duty."
        event = history.record(
            reader.user_id, "ask-for-duty-consent", command.person_id, duty=duty.id, sentence=sentence
        )
        tell("duty-consent-asked", event, chief_executives(command.authority))


def may_be_asked(person_id: str, duty: Duty, today: date) -> bool:
    """Whether somebody's chief executive may be told the dates: of a sealed duty, those of the circle that fills it."""
    if not duty.sealed:
        return True
    circles = current_circles(today)
    circle = sealed_circle(duty.authorities, circles)
    home = home_circle(read_people([person_id])[person_id], circles, today)
    return circle is not None and home == helpers_of(circle)


def give_duty_consent(command: GiveDutyConsent, reader: Reader, today: date) -> None:
    """Consent to it, whether it was asked or not. For the chief executive of a council that the person works for."""
    only(reader, CHIEF_EXECUTIVE)
    with store.transaction():
        duty = _own_duty(command.person_id, command.authority, command.address, reader, today)
        hold_person(command.person_id)
        checks = Checks()
        deputy = Deputy(command.deputy, command.deputy_name)
        check_deputy(checks, deputy, command.person_id, command.authority, today)
        known = _in_force(command.person_id, command.authority, duty.id)
        covers = known is not None and (known.starts, known.ends) == (duty.first_day, duty.last_day)
        checks.need(not covers, "", "You have consented to this already")
        checks.done()
        if known is not None:
            known.withdrawn_on = today
        _write(command, deputy, duty, reader, today)


def _write(command: GiveDutyConsent, deputy: Deputy, duty: Duty, reader: Reader, today: date) -> None:
    """The consent, which answers whatever was asked, and its event."""
    asked = _request(command.person_id, command.authority, duty.id)
    row = DutyConsentRow(
        person=command.person_id,
        authority=command.authority,
        duty=duty.id,
        starts=duty.first_day,
        ends=duty.last_day,
        given_by=reader.user_id,
        given_on=today,
        source=OWN,
        **deputy.columns(),
    )
    store.add(row)
    asked_by = [asked.asked_by] if asked else []
    table = DutyConsentRequestRow
    store.db.session.execute(
        delete(table).where(
            table.person == command.person_id, table.authority == command.authority, table.duty == duty.id
        )
    )
    name = name_of_deputy(row.deputy, row.deputy_name)
    meanwhile = f" {name} runs the service meanwhile." if name else ""
    sentence = f"The chief executive of {_council(command.authority)} consented to one duty.{meanwhile}"
    event = history.record(reader.user_id, "give-duty-consent", command.person_id, duty=duty.id, sentence=sentence)
    tell("duty-consent-answered", event, asked_by)


def withdraw_duty_consent(command: WithdrawDutyConsent, reader: Reader, today: date) -> None:
    """Take it back. For the chief executive of the council. What it does to work to come is settled by coordinators."""
    only(reader, CHIEF_EXECUTIVE)
    with store.transaction():
        duty = _own_duty(command.person_id, command.authority, command.address, reader, today)
        hold_person(command.person_id)
        known = _in_force(command.person_id, command.authority, duty.id)
        checks = Checks()
        checks.need(known, "", "You have no consent to withdraw here any more")
        checks.done()
        if known is not None:
            known.withdrawn_on = today
        sentence = f"The chief executive of {_council(command.authority)} withdrew the consent to one duty."
        event = history.record(
            reader.user_id, "withdraw-duty-consent", command.person_id, duty=duty.id, sentence=sentence
        )
        tell("duty-consent-answered", event, coordinators(cleared=True if duty.sealed else None))


def duties_to_release(person_id: str, authority: str, today: date) -> tuple[Duty, ...]:
    """The duties that are not over and that the chief executive may be shown the dates of: those for which the person
    is asked, has agreed or is at work, and those about which the chief executive was asked, or spoke."""
    everything = work_of([person_id], today)
    records = read_placements(today, everything, [person_id])
    placed = {each.duty for each in records if each.status not in OFF and each.status != "done"}
    asked = {row.duty for row in duty_request_rows([person_id]) if row.authority == authority}
    given = {row.duty for row in duty_consent_rows([person_id]) if row.authority == authority and not row.withdrawn_on}
    known = (everything[id_] for id_ in placed | asked | given if id_ in everything)
    found = (each for each in known if each.last_day >= today and authority not in each.authorities)
    return tuple(sorted(found, key=lambda each: (each.first_day, each.id)))


def work_of(people: Collection[str], today: date) -> dict[str, Duty]:
    """The duties that these people are on, were on, or have a word about from their chief executive, by id."""
    spoken = {row.duty for row in duty_consent_rows(people)} | {row.duty for row in duty_request_rows(people)}
    return work_among(today, duties_of(people) | spoken)


def _own_duty(person_id: str, authority: str, address: str, reader: Reader, today: date) -> Duty:
    """The duty at the address, of a person of the chief executive's own council. NotFound for any other."""
    if person_id in people_at(reader.authorities & {authority}, today):
        for duty in duties_to_release(person_id, authority, today):
            if hmac.compare_digest(consent_address(person_id, authority, duty.id).encode(), address.encode()):
                return duty
    raise NotFound("no such duty of this chief executive's people")


def _request(person: str, authority: str, duty: str) -> DutyConsentRequestRow | None:
    row = DutyConsentRequestRow
    query = select(row).where(row.person == person, row.authority == authority, row.duty == duty)
    return store.db.session.scalar(query)


def _in_force(person: str, authority: str, duty: str) -> DutyConsentRow | None:
    row = DutyConsentRow
    query = select(row).where(
        row.person == person, row.authority == authority, row.duty == duty, row.withdrawn_on.is_(None)
    )
    return store.db.session.scalar(query.limit(1))


def _council(code: str) -> str:
    return store.db.session.get_one(AuthorityRow, code).name
