"""The season that is served: N Englands with two rosters, and the people who sign in, each tied as their role asks."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy import select

from benchmarks.rostering import make_rosters
from peerinspect import store
from peerinspect.domain import Facts
from peerinspect.season.generate import generate
from peerinspect.services.accounts import new_user
from peerinspect.services.passwords import hashed
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, PANEL
from peerinspect.store.loading import load_facts
from peerinspect.store.tables import PlacementRow, UserAuthorityRow, UserRow

SEED = 1
PASSWORD = "nine Quiet herons wade"
SHARES = {DIRECTOR: 130, CHIEF_EXECUTIVE: 40, COORDINATOR: 16, LIAISON: 8, PANEL: 6}
"""How many of each role sign in: 200."""
OFFERED_TO = 65
"""Half of the directors have an offer to answer."""


def build(app: Flask, size: int) -> dict[str, str]:
    """Write everything; what the profile needs to know of it."""
    with app.app_context():
        store.upgrade()
        facts = generate(size, SEED)
        with store.transaction():
            load_facts(facts)
        directors = _directors(facts)
        _users(facts, directors)
        _offers(facts, directors)
        first, second = make_rosters(date.today(), _id_of(COORDINATOR))
    return {"first": first, "second": second}


def _address(role: str, number: int) -> str:
    return f"{role}-{number}@load.example.org"


def _directors(facts: Facts) -> list[str]:
    """Serving directors whom no full-time term takes away, spread over all councils."""
    today = date.today()
    found = [
        id_
        for id_, person in facts.people.items()
        if person.offers and any(post.role == "director" and post.period.holds(today) for post in person.posts)
    ]
    wanted = SHARES[DIRECTOR]
    return found[:: max(1, len(found) // wanted)][:wanted]


def _users(facts: Facts, directors: list[str]) -> None:
    """All have one password, whose hash costs as much to check as anybody's, and no second factor, as in the demo."""
    known = hashed(PASSWORD)
    councils = sorted(facts.authorities)
    with store.transaction():
        for role, number in SHARES.items():
            for at in range(number):
                user = new_user(_address(role, at), f"Load {role} {at}", role)
                user.password_hash, user.is_demo = known, True
                user.person = directors[at] if role == DIRECTOR else None
                user.cleared = role == COORDINATOR and at == 0
                store.add(user)
                if role == CHIEF_EXECUTIVE:
                    store.add(UserAuthorityRow(user=user.id, authority=councils[at * len(councils) // number]))


def _offers(facts: Facts, directors: list[str]) -> None:
    """An offer of support or a chair for the first of the directors: whether it suits them nobody asks here."""
    today = date.today()
    kinds = ("support", "chair")
    open_work = [duty.id for duty in facts.duties.values() if duty.kind in kinds and duty.first_day > today]
    with store.transaction():
        taken = set(store.db.session.execute(select(PlacementRow.person, PlacementRow.duty)).tuples())
        for person, duty in zip(directors[:OFFERED_TO], open_work, strict=False):
            if (person, duty) not in taken:
                store.add(PlacementRow(person=person, duty=duty, status="offered"))


def _id_of(role: str) -> str:
    """The id of the first user of a role."""
    return store.db.session.scalars(select(UserRow.id).where(UserRow.email == _address(role, 0))).one()
