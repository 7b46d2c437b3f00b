"""Copies of England: the first is today's, further ones carry suffixed codes and lie beside it on the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from peerinspect.domain import Arrangement, Authority
from peerinspect.domain.kinds import GOOD_OR_BETTER
from peerinspect.independence.rules.home_judgement import latest_judgement, overall_grade
from peerinspect.reference import Board, InspectionStart, Reference

COLUMNS = 10
PLACES = 100
DEGREES_EAST = 9.0
DEGREES_SOUTH = 7.0
"""Copies stand side by side, further apart than England is wide or high, so that a neighbour is a neighbour.
After a hundred the map is full and the next lie on the first."""

REACHING_RANKS = frozenset({9, 10})
"""Statistical neighbours of these ranks are taken from the next copy."""


@dataclass(frozen=True)
class England:
    """One copy. `suffix` is empty for the first; `next_suffix` is that of the copy its people's ties reach into."""

    suffix: str
    next_suffix: str
    authorities: Mapping[str, Authority]
    borders: frozenset[frozenset[str]]
    neighbours: Mapping[tuple[str, str], int]
    arrangements: tuple[Arrangement, ...]
    boards: tuple[Board, ...]
    inspection_starts: tuple[InspectionStart, ...]

    @property
    def codes(self) -> list[str]:
        """Every authority's code, in order."""
        return list(self.authorities)

    def grade(self, code: str, as_of: date) -> str | None:
        """The authority's latest grade published by the day: overall, or leadership where there is no overall."""
        latest = latest_judgement(self.authorities[code].judgements, as_of)
        return overall_grade(latest) if latest else None

    def is_good(self, code: str, as_of: date) -> bool:
        """Whether the authority is good or outstanding."""
        return self.grade(code, as_of) in GOOD_OR_BETTER

    def region_of(self, code: str) -> list[str]:
        """The other authorities of its region."""
        return [other for other in self._by_region[self.authorities[code].region] if other != code]

    def beside(self, code: str) -> list[str]:
        """The authorities that share a land border with it, in order."""
        return self._beside.get(code, [])

    @cached_property
    def _by_region(self) -> dict[str | None, list[str]]:
        found: dict[str | None, list[str]] = defaultdict(list)
        for code, one in self.authorities.items():
            found[one.region].append(code)
        return found

    @cached_property
    def _beside(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for one, other in sorted(sorted(pair) for pair in self.borders):
            found[one].append(other)
            found[other].append(one)
        return {code: sorted(others) for code, others in found.items()}

    def elsewhere(self, code: str) -> str:
        """The same authority in the next copy; the authority itself where there is only one England."""
        return code.removesuffix(self.suffix) + self.next_suffix


def suffix_of(number: int) -> str:
    """The suffix of the copy with this number, counted from 0."""
    return f"-{number + 1}" if number else ""


def copy_of(reference: Reference, number: int, size: int) -> England:
    """Copy `number` of `size`, counted from 0. Copy 0 of 1 is the reference itself."""
    suffix, beyond = suffix_of(number), suffix_of((number + 1) % size)

    def coded(codes: frozenset[str]) -> frozenset[str]:
        return frozenset(code + suffix for code in codes)

    return England(
        suffix,
        beyond,
        {code + suffix: _moved(one, number, suffix) for code, one in reference.authorities.items()},
        frozenset(coded(pair) for pair in reference.borders),
        {
            (target + suffix, home + (beyond if rank in REACHING_RANKS else suffix)): rank
            for (target, home), rank in reference.neighbours.items()
        },
        tuple(replace(one, authorities=coded(one.authorities)) for one in reference.arrangements),
        tuple(replace(one, authorities=coded(one.authorities)) for one in reference.boards),
        tuple(replace(one, authority=one.authority + suffix) for one in reference.inspection_starts),
    )


def _moved(authority: Authority, number: int, suffix: str) -> Authority:
    if not number:
        return authority
    row, column = divmod(number % PLACES, COLUMNS)
    return replace(
        authority,
        code=authority.code + suffix,
        name=f"{authority.name} {number + 1}",
        region=f"{authority.region} {number + 1}",
        latitude=round((authority.latitude or 0) - DEGREES_SOUTH * row, 4),
        longitude=round((authority.longitude or 0) + DEGREES_EAST * column, 4),
    )
