"""Whom to tell, as ids of users who have not been disabled. Whether an account has ended is asked again on sending."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import current_app
from sqlalchemy import ColumnElement, exists, select

from peerinspect import store
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON
from peerinspect.store.tables import PostRow, UserAuthorityRow, UserRow


def users_of(person_id: str) -> tuple[str, ...]:
    """The users whose own record this person is: directors and senior managers."""
    return _ids(UserRow.person == person_id, UserRow.role == DIRECTOR)


def users_of_people(people: Iterable[str]) -> dict[str, list[str]]:
    """The users of each of the people who have any, like `users_of`, by person."""
    row = UserRow
    wanted = (row.role == DIRECTOR, row.disabled_at.is_(None), row.person.is_not(None))
    found: dict[str, list[str]] = {}
    listed = set(people)
    for user, person in store.db.session.execute(select(row.id, row.person).where(*wanted).order_by(row.id)):
        if person in listed:
            found.setdefault(person, []).append(user)
    return found


def coordinators(cleared: bool | None = None) -> tuple[str, ...]:
    """The coordinators: those who may know of sealed work, those who may not, or all of them for None."""
    found = _ids(UserRow.role == COORDINATOR)
    if cleared is None:
        return found
    knowing = know_sealed_work()
    return tuple(user for user in found if (user in knowing) == cleared)


def liaisons() -> tuple[str, ...]:
    """The Ofsted liaison's users."""
    return _ids(UserRow.role == LIAISON)


def chief_executives(code: str) -> tuple[str, ...]:
    """The users who are chief executive of the council."""
    return _ids(UserRow.role == CHIEF_EXECUTIVE, _is_tied([code]))


def chief_executives_of(codes: Iterable[str]) -> tuple[str, ...]:
    """The users who are chief executive of any of the councils."""
    return _ids(UserRow.role == CHIEF_EXECUTIVE, _is_tied(codes))


def staff_of(code: str) -> tuple[str, ...]:
    """Every user who is tied to the council, by a post or by their own record."""
    return _ids(_is_tied([code]))


def tied_to(codes: Iterable[str], with_ended: bool = False) -> set[str]:
    """The users with a tie to any of the councils, one that is to come too; one that has ended only where asked for."""
    return set(store.db.session.scalars(select(UserRow.id).where(_is_tied(codes, with_ended))))


def know_sealed_work() -> set[str]:
    """The users who may know of sealed work, like `veil.knows_sealed_work`: tied to no council, and no person's own."""
    row, tie = UserRow, UserAuthorityRow
    lasts = tie.ends.is_(None) | (tie.ends >= told_day())
    is_free = row.person.is_(None) & ~exists().where(tie.user == row.id, lasts)
    may_know = (row.role == LIAISON) | ((row.role == COORDINATOR) & row.cleared)
    return set(store.db.session.scalars(select(row.id).where(is_free, may_know)))


def work_for_councils() -> set[str]:
    """Directors, senior managers and chief executives: those who may be asked to do, or to release for, sealed work."""
    return set(store.db.session.scalars(select(UserRow.id).where(UserRow.role.in_((DIRECTOR, CHIEF_EXECUTIVE)))))


def _ids(*conditions: ColumnElement[bool]) -> tuple[str, ...]:
    """The users of whom all of it is true, who have not been disabled."""
    row = UserRow
    return tuple(
        store.db.session.scalars(select(row.id).where(row.disabled_at.is_(None), *conditions).order_by(row.id))
    )


def _is_tied(codes: Iterable[str], with_ended: bool = False) -> ColumnElement[bool]:
    """The condition that a user is tied to one of the councils, or is to be."""
    listed, day = sorted(codes), told_day()
    own, post = UserAuthorityRow, PostRow
    by_record = exists().where(own.user == UserRow.id, own.authority.in_(listed))
    by_post = exists().where(post.person == UserRow.person, post.authority.in_(listed))
    if not with_ended:
        by_record = by_record.where(own.ends.is_(None) | (own.ends >= day))
        by_post = by_post.where(post.ends.is_(None) | (post.ends >= day))
    return by_record | by_post


def told_day() -> date:
    """Today, as pages see it: who tells passes no day along."""
    told = current_app.config.get("TODAY")
    return told if isinstance(told, date) else date.today()
