"""Users, and the councils of their own record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import grouped


def user_names() -> dict[str, str]:
    """Users' names by id."""
    return {id_: name for id_, name in db.session.execute(select(t.UserRow.id, t.UserRow.name))}


def list_users() -> tuple[t.UserRow, ...]:
    """Every user, by name."""
    return tuple(db.session.scalars(select(t.UserRow).order_by(t.UserRow.name, t.UserRow.email)))


def user_councils() -> dict[str, list[list[str]]]:
    """The codes of the councils that users are tied to by their own record, by user."""
    return grouped(select(t.UserAuthorityRow.user, t.UserAuthorityRow.authority))


def last_visit(user: str) -> datetime | None:
    """When the user signed in before the present time; None for a first visit."""
    return db.session.scalar(select(t.UserRow.signed_in_before).where(t.UserRow.id == user))
