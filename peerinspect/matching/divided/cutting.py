"""A part as a problem file of its own, for the ordinary `peerinspect solve` on whatever machine."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from peerinspect.domain import Facts
from peerinspect.domain.placement import Pair
from peerinspect.matching.divided.windows import MOST, pieces_of
from peerinspect.matching.regions.partition import Part
from peerinspect.matching.regions.restriction import NOBODY, Divider

CARRIER = "carries-the-peak"
"""How the person and the duty are called that carry the share which others carry already."""


@dataclass(frozen=True)
class Cut:
    """A part, and its problem."""

    part: Part
    facts: Facts


@dataclass(frozen=True)
class Saw:
    """Cuts one problem; `weights` are those of the goal `keep`, `most` is the size of a part."""

    facts: Facts
    weights: Mapping[Pair, int]
    most: int = MOST

    def cuts(self, wave: int, chosen: Collection[Pair], peak: int) -> list[Cut]:
        """The wave's parts, the rest of the `chosen` placements standing beside each.

        Wave 0 has nothing beside but what is settled: so what is proven of its parts holds for the whole.
        """
        divider = Divider(self.facts, self.weights)
        beside = divider.shelved(chosen if wave else ())
        title = self.facts.title
        pieces = pieces_of(self.facts, wave, [*self.weights, *chosen], self.most)
        return [
            Cut(one.part, replace(named(divider.part(one.part, beside, peak)), title=f"{title}: part {wave}.{number}"))
            for number, one in enumerate(pieces)
        ]


def named(small: Facts) -> Facts:
    """The part with a name that a file can have for nobody."""
    name = CARRIER
    while name in small.people or name in small.duties:
        name += "-"
    people = {name if id_ == NOBODY else id_: one for id_, one in small.people.items()}
    duties = {name if id_ == NOBODY else id_: one for id_, one in small.duties.items()}
    people[name], duties[name] = replace(people[name], id=name), replace(duties[name], id=name)
    placements = tuple(
        replace(one, person=name, duty=name) if one.person == NOBODY else one for one in small.placements
    )
    return replace(small, people=people, duties=duties, placements=placements)
