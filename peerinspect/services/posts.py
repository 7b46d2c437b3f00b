"""The posts of somebody on the register: taken up, corrected, ended, or never held after all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Period
from peerinspect.domain.person import BASES, ROLES
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_person
from peerinspect.services.leaving import SayWhy, check_reason, move_reason, note_reason
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import plain_day, post_title
from peerinspect.store import history
from peerinspect.store.history import Happening
from peerinspect.store.tables import AuthorityRow, ConsentRow, PersonRow, PostRow

HELD = "They hold a post at this council on some of these days already. Correct or end that one first"
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class AddPost:
    """A post that the person holds, held or will hold. `role` and `basis` are as in services.people.RegisterPerson."""

    person_id: str
    authority: str
    role: str
    basis: str
    starts: date | None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class CorrectPost:
    """What a post was all along, where the register had it wrong."""

    person_id: str
    post_id: int
    role: str
    basis: str
    starts: date | None
    ends: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class EndPost:
    """The last day in a post, past or to come.

    `why_left` is why a director leaves, from domain.leaving.REASONS, and `own_words` what they said of it; both may be
    empty. They are counted, and stand in no record.
    """

    person_id: str
    post_id: int
    ends: date | None
    why_left: str = ""
    own_words: str = ""


@dataclass(frozen=True, slots=True)
class RemovePost:
    """A post that the person never held."""

    person_id: str
    post_id: int
    reason: str


def add_post(command: AddPost, reader: Reader, today: date) -> int:
    """Add a post and return its number. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        person = hold_person(command.person_id)
        _check_new(command)
        row = PostRow(
            person=person.id,
            authority=command.authority,
            role=command.role,
            basis=command.basis,
            starts=command.starts,
            ends=command.ends,
        )
        store.add(row)
        _tell(reader, "add-post", person, row, f"New post: {_named(row)}.")
        return row.id


def _check_new(command: AddPost) -> None:
    """Refuse a post that nobody can take up there, or that is on the register already."""
    checks = Checks()
    checks.council(command.authority)
    _check_kind(checks, command.role, command.basis)
    _check_days(checks, command.starts, command.ends)
    council = store.db.session.get(AuthorityRow, command.authority)
    if council is not None and council.ended_on is not None and command.starts is not None:
        told = f"This council ended on {plain_day(council.ended_on)}"
        checks.need(command.starts <= council.ended_on, "starts", told)
    if not checks.messages:
        _check_free(checks, command.person_id, command.authority, Period(command.starts, command.ends))
    checks.done()


def correct_post(command: CorrectPost, reader: Reader, today: date) -> None:
    """Put a post right, as if it had been entered so. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        person = hold_person(command.person_id)
        row = _post(command.person_id, command.post_id)
        _check_correction(command, row)
        before, left = _named(row), _left_on(row)
        row.role, row.basis, row.starts, row.ends = command.role, command.basis, command.starts, command.ends
        store.db.session.flush()
        move_reason(person.id, left, _left_on(row), today)
        also = _end_consents(row)
        sentence = f"Corrected a post: {_named(row)}; it was {before}. Why: {tidy(command.reason)}.{also}"
        _tell(reader, "correct-post", person, row, sentence)


def _check_correction(command: CorrectPost, row: PostRow) -> None:
    """Refuse what changes nothing, says nothing of why, or could not be."""
    checks = Checks()
    _check_kind(checks, command.role, command.basis)
    _check_days(checks, command.starts, command.ends)
    _check_reason(checks, command.reason)
    as_it_is = (row.role, row.basis, row.starts, row.ends)
    is_new = (command.role, command.basis, command.starts, command.ends) != as_it_is
    checks.need(is_new, "", "This is what the register says already")
    if not checks.messages:
        _check_free(checks, row.person, row.authority, Period(command.starts, command.ends), row.id)
    checks.done()


def end_post(command: EndPost, reader: Reader, today: date) -> None:
    """Enter the last day in a post. The consent of that council's chief executive ends with it. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        person = hold_person(command.person_id)
        row, ends = _post(command.person_id, command.post_id), command.ends
        checks = Checks()
        if checks.need(ends, "ends", "Enter the last day in the post") and ends is not None:
            checks.need(row.starts is None or row.starts <= ends, "ends", "It cannot have ended before it began")
            is_earlier = row.ends is None or ends < row.ends
            checks.need(is_earlier, "ends", "The post ends earlier already. To put the day right, correct the post")
        check_reason(checks, command.why_left, command.own_words)
        checks.done()
        left, row.ends = _left_on(row), ends
        store.db.session.flush()
        move_reason(person.id, left, ends, today)
        if row.role == "director" and ends is not None:
            note_reason(person.id, ends, SayWhy(command.why_left, command.own_words), today)
        store.db.session.flush()
        also = _end_consents(row)
        _tell(reader, "end-post", person, row, f"Last day in post entered: {_named(row)}.{also}")


def remove_post(command: RemovePost, reader: Reader, today: date) -> None:
    """Take a post off the register that was entered by mistake. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        person = hold_person(command.person_id)
        row = _post(command.person_id, command.post_id)
        checks = Checks()
        _check_reason(checks, command.reason)
        others = select(PostRow.id).where(PostRow.person == row.person, PostRow.id != row.id).limit(1)
        is_last = store.db.session.scalar(others) is None
        checks.need(not is_last, "", "This is their only post. Add the right one first, then take this one away")
        checks.done()
        told = f"Taken off, never held: {_named(row)}. Why: {tidy(command.reason)}."
        _tell(reader, "remove-post", person, row, told)
        left = _left_on(row)
        store.db.session.delete(row)
        store.db.session.flush()
        move_reason(person.id, left, None, today)


def _left_on(row: PostRow) -> date | None:
    """The last day as a director."""
    return row.ends if row.role == "director" else None


def _post(person_id: str, post_id: int) -> PostRow:
    """A post of the person. Raises NotFound for any other."""
    row = store.db.session.get(PostRow, post_id)
    if row is None or row.person != person_id:
        raise NotFound("no such post of this person")
    return row


def _check_kind(checks: Checks, role: str, basis: str) -> None:
    checks.need(role in ROLES, "role", "Choose the person's role")
    checks.need(basis in BASES, "basis", "Choose how the post is held")


def _check_days(checks: Checks, starts: date | None, ends: date | None) -> None:
    if checks.need(starts, "starts", "Enter the day on which they took up the post") and starts and ends:
        checks.need(starts <= ends, "ends", "The last day in the post must be on or after the first")


def _check_reason(checks: Checks, reason: str) -> None:
    check_text(checks, reason, "reason", "Say what was wrong, and how you know", "this", _LONGEST_REASON)


def _check_free(checks: Checks, person: str, authority: str, days: Period, but: int | None = None) -> None:
    """Two posts at one council on one day are most likely the same one, with a slip in its days."""
    rows = store.db.session.scalars(select(PostRow).where(PostRow.person == person, PostRow.authority == authority))
    taken = [row for row in rows if row.id != but and Period(row.starts, row.ends).overlaps(days)]
    checks.need(not taken, "starts", HELD)


def _end_consents(post: PostRow) -> str:
    """End the consents of a council with the last post there; what to say of it."""
    posts = select(PostRow.ends).where(PostRow.person == post.person, PostRow.authority == post.authority)
    days = list(store.db.session.scalars(posts))
    if any(day is None for day in days):
        return ""
    last = max(day for day in days if day is not None)
    row = ConsentRow
    lasting = select(row).where(row.person == post.person, row.authority == post.authority)
    found = list(store.db.session.scalars(lasting.where(row.ends.is_(None) | (row.ends > last))))
    for each in found:
        if each.starts is not None and each.starts > last:
            store.db.session.delete(each)
        else:
            each.ends = last
    store.db.session.flush()
    return " The chief executive's consent ends with it." if found else ""


def _named(row: PostRow) -> str:
    """The post in words, with its council and its days."""
    council = store.db.session.get_one(AuthorityRow, row.authority).name
    since = f" from {plain_day(row.starts)}" if row.starts else ""
    until = f" to {plain_day(row.ends)}" if row.ends else ""
    return f"{post_title(row.role, row.basis)}, {council}{since}{until}"


def _tell(reader: Reader, action: str, person: PersonRow, row: PostRow, sentence: str) -> None:
    """The event stands in the history of the person and in that of the council."""
    happened = [
        Happening(action, person.id, {"sentence": sentence}),
        Happening(action, row.authority, {"sentence": f"{person.name}: {sentence}"}),
    ]
    history.record_all(reader.user_id, happened)
