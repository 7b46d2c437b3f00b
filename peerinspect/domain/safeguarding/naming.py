"""What a board and its chair are called, by the day and by the place. Source: design, sections 1 and 7."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peerinspect.domain.lives.regimes import HEALTH, PARTNERS_FROM, POLICE

LOCAL_BOARD, PARTNERSHIP = "local-board", "partnership"
CHAIR, SCRUTINEER = "chair", "scrutineer"
COUNCIL = "council"

AGENCIES: Mapping[str, str] = {
    COUNCIL: "Council",
    POLICE: "Police",
    HEALTH: "Health",
    "education": "Schools and colleges",
    "probation": "Probation",
    "youth-justice": "Youth justice",
    "courts": "Family court advisers",
    "housing": "Housing",
    "voluntary": "Voluntary organisations",
    "lay": "Lay members",
    "other": "Other agencies",
}
"""Who can be a partner of a board, or sit on it, in the order in which pages name them."""


def sort_on(day: date, partnership_from: date | None = None) -> str:
    """LOCAL_BOARD or PARTNERSHIP. A place could change over early; from 29 September 2019 on all had."""
    since = min(partnership_from, PARTNERS_FROM) if partnership_from else PARTNERS_FROM
    return LOCAL_BOARD if day < since else PARTNERSHIP


def board_title(name: str, day: date, partnership_from: date | None = None, called: str = "") -> str:
    """What the board of a place is called on a day; `called` is its own title, which stands from the change on."""
    if sort_on(day, partnership_from) == LOCAL_BOARD:
        return f"{name} Local Safeguarding Children Board"
    return called or f"{name} Safeguarding Children Partnership"


def chair_title(day: date, partnership_from: date | None = None, word: str | None = None) -> str:
    """What its chair is called: a local board has an independent chair, a partnership a scrutineer unless it says
    otherwise by `word`, CHAIR or SCRUTINEER."""
    is_chair = sort_on(day, partnership_from) == LOCAL_BOARD or word == CHAIR
    return "Independent chair" if is_chair else "Independent scrutineer"


def statutory_partners(day: date, partnership_from: date | None = None) -> tuple[str, ...]:
    """The agencies that must be partners of a board on a day: of a local board the council alone had to answer."""
    if sort_on(day, partnership_from) == LOCAL_BOARD:
        return (COUNCIL,)
    return (COUNCIL, POLICE, HEALTH)
