"""A stitched roster: its goals, valued over the whole, and the roster itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from peerinspect.domain import Facts, GoalValue, Roster
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.matching.answer import Asked
from peerinspect.matching.regions.stitching import Seam


def values_of(facts: Facts, seam: Seam, chosen: Collection[Pair], start: Roster | None) -> dict[str, Fraction]:
    """Every goal's value with the chosen placements and the fixed ones, in the policy's order."""
    pairs = {*chosen, *(one.pair for one in seam.fixed)}
    return {
        name: goals.value_of(name, facts, pairs, start, seam.rulebook) if name != "waivers" else seam.cost(chosen)
        for name in facts.policy.ordered_goals()
    }


def roster_of(
    asked: Asked,
    seam: Seam,
    chosen: Collection[Pair],
    values: Mapping[str, Fraction],
    bounds: Mapping[str, Fraction | None],
    is_cancelled: bool,
) -> Roster:
    """The roster of the chosen and the fixed placements."""
    stated = [GoalValue(name, value, bounds.get(name)) for name, value in values.items()]
    return asked.answer((*seam.engaged(chosen), *seam.fixed), seam.past, stated, is_cancelled=is_cancelled)
