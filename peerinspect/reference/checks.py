"""What must be true of the reference tables as a whole, beyond each row making sense by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from peerinspect.reference.rows import BrokenTable
from peerinspect.reference.tables import REGIONS

if TYPE_CHECKING:
    from peerinspect.reference.loader import Reference

AUTHORITIES = 153
NEIGHBOURS = 10
JUDGEMENTS = 2
# The four councils founded in April 2021 and April 2023 have been judged once each.
JUDGED_ONCE = frozenset({"North Northamptonshire", "West Northamptonshire", "Cumberland", "Westmorland and Furness"})
WITHOUT_LAND_BORDER = ("Isle of Wight", "Isles of Scilly")
NEXT_TO_SOLIHULL = frozenset({"Birmingham", "Coventry", "Warwickshire", "Worcestershire"})


def check(reference: Reference) -> None:
    """Raise BrokenTable, naming what is wrong, unless the tables agree with what is known of England."""
    _check_authorities(reference)
    _check_borders(reference)
    _check_neighbours(reference)
    _check_judgements(reference)


def _check_authorities(reference: Reference) -> None:
    names = Counter(one.name for one in reference.authorities.values())
    if len(reference.authorities) != AUTHORITIES:
        raise BrokenTable(f"authorities.csv: {len(reference.authorities)} authorities, not {AUTHORITIES}")
    if len(names) != AUTHORITIES:
        raise BrokenTable(f"authorities.csv: the name {names.most_common(1)[0][0]} appears twice")
    missing = set(REGIONS) - {one.region for one in reference.authorities.values()}
    if missing:
        raise BrokenTable(f"authorities.csv: nobody is in {', '.join(sorted(missing))}")


def _check_borders(reference: Reference) -> None:
    beside: dict[str, set[str]] = defaultdict(set)
    for pair in reference.borders:
        one, other = (reference.authorities[code].name for code in sorted(pair))
        beside[one].add(other)
        beside[other].add(one)
    for island in WITHOUT_LAND_BORDER:
        if beside[island]:
            raise BrokenTable(f"borders.csv: {island} has no land border, not one with {sorted(beside[island])[0]}")
    if beside["Solihull"] != NEXT_TO_SOLIHULL:
        odd = sorted(beside["Solihull"] ^ NEXT_TO_SOLIHULL)
        raise BrokenTable(f"borders.csv: Solihull's neighbours are wrong about {', '.join(odd)}")


def _check_neighbours(reference: Reference) -> None:
    ranks: dict[str, list[int]] = defaultdict(list)
    for (authority, _), rank in reference.neighbours.items():
        ranks[authority].append(rank)
    for code in reference.authorities:
        if sorted(ranks[code]) != list(range(1, NEIGHBOURS + 1)):
            raise BrokenTable(f"neighbours.csv: {code} does not have {NEIGHBOURS} neighbours ranked from 1")


def _check_judgements(reference: Reference) -> None:
    for one in reference.authorities.values():
        expected = 1 if one.name in JUDGED_ONCE else JUDGEMENTS
        if len(one.judgements) != expected:
            raise BrokenTable(
                f"judgements.csv: {one.code} ({one.name}) has {len(one.judgements)} judgements, not {expected}"
            )
