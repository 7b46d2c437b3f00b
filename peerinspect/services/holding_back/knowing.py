"""Who could know of a sealed inspection, since when and by what right, and who looked at it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from peerinspect import store
from peerinspect.services.notices.recipients import know_sealed_work
from peerinspect.services.reader import COORDINATOR, LIAISON
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.holding_back import disclosed_to, looks_at, registered_on, undertaken
from peerinspect.store.reading.people import read_names
from peerinspect.store.tables import PlacementRow, UserRow

RIGHTS = {COORDINATOR: "Cleared for sealed inspections", LIAISON: "The Ofsted liaison"}
NO_LONGER = "Looked at it or worked on it, and may not know of sealed inspections by now"


@dataclass(frozen=True, slots=True)
class Knower:
    """Somebody who could know: by what right, since when, how often they looked, and when first and last.

    `role` is the user's; "" for a person on the duty who has no account.
    """

    name: str
    role: str
    right: str
    since: date | None
    looks: int
    first_look: datetime | None
    last_look: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """Who could know of the council, and who knew dates alone."""

    council: tuple[Knower, ...]
    dates: tuple[str, ...]


def who_could_know(duty: str) -> Known:
    """Everybody who could know of the duty, whoever asks. The caller sees to it that the reader may know of it."""
    looks = _looks(duty)
    told = disclosed_to(duty)
    users = {row.id: row for row in store.db.session.query(UserRow)}
    of_people = {row.person: row for row in users.values() if row.person in told}
    knowing = {id_ for id_ in know_sealed_work() if users[id_].disabled_at is None}
    named = (knowing | looks.keys()) - {row.id for row in of_people.values()}
    found = [_user(users[id_], id_ in knowing, registered_on(duty), looks) for id_ in named if id_ in users]
    found += _people(duty, told, of_people, looks)
    on_it = {row.person for row in store.db.session.query(PlacementRow).filter_by(duty=duty)}
    names = read_names(on_it - told.keys()) if on_it - told.keys() else {}
    return Known(tuple(sorted(found, key=lambda each: (each.right, each.name))), tuple(sorted(names.values())))


def _looks(duty: str) -> dict[str, list[datetime]]:
    """When each user looked at the duty, alone or in a list, the earliest first."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for user, at in looks_at(duty):
        found[user].append(at)
    return dict(found)


def _user(row: UserRow, knows: bool, since: date | None, looks: dict[str, list[datetime]]) -> Knower:
    right = RIGHTS.get(row.role, NO_LONGER) if knows else NO_LONGER
    seen = looks.get(row.id, [])
    return Knower(row.name, row.role, right, since, len(seen), *_ends(seen))


def _people(
    duty: str, told: dict[str, date], users: dict[str, UserRow], looks: dict[str, list[datetime]]
) -> list[Knower]:
    """The people to whom it was disclosed, on it still or not."""
    signed, names = undertaken(duty), read_names(told) if told else {}
    found = []
    for person, day in told.items():
        user = users.get(person)
        seen = looks.get(user.id, []) if user else []
        given = f", after the undertaking of {plain_day(signed[person])}" if person in signed else ""
        right = f"Told on {plain_day(day)}{given}"
        found.append(Knower(names[person], user.role if user else "", right, day, len(seen), *_ends(seen)))
    return found


def _ends(seen: list[datetime]) -> tuple[datetime | None, datetime | None]:
    return (seen[0], seen[-1]) if seen else (None, None)
