"""What directors declare: ties to councils, or that there is none to add; and what coordinators record for them.

Every change of a tie is followed by a look back at the work that it touches (see `lookback`), in the same transaction.
A tie with the very fields of one that was dismissed as false comes in as dismissed, to be reviewed (see `dismissals`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.person import INTEREST_KINDS
from peerinspect.services import lookback
from peerinspect.services.checking import Checks, only, own_person
from peerinspect.services.lookback import TieChange, look_back
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.reviews.references import check_reference
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.pinning import pin_again
from peerinspect.store.reading.ties import TieRecord, fact_of, find_tie, same_ties
from peerinspect.store.tables import InterestRow, PersonRow

OWN, LETTER, PHONE, OTHERWISE = "own", "letter", "phone", "other"
SOURCES = (LETTER, PHONE, OTHERWISE)
"""How coordinators come to know of a tie."""


@dataclass(frozen=True, slots=True)
class DeclareInterest:
    """A tie to a council. `kind` is one of domain.person.INTEREST_KINDS; no `ends` means it still holds."""

    authority: str
    kind: str
    starts: date | None = None
    ends: date | None = None
    case: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordInterest:
    """A tie that a coordinator records for somebody.

    `source` is one of SOURCES; `reference` names the letter or the call.
    """

    person_id: str
    tie: DeclareInterest
    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class EndInterest:
    """The last day of a declared tie."""

    interest_id: str
    ends: date | None


@dataclass(frozen=True, slots=True)
class MoveEnd:
    """A corrected last day of anybody's tie, None for one that still holds, on the word of `reference`."""

    interest_id: str
    ends: date | None
    reference: str


def declare_interest(command: DeclareInterest, reader: Reader, today: date) -> str:
    """Declare a tie; it renews the declaration too. Returns the interest's id. For people, of themselves."""
    person = own_person(reader)
    with store.transaction():
        _hold(person)
        checks = Checks()
        _check(checks, command, person, today)
        checks.done()
        row = _row(command, person, reader, today, OWN)
        _sign(person, today)
        history.record(reader.user_id, "declare-interest", person, sentence="Declared a tie to a council.")
        _come_in(row, lookback.DECLARED, reader, today)
        return row.id


def record_interest(command: RecordInterest, reader: Reader, today: date) -> str:
    """Record a tie that came to light by letter or telephone. Returns the interest's id. For coordinators.

    It is marked as recorded by somebody else, and renews no declaration: only people themselves sign theirs.
    """
    only(reader, COORDINATOR)
    with store.transaction():
        if _hold(command.person_id) is None:
            raise NotFound("no such person")
        checks = Checks()
        _check(checks, command.tie, command.person_id, today)
        checks.need(command.source in SOURCES, "source", "Choose how you came to know of it")
        _check_reference(checks, command.reference)
        checks.done()
        row = _row(command.tie, command.person_id, reader, today, command.source, command.reference.strip())
        sentence = "Recorded a tie to a council for this person."
        history.record(reader.user_id, "record-interest", row.person, sentence=sentence, reference=row.reference or "")
        _come_in(row, lookback.RECORDED, reader, today)
        return row.id


def _hold(person: str) -> PersonRow | None:
    """The person's row, locked: a button pressed twice must not declare a tie twice."""
    return store.db.session.get(PersonRow, person, with_for_update=True)


def _row(
    command: DeclareInterest, person: str, reader: Reader, today: date, source: str, reference: str | None = None
) -> InterestRow:
    """Write the tie."""
    row = InterestRow(
        id=store.new_token(),
        person=person,
        authority=command.authority,
        kind=command.kind,
        starts=command.starts,
        ends=command.ends,
        case_reference=(command.case or "").strip() or None,
        note=command.note.strip() or None,
        source=source,
        reference=reference,
        recorded_by=reader.user_id,
        recorded_on=today,
    )
    store.add(row)
    return row


def _come_in(row: InterestRow, what: str, reader: Reader, today: date) -> None:
    """Let the tie count from now on, unless it was dismissed before."""
    if row.id in pin_again([row.person]):
        sentence = "A tie with the same details was dismissed before. It waits for a review."
        history.record(reader.user_id, "declared-again", row.person, sentence=sentence)
    else:
        look_back(TieChange(row.id, what, None, fact_of(row)), reader, today)


def _check(checks: Checks, command: DeclareInterest, person: str, today: date) -> None:
    """Refuse what says nothing, contradicts itself, or has been said."""
    checks.council(command.authority)
    check_tie(checks, command, today)
    _check_new(checks, command, person)


def check_tie(checks: Checks, command: DeclareInterest, today: date) -> None:
    """Note what no tie could be; that the council is one, and the tie new, is for the caller to check."""
    checks.need(command.kind in INTEREST_KINDS, "kind", "Choose what ties you to the council")
    checks.need(command.starts is None or command.starts <= today, "starts", "The first day must be today or earlier")
    if command.starts and command.ends:
        checks.need(command.starts <= command.ends, "ends", "The last day must be on or after the first")
    case = (command.case or "").strip()
    checks.need(case or command.kind != "case", "case", "Enter the case's reference number")
    if case:
        check_reference(checks, case)
    note = command.note.strip()
    checks.need(len(note) <= 300, "note", "Keep this to 300 characters")
    checks.need(note or command.kind != "other", "note", "Say in a few words what the connection is")


def _check_new(checks: Checks, command: DeclareInterest, person: str) -> None:
    """A tie that counts already is not declared twice."""
    tie = InterestRow(
        id="",
        person=person,
        authority=command.authority,
        kind=command.kind,
        starts=command.starts,
        ends=command.ends,
        case_reference=(command.case or "").strip() or None,
    )
    if not checks.messages:
        known = [find_tie(each.id) for each in same_ties(tie)]
        counts = any(each is not None and each.state in ("counts", "proposed") for each in known)
        checks.need(not counts, "", "This tie is on the register already, with the same dates")


def _check_reference(checks: Checks, reference: str) -> None:
    """On whose word."""
    checks.need(reference.strip(), "reference", "Enter the reference of the letter, or who called and when")
    checks.need(len(reference.strip()) <= 300, "reference", "Keep the reference to 300 characters")


def end_interest(command: EndInterest, reader: Reader, today: date) -> None:
    """Say when a tie ended. Ties are never removed: they count for years. For people, of themselves."""
    person = own_person(reader)
    with store.transaction():
        record = _tie(command.interest_id, person)
        row, ends = record.row, command.ends
        checks = Checks()
        if checks.need(ends, "ends", "Enter the day on which it ended") and ends:
            checks.need(ends <= today, "ends", "The day on which it ended must be today or earlier")
            checks.need(row.starts is None or row.starts <= ends, "ends", "It cannot have ended before it began")
            _check_not_undone(checks, row, ends)
        was_over = row.ends is not None and row.ends < today
        checks.need(not was_over, "", "This tie has ended already. Ask a coordinator to correct the day")
        _check_counts(checks, record)
        checks.done()
        _move(row, ends, reader, today)
        history.record(reader.user_id, "end-interest", person, sentence="Said when a tie to a council ended.")


def _check_not_undone(checks: Checks, row: InterestRow, ends: date) -> None:
    """What somebody else recorded as holding on a day is not ended before it by the person alone."""
    known = row.recorded_on if row.source != OWN else None
    held = known is not None and (row.ends is None or known <= row.ends)
    if known is not None and held and ends < known:
        sentence = f"Others recorded that it still held on {plain_day(known)}. Ask a coordinator to correct the day"
        checks.need(False, "ends", sentence)


def move_end(command: MoveEnd, reader: Reader, today: date) -> None:
    """Correct the last day of anybody else's tie, on the word of a letter or a call. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        record = _tie(command.interest_id)
        row, ends = record.row, command.ends
        checks = Checks()
        _check_reference(checks, command.reference)
        checks.need(row.person != reader.person_id, "", "This tie is your own: other coordinators correct it")
        in_order = ends is None or row.starts is None or row.starts <= ends
        checks.need(in_order, "ends", "It cannot have ended before it began")
        checks.need(ends != row.ends, "ends", "This is the last day on the register already")
        _check_counts(checks, record)
        checks.done()
        _move(row, ends, reader, today)
        sentence, reference = "Corrected the last day of a tie to a council.", command.reference.strip()
        history.record(reader.user_id, "move-end", row.person, sentence=sentence, reference=reference)


def _tie(interest_id: str, person: str | None = None) -> TieRecord:
    """The tie, of one person where one is named. Raises NotFound for any other."""
    record = find_tie(interest_id, to_change=True)
    if record is None or person not in (None, record.row.person):
        raise NotFound("no such interest of this person")
    return record


def _check_counts(checks: Checks, record: TieRecord) -> None:
    """What counts for nothing has no day to correct."""
    is_dismissed = record.state in ("dismissed", "again")
    checks.need(not is_dismissed, "", "This tie was dismissed as false, and has no day to change")


def _move(row: InterestRow, ends: date | None, reader: Reader, today: date) -> None:
    """Change the last day, and look back at what that touches."""
    before = fact_of(row)
    row.ends = ends
    store.db.session.flush()
    after = None if row.id in pin_again([row.person]) else fact_of(row)
    look_back(TieChange(row.id, lookback.MOVED, before, after), reader, today)


def declare_nothing_more(reader: Reader, today: date) -> None:
    """Sign the declaration as it stands: a nil return, or no change. It runs for twelve months from today."""
    person = own_person(reader)
    with store.transaction():
        _sign(person, today)
        history.record(reader.user_id, "sign-declaration", person, sentence="Signed the declaration of interests.")


def _sign(person: str, today: date) -> None:
    """The declaration is as of today."""
    store.db.session.get_one(PersonRow, person).declared_on = today
