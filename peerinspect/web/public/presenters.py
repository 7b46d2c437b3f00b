"""Councils counted by region and grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from peerinspect.domain.kinds import GRADES
from peerinspect.services.views import AuthorityLine


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region's councils by their latest grade, in the order of domain.kinds.GRADES, then those without one."""

    name: str
    councils: int
    grades: tuple[int, ...]


def by_region(councils: Iterable[AuthorityLine]) -> list[RegionLine]:
    """One line a region, and all England last."""
    listed = list(councils)
    names = sorted({one.region for one in listed if one.region})
    lines = [_line(name, [one for one in listed if one.region == name]) for name in names]
    return [*lines, _line("England", listed)] if listed else []


def _line(name: str, councils: list[AuthorityLine]) -> RegionLine:
    counts = Counter(one.grade if one.grade in GRADES else None for one in councils)
    return RegionLine(name, len(councils), tuple(counts[grade] for grade in (*GRADES, None)))
