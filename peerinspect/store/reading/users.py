"""Users, and the councils of their own record."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

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


def councils_served(roles: Collection[str], today: date) -> list[frozenset[str]]:
    """For each user of the roles who has councils on their own record: those, and the ones of their posts."""
    own = user_councils()
    query = select(t.UserRow.id, t.UserRow.person).where(
        t.UserRow.role.in_(sorted(roles)), t.UserRow.id.in_(sorted(own))
    )
    users = {id_: person for id_, person in db.session.execute(query)}
    row = t.PostRow
    is_lasting = (row.ends.is_(None)) | (row.ends >= today)
    people = sorted(person for person in users.values() if person)
    posts = grouped(select(row.person, row.authority).where(row.person.in_(people), is_lasting))
    return [frozenset(code for (code,) in (*own[id_], *posts.get(person, ()))) for id_, person in sorted(users.items())]
