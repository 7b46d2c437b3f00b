"""A stitched roster: its goals, valued over the whole, and the roster itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from importlib.metadata import version

from peerinspect.domain import Facts, GoalValue, Roster, RosterPlacement
from peerinspect.domain.placement import STATUSES, Pair
from peerinspect.independence import goals
from peerinspect.independence.waivers_needed import waivers_needed
from peerinspect.matching import cpsat
from peerinspect.matching.regions.stitching import Seam


def values_of(facts: Facts, seam: Seam, chosen: Collection[Pair], start: Roster | None) -> dict[str, Fraction]:
    """Every goal's value with the chosen placements and the fixed ones, in the policy's order."""
    pairs = {*chosen, *(one.pair for one in seam.fixed)}
    return {
        name: goals.value_of(name, facts, pairs, start, seam.rulebook) if name != "waivers" else seam.cost(chosen)
        for name in facts.policy.ordered_goals()
    }


def roster_of(
    facts: Facts,
    seam: Seam,
    chosen: Collection[Pair],
    start: Roster | None,
    values: Mapping[str, Fraction],
    bounds: Mapping[str, Fraction | None],
    digests: tuple[str, str],
    is_cancelled: bool,
) -> Roster:
    """The roster of the chosen and the fixed placements; `digests` are the problem's and the policy's."""
    placed = sorted((*seam.engaged(chosen), *seam.fixed), key=lambda one: (one.duty.id, one.person.id))
    pairs = [one.pair for one in placed]
    needed = waivers_needed(facts, seam.rulebook, placed, seam.past)
    statuses = statuses_of(facts, start)
    stated = tuple(GoalValue(name, value, bounds.get(name)) for name, value in values.items())
    proven = all(goal.bound == goal.value for goal in stated)
    return Roster(
        problem=digests[0],
        rulebook=seam.rulebook.version,
        policy=digests[1],
        engine_name=cpsat.NAME,
        engine_version=version("ortools"),
        seed=cpsat.SEED,
        status="optimal" if proven else "cancelled" if is_cancelled else "feasible",
        goals=stated,
        placements=tuple(
            RosterPlacement(*pair, statuses.get(pair, "proposed"), needed.get(pair, ())) for pair in pairs
        ),
        shortfalls=goals.shortfalls_of(facts, pairs, seam.rulebook.covers),
    )


def statuses_of(facts: Facts, start: Roster | None) -> dict[Pair, str]:
    """The furthest status that the file or the starting roster knows of each placement; a fixed one's is the file's."""
    known = [(one.pair, one.status) for one in facts.placements]
    known += [(one.pair, one.status) for one in start.placements if one.status != "done"] if start else []
    furthest: dict[Pair, str] = {}
    for pair, status in known:
        furthest[pair] = max(furthest.get(pair, STATUSES[0]), status, key=STATUSES.index)
    return furthest | {one.pair: one.status for one in facts.placements if facts.is_fixed(one)}
