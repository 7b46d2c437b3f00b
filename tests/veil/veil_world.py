"""Six councils, two of each circle: as little as a service can hold in which something of every sort happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from small_world import TODAY, World, board, council, inspection, load_world, person

from peerinspect import store
from peerinspect.domain import Duty, Facts, Offer, Period
from peerinspect.services.circles import helpers_of
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.store.tables import UserAuthorityRow, UserRow

CODES = tuple(f"C{number:02}" for number in range(6))
TARGET, TWIN = "C00", "C03"
"""The council that is inspected, and one of the same circle that is inspected instead of it in a third life."""
PEER, RESERVE = "C02", "C04"
"""The homes of the only two who can take the seat. Both are of the circle that helps the target's."""
BEHIND = ("C01", "C05")
"""The circle that the target's own people help."""
INSPECTED = date(2026, 9, 7)
ONLY_CHAIR = (Offer("chair", 24), Offer("support", 20))
STAND = {TARGET: 52.0, TWIN: 52.0, PEER: 52.1, RESERVE: 52.9}
"""The twins stand on one spot, so that the way there tells nothing."""


def duties() -> list[Duty]:
    """Open work of several kinds, and sealed inspections that the target's own people may be asked to do."""
    first = TODAY + timedelta(weeks=16)
    support = Duty("support", "support", Period(first, first + timedelta(days=60)), 1, frozenset({"C01"}), days=5)
    review = Duty("review", "review", Period(first, first + timedelta(days=90)), 1, frozenset({"C05"}), case="R/7")
    return [
        board("board-C00", TARGET, TODAY),
        board("board-C04", "C04", TODAY),
        inspection("announced", "C05", first, sealed=False),
        inspection("elsewhere-C01", "C01", first + timedelta(weeks=2)),
        support,
        review,
    ]


def facts() -> Facts:
    """The world before anything happens."""
    people = [person(code, role, TODAY, "acting") for code in CODES for role in ("director", "senior")]
    people = [
        replace(one, offers=ONLY_CHAIR) if one.id in (f"{PEER}-senior", f"{RESERVE}-senior") else one for one in people
    ]
    found = {
        code: replace(council(code), region="North", latitude=STAND.get(code, 53.5), longitude=-1.5) for code in CODES
    }
    return Facts(TODAY, {one.id: one for one in people}, {one.id: one for one in duties()}, found)


TIED = Reader("tied", "Tied", "coordinator", None, frozenset({TARGET}), cleared=True)
TIED_LIAISON = Reader("tied-liaison", "Tied liaison", "liaison", None, frozenset({TARGET}))


def build() -> World:
    """Write the world into the store, with a coordinator and a liaison who work for the target."""
    world = load_world(facts())
    circles = world.circles
    assert circles[TARGET] == circles[TWIN] and circles[PEER] == circles[RESERVE] == helpers_of(circles[TARGET])
    with store.transaction():
        for each in (TIED, TIED_LIAISON):
            row = UserRow(id=each.user_id, email=f"{each.user_id}@example.org", name=each.name, role=each.role)
            row.password_hash, row.cleared = "", each.cleared
            store.add(row, UserAuthorityRow(user=each.user_id, authority=TARGET))
    return world


def readers(world: World) -> dict[str, Reader]:
    """Everybody in the table of who sees what, by the words that it calls them."""
    return {
        "Ofsted liaison": world.liaison,
        "Coordinator, cleared": world.cleared,
        "Coordinator, not cleared": world.uncleared,
        "Coordinator, cleared, who works for the council": TIED,
        "Ofsted liaison who works for the council": TIED_LIAISON,
        "The peer": world.director(PEER),
        "The peer's chief executive": world.chief(PEER),
        "The reserve": world.director(RESERVE),
        "The council's director": world.director(TARGET),
        "The council's senior manager": world.senior(TARGET),
        "The council's chief executive": world.chief(TARGET),
        "A director elsewhere": world.director("C01"),
        "A chief executive elsewhere": world.chief("C01"),
        "National panel and DfE": world.panel,
        "Administrator": world.administrator,
        "Anybody, signed out": SIGNED_OUT,
    }
