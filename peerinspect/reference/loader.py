"""The bundled facts about England's councils, as domain objects, checked as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from peerinspect.domain import Arrangement, Authority
from peerinspect.reference import tables
from peerinspect.reference.checks import check
from peerinspect.reference.tables import Board, InspectionStart


@dataclass(frozen=True, slots=True)
class Reference:
    """What is publicly known of the councils.

    `authorities` by code, in order of code, each with its two latest full judgements; `borders` are the land borders,
    unordered; `neighbours` maps (authority, its statistical neighbour) to the rank, 1 the closest of ten; `boards`
    are the joint safeguarding boards only: every other authority has a board of its own; `inspection_starts` is the
    real calendar of April 2024 to March 2025, by day.
    """

    authorities: Mapping[str, Authority]
    borders: frozenset[frozenset[str]]
    neighbours: Mapping[tuple[str, str], int]
    arrangements: tuple[Arrangement, ...]
    boards: tuple[Board, ...]
    inspection_starts: tuple[InspectionStart, ...]


def read_reference(folder: Traversable) -> Reference:
    """The reference tables in a folder. Raises BrokenTable naming the table and the row that is wrong."""
    named = tables.read_authorities(folder)
    codes = frozenset(named)
    judged = tables.read_judgements(folder, codes)
    reference = Reference(
        authorities=tables.with_judgements(named, judged),
        borders=tables.read_borders(folder, codes),
        neighbours=tables.read_neighbours(folder, codes),
        arrangements=tables.read_arrangements(folder, codes),
        boards=tables.read_boards(folder, codes),
        inspection_starts=tables.read_inspection_starts(folder, codes),
    )
    check(reference)
    return reference


@cache
def load_reference() -> Reference:
    """The tables bundled with the package, read and checked once. Raises BrokenTable."""
    return read_reference(files("peerinspect.reference"))
