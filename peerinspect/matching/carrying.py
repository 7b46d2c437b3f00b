"""What a person's load comes to by the number of placements, or by the single placement where there is room for one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from peerinspect.matching.program import Person


@dataclass(frozen=True)
class Carried:
    """A person's load variables, as a flow needs them.

    `by_count` has the variables of 0, 1, 2 ... placements; all in one entry stand for the same load. `alone` has, where
    there is room for one placement only, the variable of each member; then `by_count` holds the empty load alone.
    Both are empty where the program knows no loads.
    """

    most: int
    by_count: tuple[tuple[int, ...], ...] = ()
    alone: tuple[int, ...] = ()


def carried(person: Person, most: int) -> Carried | None:
    """The loads of a person who can take so many placements; None where they do not go by the number alone."""
    if not person.loads:
        return Carried(most)
    if most <= 1:
        return _alone(person, most)
    counts = _by_count(person)
    if counts is None:
        return None
    reach = next(count for count in range(len(person.members) + 2) if not counts.get(count))
    most = min(most, reach - 1)
    return None if most < 0 else Carried(most, tuple(tuple(counts[count]) for count in range(most + 1)))


def _alone(person: Person, most: int) -> Carried | None:
    empty = person.loads.get((0,) * len(person.measures))
    each = [person.loads.get(tuple(one.get(member, 0) for one in person.measures)) for member in person.members]
    if empty is None or None in each:
        return None
    return Carried(most, ((empty,),), tuple(one for one in each if one is not None))


def _by_count(person: Person) -> dict[int, list[int]] | None:
    """The load variables by number of placements; None where the number does not tell the share.

    Nor does it where a member counts in no measure, in two, or unevenly.
    """
    units = [set(measure.values()) for measure in person.measures]
    counted = sum(len(measure) for measure in person.measures)
    if any(len(unit) != 1 for unit in units) or counted != len(person.members):
        return None
    if {member for measure in person.measures for member in measure} != set(person.members):
        return None
    found: dict[int, list[int]] = defaultdict(list)
    for key, variable in person.loads.items():
        parts = [divmod(amount, min(unit)) for amount, unit in zip(key, units, strict=True)]
        if not any(rest for _, rest in parts):
            found[sum(count for count, _ in parts)].append(variable)
    alike = all(len({person.shares[variable] for variable in some}) == 1 for some in found.values())
    return found if alike else None
