"""The keeper of each kind of table, and who may import and export it."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.services.importing.councils import CouncilKeeper
from peerinspect.services.importing.inspections import InspectionKeeper
from peerinspect.services.importing.interests import InterestKeeper
from peerinspect.services.importing.keeper import Desk, Keeper
from peerinspect.services.importing.people import PeopleKeeper
from peerinspect.services.importing.theirs import ConsentKeeper, LeaveKeeper, PostKeeper
from peerinspect.services.importing.work import BoardKeeper, VacancyKeeper
from peerinspect.services.reader import ADMINISTRATOR, COORDINATOR, Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.tables.kinds import TABLES

KEEPERS: Mapping[str, type[Keeper]] = {
    keeper.table.kind: keeper
    for keeper in (
        CouncilKeeper,
        PeopleKeeper,
        PostKeeper,
        ConsentKeeper,
        LeaveKeeper,
        InterestKeeper,
        InspectionKeeper,
        BoardKeeper,
        VacancyKeeper,
    )
}
_OF_ADMINISTRATORS = frozenset({"authorities"})


def kinds_for(reader: Reader) -> tuple[str, ...]:
    """The kinds of table that the reader may import and export: all for coordinators, councils for administrators."""
    if reader.role == COORDINATOR:
        return tuple(TABLES)
    return tuple(kind for kind in TABLES if kind in _OF_ADMINISTRATORS) if reader.role == ADMINISTRATOR else ()


def keeper_of(kind: str, desk: Desk) -> Keeper:
    """The keeper of a kind. Raises NotFound for no kind, NotAllowed for one that is none of the reader's."""
    allowed = kinds_for(desk.reader)
    if not allowed:
        raise NotAllowed("not for this role")
    if kind not in TABLES:
        raise NotFound("no such kind of table")
    if kind not in allowed:
        raise NotAllowed("not for this role")
    return KEEPERS[kind](desk)
