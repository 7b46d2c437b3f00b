"""Messages, a page at a time, and whose address failed. What a reader may not know of is left out before counting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.history import LeftOut


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages: in one of the states, of one of the kinds, to somebody whose name or address has this in it."""

    states: Collection[str] = ()
    kinds: Collection[str] = ()
    who: str = ""


@dataclass(frozen=True, slots=True)
class Bounced:
    """A user to whom messages could not be sent, because their address was refused: since when, with which reply."""

    user: str
    name: str
    role: str
    person: str | None
    address: str
    bounced_at: datetime
    reply: int


def messages_page(
    wanted: Wanted, left_out: LeftOut, number: int, size: int
) -> tuple[list[tuple[t.MessageRow, t.UserRow]], int]:
    """A page of the messages to anybody, the latest first, each with its user, and how many there are."""
    row, user = t.MessageRow, t.UserRow
    conditions = [*_told(left_out), *_matching(wanted)]
    base = select(row, user).join(user, user.id == row.user).join(t.EventRow, t.EventRow.sequence == row.event)
    counting = base.where(*conditions).with_only_columns(func.count(), maintain_column_froms=True)
    ordered = base.where(*conditions).order_by(row.made_at.desc(), row.event.desc(), user.name, user.id)
    query = ordered.limit(size).offset((number - 1) * size)
    return [(one, other) for one, other in db.session.execute(query)], db.session.scalar(counting) or 0


def own_messages_page(
    user: str, number: int, size: int, left_out: LeftOut | None = None
) -> tuple[Sequence[t.MessageRow], int]:
    """A page of the messages to one user, the latest first, and how many there are; what is left out is no part."""
    row = t.MessageRow
    wanted = [row.user == user]
    if left_out is not None:
        told = select(row.id).join(t.EventRow, t.EventRow.sequence == row.event).where(*_told(left_out))
        wanted.append(row.id.in_(told))
    total = db.session.scalar(select(func.count()).select_from(row).where(*wanted)) or 0
    query = select(row).where(*wanted).order_by(row.made_at.desc(), row.event.desc())
    return db.session.scalars(query.limit(size).offset((number - 1) * size)).all(), total


def message_told(message_id: str, left_out: LeftOut) -> t.MessageRow | None:
    """One message, by its id; None where it is left out."""
    row = t.MessageRow
    query = select(row).join(t.EventRow, t.EventRow.sequence == row.event).where(row.id == message_id)
    return db.session.scalar(query.where(*_told(left_out)))


def bounced_users(state: str, left_out: LeftOut, user: str | None = None) -> list[Bounced]:
    """The users who have a message in the state that says "bounced" and whose address is refused, by name."""
    row, account, refused = t.MessageRow, t.UserRow, t.BouncedAddressRow
    query = (
        select(account, refused)
        .join(refused, refused.address == account.email)
        .where(account.id.in_(_with_message(row.state == state, left_out)))
        .order_by(account.name, account.id)
    )
    if user is not None:
        query = query.where(account.id == user)
    return [
        Bounced(one.id, one.name, one.role, one.person, bounce.address, bounce.bounced_at, bounce.reply)
        for one, bounce in db.session.execute(query)
    ]


def _with_message(condition: ColumnElement[bool], left_out: LeftOut) -> ColumnElement[str]:
    """The users who have such a message."""
    row = t.MessageRow
    query = select(row.user).join(t.EventRow, t.EventRow.sequence == row.event)
    return query.where(condition, row.address.is_(None), *_told(left_out)).scalar_subquery()


def _told(left_out: LeftOut) -> list[ColumnElement[bool]]:
    """What is not left out, by the events that messages tell of."""
    event = t.EventRow
    return [
        event.duty.is_(None) | event.duty.not_in(sorted(left_out.duties)),
        event.action.not_in(sorted(left_out.actions)),
    ]


def _matching(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions that somebody asks for."""
    found: list[ColumnElement[bool]] = []
    if wanted.states:
        found.append(t.MessageRow.state.in_(sorted(wanted.states)))
    if wanted.kinds:
        found.append(t.MessageRow.kind.in_(sorted(wanted.kinds)))
    if wanted.who:
        part = f"%{_plain(wanted.who)}%"
        found.append(t.UserRow.name.ilike(part, escape="\\") | t.UserRow.email.ilike(part, escape="\\"))
    return found


def _plain(text: str) -> str:
    """The text with nothing in it that stands for other signs."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
