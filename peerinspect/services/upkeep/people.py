"""Taking a person out of the register: their name and all they said of themselves. The row stays, as somebody.

Posts stay too: that a council had a director from one day to another is no secret, and reports count it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime

from sqlalchemy import delete, select, update

from peerinspect import store
from peerinspect.store import tables as t
from peerinspect.store.base import Base
from peerinspect.store.erasing import Erasure

NO_LONGER_KEPT = "Name no longer kept"
OF_PEOPLE = (
    "interest",
    "leave",
    "offer",
    "consent",
    "consent_request",
    "person_skill",
    "expertise",
    "aspiration",
    "correction",
    "mentoring",
    "ready_word",
    "aspirant_training",
    "cohort_member",
    "affinity",
)
"""The tables of what people said of themselves, and others of them."""


def free_of_declarations(placed: Collection[str]) -> set[str]:
    """Of people whose placements went, those who have left and have none that is kept."""
    row, placement = t.PersonRow, t.PlacementRow
    left = set(store.db.session.scalars(select(row.id).where(row.left_on.is_not(None))))
    return (left & set(placed)) - set(store.db.session.scalars(select(placement.person)))


def erase_people(erasure: Erasure, is_over: Callable[[date], bool]) -> set[str]:
    """Take out whoever left so long ago, has no placement that is kept and no account in use; their ids."""
    row = t.PersonRow
    left = store.db.session.execute(select(row.id, row.left_on).where(row.left_on.is_not(None)))
    gone = {person for person, day in left if is_over(day)} - _needed()
    gone -= set(store.db.session.scalars(select(row.id).where(row.name == NO_LONGER_KEPT)))
    for person in sorted(gone):
        _erase(erasure, person)
    return gone


def _needed() -> set[str]:
    """Whoever is on a placement or a roster that is kept, advises on the panel, or can still sign in."""
    session = store.db.session
    needed = set(session.scalars(select(t.PlacementRow.person)))
    needed |= set(session.scalars(select(t.RosterPlacementRow.person)))
    needed |= set(session.scalars(select(t.PanelMemberRow.person)))
    users = select(t.UserRow.person).where(t.UserRow.person.is_not(None), t.UserRow.disabled_at.is_(None))
    return needed | {person for person in session.scalars(users) if person}


def _erase(erasure: Erasure, person: str) -> None:
    for name in OF_PEOPLE:
        table = Base.metadata.tables[name]
        erasure.take(table, table.c.person == person)
    row = t.PersonRow
    nothing = {"name": NO_LONGER_KEPT, "email": None, "level": None, "vetted_on": None, "declared_on": None}
    store.db.session.execute(update(row).where(row.id == person).values(**nothing, aspirant=False))
    for user in store.db.session.scalars(select(t.UserRow.id).where(t.UserRow.person == person)).all():
        _erase_account(user)


def _erase_account(user: str) -> None:
    """The account of somebody whose name is no longer kept: nobody can sign in with it, and it names nobody."""
    row = t.UserRow
    nothing = {
        "name": NO_LONGER_KEPT,
        "email": f"{user}@no-longer-kept.invalid",
        "password_hash": "",
        "entry_digest": None,
        "factor_seed": None,
        "factor_on": None,
        "disabled_at": datetime.now(UTC),
    }
    store.db.session.execute(update(row).where(row.id == user).values(**nothing))
    for table in (t.RecoveryCodeRow, t.SignOnLinkRow, t.CalendarEntryRow, t.CalendarFeedRow, t.AddressChangeRow):
        store.db.session.execute(delete(table).where(table.user == user))
