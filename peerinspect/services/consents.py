"""A home chief executive's consent to their people's work elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete

from peerinspect import store
from peerinspect.services.availability import OWN
from peerinspect.services.checking import Checks, only
from peerinspect.services.declarations import LETTER
from peerinspect.services.deputies import Deputy, check_deputy
from peerinspect.services.holding import hold_person
from peerinspect.services.notices import chief_executives, tell
from peerinspect.services.on_behalf import told_by
from peerinspect.services.pool import LEFT
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.people import people_at
from peerinspect.store.tables import AuthorityRow, ConsentRequestRow, ConsentRow

NO_POST = "Choose a council that the person works for, or is about to"


@dataclass(frozen=True, slots=True)
class GiveConsent:
    """Consent for a person of one's own council, from `starts` to `ends`; who runs the home service meanwhile, if said.

    `deputy` is the id of somebody of that council, `deputy_name` a name that is not on the register.
    """

    person_id: str
    authority: str
    starts: date | None
    ends: date | None
    deputy: str = ""
    deputy_name: str = ""


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """Consent that a chief executive gave by letter; `reference` names the letter."""

    person_id: str
    authority: str
    starts: date | None
    ends: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class AskForConsent:
    """A question to the chief executive of a council that the person works for. `note` says what it is about."""

    person_id: str
    authority: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """A consent that no longer holds from today on. Coordinators name the letter that says so."""

    person_id: str
    consent_id: int
    reference: str = ""


def give_consent(command: GiveConsent, reader: Reader, today: date) -> None:
    """Record consent. For chief executives, of people who hold a post at a council of theirs."""
    only(reader, CHIEF_EXECUTIVE)
    with store.transaction():
        own_people = people_at(reader.authorities & {command.authority}, today)
        if command.person_id not in own_people:
            raise NotFound("no such person of this chief executive's councils")
        checks = Checks()
        check_consent(checks, command, today)
        deputy = Deputy(command.deputy, command.deputy_name)
        check_deputy(checks, deputy, command.person_id, command.authority, today)
        checks.done()
        told = {"source": OWN, **deputy.columns()}
        _add(command.person_id, command.authority, command.starts, command.ends, told)
        sentence = "The chief executive consented to duties elsewhere."
        history.record(reader.user_id, "give-consent", command.person_id, sentence=sentence)


def record_consent(command: RecordConsent, reader: Reader, today: date) -> None:
    """Record a consent that came by letter. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        person, checks = hold_person(command.person_id), Checks()
        _check_home(checks, person.id, command.authority, today)
        check_consent(checks, GiveConsent(person.id, command.authority, command.starts, command.ends), today)
        missing = "Enter the reference of the letter"
        check_text(checks, command.reference, "reference", missing, "the reference", LONGEST_REFERENCE)
        checks.done()
        told = told_by(LETTER, command.reference, reader, today)
        _add(person.id, command.authority, command.starts, command.ends, told)
        council = store.db.session.get_one(AuthorityRow, command.authority).name
        reference = tidy(command.reference)
        sentence = f"Recorded the consent of the chief executive of {council}. Letter: {reference}."
        history.record(reader.user_id, "record-consent", person.id, sentence=sentence)


def ask_for_consent(command: AskForConsent, reader: Reader, today: date) -> None:
    """Ask a chief executive: it stands on their page until they have given it.

    For coordinators, and for people themselves; NotFound for anybody else's record.
    """
    only(reader, COORDINATOR, DIRECTOR)
    if reader.role == DIRECTOR and command.person_id != reader.person_id:
        raise NotFound("no such person")
    with store.transaction():
        person, checks = hold_person(command.person_id), Checks()
        _check_home(checks, person.id, command.authority, today)
        check_text(checks, command.note, "note", "", "the note", LONGEST_REFERENCE)
        checks.need(person.left_on is None, "", LEFT)
        known = store.db.session.get(ConsentRequestRow, (person.id, command.authority))
        checks.need(known is None, "", "This chief executive is asked already, and has not answered yet")
        checks.done()
        note = tidy(command.note)
        row = ConsentRequestRow(
            person=person.id, authority=command.authority, note=note, asked_by=reader.user_id, asked_on=today
        )
        store.add(row)
        council = store.db.session.get_one(AuthorityRow, command.authority).name
        sentence = f"Asked the chief executive of {council} for consent."
        event = history.record(reader.user_id, "ask-for-consent", person.id, sentence=sentence)
        tell("consent-asked", event, chief_executives(command.authority), person=person.name, council=council)


def withdraw_consent(command: WithdrawConsent, reader: Reader, today: date) -> None:
    """Take a consent back from today on. For the council's chief executive; for coordinators, by a letter of theirs."""
    only(reader, CHIEF_EXECUTIVE, COORDINATOR)
    with store.transaction():
        person, checks = hold_person(command.person_id), Checks()
        row = store.db.session.get(ConsentRow, command.consent_id)
        is_theirs = row is not None and (reader.role == COORDINATOR or row.authority in reader.authorities)
        if row is None or row.person != person.id or not is_theirs:
            raise NotFound("no such consent for this person")
        if reader.role == COORDINATOR:
            missing = "Enter the reference of the letter"
            check_text(checks, command.reference, "reference", missing, "the reference", LONGEST_REFERENCE)
        checks.need(row.ends is None or row.ends >= today, "", "This consent is over already")
        checks.done()
        council = store.db.session.get_one(AuthorityRow, row.authority).name
        _take_back(row, today)
        letter = f" Letter: {tidy(command.reference)}." if reader.role == COORDINATOR else ""
        sentence = f"The chief executive of {council} withdrew the consent.{letter}"
        history.record(reader.user_id, "withdraw-consent", person.id, sentence=sentence)


def _take_back(row: ConsentRow, today: date) -> None:
    """What held before today still did; what was to begin never does."""
    if row.starts is not None and row.starts >= today:
        store.db.session.delete(row)
    else:
        row.ends = today - timedelta(days=1)
    store.db.session.flush()


def _add(person: str, authority: str, starts: date | None, ends: date | None, told: Mapping[str, object]) -> None:
    """Write the consent, which answers whatever was asked."""
    store.add(ConsentRow(person=person, authority=authority, starts=starts, ends=ends, **told))
    row = ConsentRequestRow
    store.db.session.execute(delete(row).where(row.person == person, row.authority == authority))


def _check_home(checks: Checks, person: str, authority: str, today: date) -> None:
    """Consent is the business of the councils that the person works for."""
    checks.need(authority and person in people_at([authority], today), "authority", NO_POST)


def check_consent(checks: Checks, command: GiveConsent, today: date) -> None:
    """Note what no consent could be."""
    checks.period(command.starts, command.ends, ("starts", "ends"), "the consent")
    checks.need(command.ends is None or command.ends >= today, "ends", "The last day must be today or later")
