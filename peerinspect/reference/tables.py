"""One reader per reference table: rows in, domain objects out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources.abc import Traversable

from peerinspect.domain import Arrangement, Authority, Judgement, Period
from peerinspect.domain.authority import ARRANGEMENT_KINDS
from peerinspect.domain.kinds import GRADES
from peerinspect.reference.rows import Row, read_table

REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and The Humber",
)
GRADED_AREAS = ("overall", "leadership", "help-and-protection", "children-in-care", "care-leavers")
FRAMEWORKS = ("ILACS", "SIF", "SIF reinspection")

# England, with the Isles of Scilly and Berwick inside.
LATITUDES = (49.8, 55.9)
LONGITUDES = (-6.5, 1.8)


@dataclass(frozen=True, slots=True)
class Board:
    """A safeguarding board that two or more authorities hold together, for a while."""

    id: str
    name: str
    authorities: frozenset[str]
    period: Period


@dataclass(frozen=True, slots=True)
class InspectionStart:
    """The Monday an inspection started on, and the weeks (1 or 2) it stayed."""

    authority: str
    starts: date
    weeks: int


def read_authorities(folder: Traversable) -> dict[str, Authority]:
    """The authorities by code, in order of code, without judgements. Raises BrokenTable."""
    found: dict[str, Authority] = {}
    for row in read_table(folder, "authorities.csv", ("code", "name", "region", "latitude", "longitude")):
        code = row.text("code")
        if code in found:
            raise row.refuse(f"{code} appears twice")
        found[code] = Authority(
            code,
            row.text("name"),
            row.choice("region", REGIONS),
            row.number_in("latitude", *LATITUDES),
            row.number_in("longitude", *LONGITUDES),
        )
    return dict(sorted(found.items()))


def read_judgements(folder: Traversable, codes: frozenset[str]) -> dict[str, tuple[Judgement, ...]]:
    """Each authority's judgements, the latest first. Raises BrokenTable."""
    columns = ("authority", "framework", "inspected", "published", *GRADED_AREAS)
    found: dict[str, list[Judgement]] = defaultdict(list)
    for row in read_table(folder, "judgements.csv", columns):
        inspected, published = row.day("inspected"), row.day("published")
        if published <= inspected:
            raise row.refuse("it was published before it was inspected")
        grades = {area: row.choice(area, GRADES) for area in GRADED_AREAS if row.cells[area]}
        if "overall" not in grades and "leadership" not in grades:
            raise row.refuse("it has neither an overall nor a leadership grade")
        found[row.choice("authority", codes)].append(
            Judgement(row.choice("framework", FRAMEWORKS), inspected, published, grades)
        )
    return {code: tuple(sorted(judged, key=_published, reverse=True)) for code, judged in found.items()}


def _published(judgement: Judgement) -> date:
    return judgement.published or date.min


def with_judgements(
    authorities: Mapping[str, Authority], judged: Mapping[str, tuple[Judgement, ...]]
) -> dict[str, Authority]:
    """The authorities with their judgements."""
    return {code: replace(one, judgements=judged.get(code, ())) for code, one in authorities.items()}


def read_borders(folder: Traversable, codes: frozenset[str]) -> frozenset[frozenset[str]]:
    """The land borders, each row an unordered pair. Raises BrokenTable."""
    found: set[frozenset[str]] = set()
    for row in read_table(folder, "borders.csv", ("authority", "other")):
        one, other = row.choice("authority", codes), row.choice("other", codes)
        pair = frozenset((one, other))
        if len(pair) != 2:
            raise row.refuse(f"{one} cannot border itself")
        if pair in found:
            raise row.refuse(f"the border of {one} and {other} appears twice; one row serves both directions")
        found.add(pair)
    return frozenset(found)


def read_neighbours(folder: Traversable, codes: frozenset[str]) -> dict[tuple[str, str], int]:
    """(authority, its statistical neighbour) to the rank. Raises BrokenTable."""
    found: dict[tuple[str, str], int] = {}
    for row in read_table(folder, "neighbours.csv", ("authority", "rank", "neighbour")):
        pair = (row.choice("authority", codes), row.choice("neighbour", codes))
        if pair[0] == pair[1] or pair in found:
            raise row.refuse(f"{pair[1]} is not a new neighbour of {pair[0]}")
        found[pair] = row.whole("rank", 1, 10)
    return dict(sorted(found.items()))


def _period(row: Row) -> Period:
    try:
        return Period(row.day_or_none("from"), row.day_or_none("to"))
    except ValueError as bad:
        raise row.refuse(str(bad)) from bad


def _grouped(rows: Iterable[Row], name: str, codes: frozenset[str]) -> list[tuple[Row, frozenset[str]]]:
    """The first row of each named group with the group's authorities. Raises BrokenTable."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.text(name)].append(row)
    for group in groups.values():
        members = {row.choice("authority", codes) for row in group}
        if len(members) != len(group) or len(members) < 2:
            raise group[-1].refuse("it needs two or more authorities, each once")
        if len({_period(row) for row in group}) != 1:
            raise group[-1].refuse("its rows do not agree on from and to")
    return [(group[0], frozenset(row.cells["authority"] for row in group)) for group in groups.values()]


def read_arrangements(folder: Traversable, codes: frozenset[str]) -> tuple[Arrangement, ...]:
    """What authorities share, past and present. Raises BrokenTable."""
    columns = ("arrangement", "kind", "authority", "from", "to", "source", "note")
    groups = _grouped(read_table(folder, "arrangements.csv", columns), "arrangement", codes)
    return tuple(
        Arrangement(first.choice("kind", ARRANGEMENT_KINDS), members, _period(first)) for first, members in groups
    )


def read_boards(folder: Traversable, codes: frozenset[str]) -> tuple[Board, ...]:
    """The joint safeguarding boards, past and present. Raises BrokenTable."""
    columns = ("board", "name", "authority", "from", "to", "source")
    groups = _grouped(read_table(folder, "boards.csv", columns), "board", codes)
    return tuple(Board(first.text("board"), first.text("name"), members, _period(first)) for first, members in groups)


def read_inspection_starts(folder: Traversable, codes: frozenset[str]) -> tuple[InspectionStart, ...]:
    """The calendar of inspection starts, by day. Raises BrokenTable."""
    found = []
    for row in read_table(folder, "inspection_starts.csv", ("authority", "starts", "weeks")):
        starts = row.day("starts")
        if starts.weekday() != 0:
            raise row.refuse(f"{starts} is not a Monday")
        found.append(InspectionStart(row.choice("authority", codes), starts, row.whole("weeks", 1, 2)))
    return tuple(sorted(found, key=lambda one: (one.starts, one.authority)))
