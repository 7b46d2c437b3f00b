"""What directors declare: ties to councils, or that there is none to add."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.person import INTEREST_KINDS
from peerinspect.services.checking import Checks, own_person
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.store import history
from peerinspect.store.tables import InterestRow, PersonRow


@dataclass(frozen=True, slots=True)
class DeclareInterest:
    """A tie to a council. `kind` is one of domain.person.INTEREST_KINDS; no `ends` means it still holds."""

    authority: str
    kind: str
    starts: date | None = None
    ends: date | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class EndInterest:
    """The last day of a declared tie."""

    interest_id: str
    ends: date | None


def declare_interest(command: DeclareInterest, reader: Reader, today: date) -> str:
    """Declare a tie; it renews the declaration too. Returns the interest's id. For people, of themselves."""
    person = own_person(reader)
    with store.transaction():
        _check(command, today)
        row = InterestRow(
            id=store.new_token(),
            person=person,
            authority=command.authority,
            kind=command.kind,
            starts=command.starts,
            ends=command.ends,
            case_reference=(command.case or "").strip() or None,
        )
        store.add(row)
        _sign(person, today)
        history.record(reader.user_id, "declare-interest", person, sentence="Declared a tie to a council.")
        return row.id


def _check(command: DeclareInterest, today: date) -> None:
    """Refuse what says nothing, or contradicts itself."""
    checks = Checks()
    checks.council(command.authority)
    checks.need(command.kind in INTEREST_KINDS, "kind", "Choose what ties you to the council")
    checks.need(command.starts is None or command.starts <= today, "starts", "The first day must be today or earlier")
    if command.starts and command.ends:
        checks.need(command.starts <= command.ends, "ends", "The last day must be on or after the first")
    case = (command.case or "").strip()
    checks.need(len(case) <= 80, "case", "Enter the case's reference number only")
    checks.need(case or command.kind != "case", "case", "Enter the case's reference number")
    checks.done()


def end_interest(command: EndInterest, reader: Reader, today: date) -> None:
    """Say when a tie ended. Ties are never removed: they count for years. For people, of themselves."""
    person = own_person(reader)
    with store.transaction():
        row = store.db.session.get(InterestRow, command.interest_id)
        if row is None or row.person != person:
            raise NotFound("no such interest of this person")
        checks = Checks()
        ends = command.ends
        if checks.need(ends, "ends", "Enter the day on which it ended") and ends:
            checks.need(ends <= today, "ends", "The day on which it ended must be today or earlier")
            checks.need(row.starts is None or row.starts <= ends, "ends", "It cannot have ended before it began")
        was_over = row.ends is not None and row.ends < today
        checks.need(not was_over, "", "This tie has ended already")
        checks.done()
        row.ends = ends
        history.record(reader.user_id, "end-interest", person, sentence="Said when a tie to a council ended.")


def declare_nothing_more(reader: Reader, today: date) -> None:
    """Sign the declaration as it stands: a nil return, or no change. It runs for twelve months from today."""
    person = own_person(reader)
    with store.transaction():
        _sign(person, today)
        history.record(reader.user_id, "sign-declaration", person, sentence="Signed the declaration of interests.")


def _sign(person: str, today: date) -> None:
    """The declaration is as of today."""
    store.db.session.get_one(PersonRow, person).declared_on = today
