"""Rounds: three placements whose steps from home to target come back to where they began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from peerinspect.independence.engagement import Engagement

Step = tuple[Hashable, Hashable]
"""From where to where a placement leads: a home and a target."""

Three = tuple[Engagement, Engagement, Engagement]
"""Three different placements, in no order that means anything."""

Steps = Callable[[Engagement], Iterable[Step]]


class Rounds:
    """Engagements by their steps, so that a round is found from any one of its three without trying all triples."""

    def __init__(self, engagements: Iterable[Engagement], steps: Steps) -> None:
        self._steps = steps
        self._order: dict[int, int] = {}
        self._leaving: dict[Hashable, dict[Hashable, list[Engagement]]] = defaultdict(lambda: defaultdict(list))
        for place, one in enumerate(engagements):
            self._order[id(one)] = place
            for start, end in steps(one):
                self._leaving[start][end].append(one)

    def closed_by(self, one: Engagement) -> Iterator[tuple[Engagement, Engagement]]:
        """Every two of the indexed that close a round with this one, which may itself be indexed or not.

        A round goes through three different places, by three different placements. Two placements that close two
        rounds come twice.
        """
        for start, middle in self._steps(one):
            for end, onward in self._from(middle):
                if end not in (start, middle):
                    back = self._leaving[end].get(start, ()) if end in self._leaving else ()
                    yield from (
                        (two, three) for two in onward for three in back if len({one.pair, two.pair, three.pair}) == 3
                    )

    def _from(self, place: Hashable) -> Iterable[tuple[Hashable, list[Engagement]]]:
        return self._leaving[place].items() if place in self._leaving else ()

    def in_order(
        self, one: Engagement, two: Engagement, three: Engagement
    ) -> tuple[Engagement, Engagement, Engagement]:
        """The three indexed engagements in the order in which they were given."""
        first, second, third = sorted((one, two, three), key=lambda each: self._order[id(each)])
        return first, second, third
