"""Users, and the councils of their own record."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, grouped


def user_names(ids: Ids = None) -> dict[str, str]:
    """Users' names by id."""
    query = among(select(t.UserRow.id, t.UserRow.name), t.UserRow.id, ids)
    return {id_: name for id_, name in db.session.execute(query)}


def list_users() -> tuple[t.UserRow, ...]:
    """Every user, by name."""
    return tuple(db.session.scalars(select(t.UserRow).order_by(t.UserRow.name, t.UserRow.email)))


def user_councils(today: date) -> dict[str, list[list[str]]]:
    """The codes of the councils that users are tied to by their own record, by user: as far as they have not ended."""
    row = t.UserAuthorityRow
    is_lasting = row.ends.is_(None) | (row.ends >= today)
    return grouped(select(row.user, row.authority).where(is_lasting))


def own_ties(user: str) -> tuple[t.UserAuthorityRow, ...]:
    """The councils of a user's own record, ended ones too, by code."""
    row = t.UserAuthorityRow
    return tuple(db.session.scalars(select(row).where(row.user == user).order_by(row.authority)))


def recovery_codes(user: str) -> tuple[t.RecoveryCodeRow, ...]:
    """The recovery codes of a user that have not been used."""
    row = t.RecoveryCodeRow
    return tuple(db.session.scalars(select(row).where(row.user == user, row.used_at.is_(None))))


def invitations_of(user: str) -> tuple[t.InvitationRow, ...]:
    """The links that a user was sent, the latest first."""
    row = t.InvitationRow
    query = select(row).where(row.user == user).order_by(row.made_at.desc(), row.id)
    return tuple(db.session.scalars(query))


def users_with_open_link(now: datetime) -> frozenset[str]:
    """The users who were sent a link that they can still use."""
    row = t.InvitationRow
    query = select(row.user).where(row.used_at.is_(None), row.withdrawn_at.is_(None), row.until > now)
    return frozenset(db.session.scalars(query))


def accounts_of(people: Ids) -> tuple[t.UserRow, ...]:
    """The accounts that are people's own, of some people or all."""
    return tuple(db.session.scalars(among(select(t.UserRow), t.UserRow.person, people).order_by(t.UserRow.id)))


def last_visit(user: str) -> datetime | None:
    """When the user signed in before the present time; None for a first visit."""
    return db.session.scalar(select(t.UserRow.signed_in_before).where(t.UserRow.id == user))


def councils_served(roles: Collection[str], today: date) -> list[frozenset[str]]:
    """For each user of the roles who has councils on their own record: those, and the ones of their posts."""
    own = user_councils(today)
    query = select(t.UserRow.id, t.UserRow.person).where(
        t.UserRow.role.in_(sorted(roles)), t.UserRow.id.in_(sorted(own))
    )
    users = {id_: person for id_, person in db.session.execute(query)}
    row = t.PostRow
    is_lasting = (row.ends.is_(None)) | (row.ends >= today)
    people = sorted(person for person in users.values() if person)
    posts = grouped(select(row.person, row.authority).where(row.person.in_(people), is_lasting))
    return [frozenset(code for (code,) in (*own[id_], *posts.get(person, ()))) for id_, person in sorted(users.items())]


def sessions_of(user: str, since: datetime) -> tuple[t.UserSessionRow, ...]:
    """The sessions of a user that began since then and have not been ended, the latest first."""
    row = t.UserSessionRow
    query = select(row).where(row.user == user, row.began_at >= since).order_by(row.began_at.desc(), row.id)
    return tuple(db.session.scalars(query))
