"""Who sits on the national panel: people of the register, for dated terms, one of them in the chair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, PANEL, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.reviews import panel_accounts, panel_on, panel_terms
from peerinspect.store.tables import PanelMemberRow, UserRow

PANEL_SUBJECT = "national-panel"
"""What events about the panel as a whole are about."""


@dataclass(frozen=True, slots=True)
class AddMember:
    """A person of the register joins the panel from a day on. `ends` is None where no last day is known."""

    person_id: str
    starts: date | None
    ends: date | None = None
    is_chair: bool = False
    expertise: str = ""


@dataclass(frozen=True, slots=True)
class EndMembership:
    """A member's last day on the panel."""

    member_id: str
    ends: date | None


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """The account that speaks for a member here; "" for none."""

    member_id: str
    user_id: str


def add_member(command: AddMember, reader: Reader, today: date) -> str:
    """Add a member; the id of the term. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        checks = Checks()
        name = read_names([command.person_id]).get(command.person_id, "") if command.person_id else ""
        checks.need(name, "person_id", "Choose somebody of the register")
        checks.need(command.starts, "starts", "Enter the first day on the panel")
        is_ordered = not (command.starts and command.ends) or command.starts <= command.ends
        checks.need(is_ordered, "ends", "The last day must be on or after the first")
        check_text(checks, command.expertise, "expertise", "", "this", LONGEST_REFERENCE)
        _check_others(checks, command)
        checks.done()
        row = PanelMemberRow(
            id=store.new_token(),
            person=command.person_id,
            starts=command.starts,
            ends=command.ends,
            is_chair=command.is_chair,
            expertise=tidy(command.expertise),
        )
        store.add(row)
        what = "the chair of the national panel" if command.is_chair else "a member of the national panel"
        _record(reader, row, "add-panel-member", f"{name} is {what} from {plain_day(row.starts)} on.")
        return row.id


def _check_others(checks: Checks, command: AddMember) -> None:
    """Nobody sits twice at once, and there is one chair at a time."""
    if command.starts is None:
        return
    met = [each for each in panel_terms() if _overlaps(each, command.starts, command.ends)]
    twice = any(each.person == command.person_id for each in met)
    checks.need(not twice, "person_id", "They are on the panel in that time already")
    chairs = read_names([each.person for each in met if each.is_chair])
    named = next(iter(chairs.values()), "")
    checks.need(
        not (command.is_chair and chairs), "is_chair", f"{named} is in the chair in that time. End that term first"
    )


def _overlaps(row: PanelMemberRow, starts: date, ends: date | None) -> bool:
    return (ends is None or row.starts <= ends) and (row.ends is None or starts <= row.ends)


def end_membership(command: EndMembership, reader: Reader, today: date) -> None:
    """Give a member's term its last day. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = _term(command.member_id), Checks()
        if checks.need(command.ends, "ends", "Enter the last day on the panel") and command.ends:
            first = plain_day(row.starts)
            checks.need(command.ends >= row.starts, "ends", f"The term began on {first}. Enter that day or a later one")
        checks.done()
        row.ends = command.ends
        name = read_names([row.person])[row.person]
        last = plain_day(command.ends) if command.ends else ""
        _record(reader, row, "end-panel-member", f"{name} leaves the national panel. The last day is {last}.")


def link_account(command: LinkAccount, reader: Reader, today: date) -> None:
    """Say which account of the role panel is the member's own. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = _term(command.member_id), Checks()
        user = store.db.session.get(UserRow, command.user_id) if command.user_id else None
        is_panels = user is not None and user.role == PANEL
        checks.need(is_panels or not command.user_id, "user_id", "Choose an account of the national panel")
        taken = any(each.account == command.user_id and each.person != row.person for each in panel_terms())
        checks.need(not (command.user_id and taken), "user_id", "This account speaks for another member")
        checks.done()
        row.account = command.user_id or None
        name = read_names([row.person])[row.person]
        said = f"{name} has an account here." if command.user_id else f"{name} has no account here any more."
        _record(reader, row, "link-panel-member", said)


def _term(member_id: str) -> PanelMemberRow:
    row = store.db.session.get(PanelMemberRow, member_id)
    if row is None:
        raise NotFound("no such member")
    return row


def _record(reader: Reader, row: PanelMemberRow, action: str, sentence: str) -> int:
    """One event, on the person's record and read on the panel's page too."""
    history.record(reader.user_id, action, PANEL_SUBJECT, sentence=sentence)
    return history.record(reader.user_id, action, row.person, sentence=sentence)


def member_of(reader: Reader, today: date) -> PanelMemberRow | None:
    """The term of the member whose account this is; None for whoever is no member today."""
    if reader.role != PANEL:
        return None
    return next((each for each in panel_on(today) if each.account == reader.user_id), None)


def person_behind(reader: Reader) -> str | None:
    """The person who reads with the account, where it is or was a member's. A tie to a review does not end with the
    term; a coordinator can take the account off."""
    if reader.role != PANEL:
        return None
    return next((each.person for each in panel_terms() if each.account == reader.user_id), None)


def accounts_to_tell() -> tuple[str, ...]:
    """Every account of the panel: to be told what waits is no paper of a review."""
    return tuple(each.id for each in panel_accounts())
