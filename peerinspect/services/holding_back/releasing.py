"""Sealed seats that are released silently, because open work or a tie has come in their way.

Sealed work never steers open work: the open work is allowed, and nobody who does it is told why a sealed seat beside
it is empty again. It is not done at once but by the daily round: whoever read, a minute after saying yes to a board or
naming a tie, that some days are not needed any more, would know which council the days were for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Objection, Placement, Strength
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.lives.team import pinned_to, stand_down
from peerinspect.services.notices import coordinators, tell, users_of
from peerinspect.store import history
from peerinspect.store.reading.people import read_names
from peerinspect.store.tables import PlacementRow

RELEASED = "released"
OF_TIES = frozenset(
    {
        "worked-there",
        "applied-there",
        "personal-tie",
        "paid-by",
        "open-complaint",
        "involved-in-case",
        "other-connection",
    }
)
"""The rules about what a person has declared, or others have recorded of them."""


def released_by(found: Sequence[Objection], duty: Duty, sealed: Collection[str]) -> bool:
    """Whether a sealed seat is given up for what the rules have against it: open work, or a tie. Nothing else is."""
    return any(_gives_way(one, duty, sealed) for one in found if one.strength is Strength.HARD)


def _gives_way(one: Objection, duty: Duty, sealed: Collection[str]) -> bool:
    others = {*one.duties, *one.reveals} - {duty.id}
    return one.rule in OF_TIES if not others else bool(others - set(sealed))


def release(duty: Duty, found: Mapping[str, Sequence[Objection]], sealed: Collection[str], today: date) -> set[str]:
    """Release the seats of a sealed duty that open work or ties came in the way of; who was released.

    Whoever is pinned stays: a coordinator who may know of it put them there. Call it in a transaction.
    """
    if not duty.sealed:
        return set()
    pins = pinned_to(duty.id)
    gone = set()
    for person in sorted(found):
        row = store.db.session.get(PlacementRow, (person, duty.id))
        goes = row is not None and row.status in ("offered", "accepted") and not row.pinned and person not in pins
        gives_way = goes and released_by(found[person], duty, sealed)
        if row is not None and gives_way and released_by(_asked_now(row, duty, today), duty, sealed):
            stand_down([row], RELEASED)
            _tell(duty, person)
            gone.add(person)
    return gone


def _asked_now(row: PlacementRow, duty: Duty, today: date) -> Sequence[Objection]:
    """The rules' word under the lock: what was found before it may have changed."""
    return objections_to([Placement(row.person, duty.id, row.status)], duty, today)[row.person]


def _tell(duty: Duty, person: str) -> None:
    """Write it down for those who may know of the duty; the person reads only that the days are not needed."""
    name = read_names([person]).get(person) or person
    sentence = f"{name} was released: other work or a tie has come in the way. The seat is free."
    event = history.record("", "release-placement", person, duty=duty.id, sentence=sentence)
    tell("held-change", event, users_of(person))
    tell("seat-free", event, coordinators(cleared=True))
