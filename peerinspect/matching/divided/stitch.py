"""Waves of parts, put together: the same parts and the same roster, whoever solved what, and in whatever order.

What stands is a pure function of the problem and of the rosters of all parts so far, by wave and number. A part that
nobody solved changes nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from peerinspect.domain import Facts, Roster
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.answer import Asked
from peerinspect.matching.divided.cutting import Cut, Saw
from peerinspect.matching.divided.promises import bounds_from
from peerinspect.matching.divided.windows import MOST, PLAN, Piece, pieces_of
from peerinspect.matching.regions.bounds import Yard, bounds_of
from peerinspect.matching.regions.partition import Part
from peerinspect.matching.regions.roster import roster_of, values_of
from peerinspect.matching.regions.stitching import Seam

ONE_BY_ONE = 40
"""So many parts are also tried one after the other; with more of them that takes too long."""

CYCLE = 4
"""After so many waves without any change, which look at everything on both sides of a border, nothing more comes."""

Solved = Sequence[Sequence[Roster | None]]
"""The rosters of each wave's parts, in the parts' order; None for one that nobody solved."""


class OtherParts(ValueError):
    """A wave's rosters are not as many as the problem has parts in it. One sentence: which wave, and what was found."""


@dataclass(frozen=True)
class Wave:
    """The parts to solve next. Waves before it that nobody solved have no parts."""

    number: int
    cuts: tuple[Cut, ...]


@dataclass(frozen=True)
class Stitched:
    """The roster so far, and whether no further wave is worth it."""

    roster: Roster
    is_over: bool


def next_wave(facts: Facts, start: Roster | None, solved: Solved, most: int = MOST) -> Wave | None:
    """The parts to solve after the waves so far; None where no further wave is worth it.

    A wave that has nothing to search, as where the work of every other year is settled, is passed over: it betters
    nothing, and those after it may. Raises NotDivisible where the policy lets no part stand alone, and OtherParts.
    """
    standing = _Standing(facts, start, most)
    standing.take_all(solved)
    while not standing.is_over:
        cuts = standing.next_cuts()
        if cuts:
            return Wave(standing.waves, cuts)
        standing.take_wave(())
    return None


def stitched(
    facts: Facts,
    start: Roster | None,
    solved: Solved,
    *,
    problem_digest: str,
    policy_digest: str,
    most: int = MOST,
    bounds_in: float = 0.0,
    is_cancelled: bool = False,
) -> Stitched:
    """The roster that the waves come to. `bounds_in` seconds go into bounds that the parts do not prove; 0 for none.

    Raises OtherParts.
    """
    standing = _Standing(facts, start, most)
    standing.take_all(solved)
    bounds = standing.promised(solved)
    if bounds_in:
        bounds = _closer(bounds, standing.searched(bounds_in))
    asked = Asked(facts, standing.seam.rulebook, start, problem_digest, policy_digest)
    roster = roster_of(asked, standing.seam, standing.chosen, standing.values, bounds, is_cancelled)
    return Stitched(roster, standing.is_over)


def _closer(some: Mapping[str, Fraction | None], others: Mapping[str, Fraction | None]) -> dict[str, Fraction | None]:
    """The better bound of each goal: the higher one, and of `fit` the lower."""
    best: dict[str, Fraction | None] = {}
    for name in some:
        both = [bound for bound in (some[name], others.get(name)) if bound is not None]
        best[name] = None if not both else min(both) if name == "fit" else max(both)
    return best


class _Standing:
    """The roster that stands, bettered wave after wave."""

    def __init__(self, facts: Facts, start: Roster | None, most: int) -> None:
        self.facts, self.start, self.most = facts, start, most
        self.weights = goals.keep_weights(facts, start)
        self.saw = Saw(facts, self.weights, most)
        self.seam = Seam(facts, Rulebook.under(facts.policy))
        self.fixed = frozenset(one.pair for one in self.seam.fixed)
        self.chosen = self.seam.standing(sorted(self.weights))
        self.values = self._valued(self.chosen)
        self.is_over = False
        self.still = self.waves = 0

    def settled_peak(self) -> int:
        """The share below which `peak` cannot come."""
        return goals.peak_value(self.facts, self.fixed)

    def take_all(self, solved: Solved) -> None:
        """Every wave's rosters in turn."""
        for rosters in solved:
            self.take_wave(rosters)

    def take_wave(self, rosters: Sequence[Roster | None]) -> None:
        """The rosters of the next wave's parts."""
        if self.waves == len(PLAN):
            raise OtherParts(f"a search has {len(PLAN)} waves at most, and there are more")
        before = self.chosen
        pieces = pieces_of(self.facts, self.waves, [*self.weights, *self.chosen], self.most)
        if len(pieces) != len(rosters):
            raise OtherParts(f"wave {self.waves} of this problem has {len(pieces)} parts, and not {len(rosters)}")
        self._take([(piece, own) for piece, own in zip(pieces, rosters, strict=True) if own is not None])
        self.waves += 1
        self.still = 0 if self.chosen != before else self.still + 1
        self.is_over = self.waves == len(PLAN) or self.still >= CYCLE

    def next_cuts(self) -> tuple[Cut, ...]:
        """The parts of the wave after those that were taken."""
        peak = int(self.values.get("peak", Fraction(0))) if self.waves else self.settled_peak()
        return tuple(self.saw.cuts(self.waves, self.chosen, peak))

    def _take(self, found: Sequence[tuple[Piece, Roster]]) -> None:
        """All changes together, or one part after the other: whichever is best, if it is better than what stands."""
        in_turn = sorted(found, key=lambda one: one[0].window % 2)
        changes = [(piece, self._chosen_of(piece.part, roster)) for piece, roster in in_turn]
        best, values = self.chosen, self.values
        for tried in (self._together(changes), self._one_by_one(changes)):
            found_values = self._valued(tried)
            if self._is_better(found_values, values):
                best, values = tried, found_values
        self.chosen, self.values = best, values

    def _chosen_of(self, part: Part, roster: Roster) -> frozenset[Pair]:
        pairs = (one.pair for one in roster.placements)
        return frozenset(pair for pair in pairs if part.decides(pair) and pair not in self.fixed)

    def _together(self, changes: Iterable[tuple[Piece, frozenset[Pair]]]) -> frozenset[Pair]:
        """All changes without the new placements that cannot stand: even windows' first, then beside them the odd."""
        together = self.chosen
        for _, some in groupby(changes, lambda one: one[0].window % 2):
            spared = together
            for piece, chosen in some:
                together = _changed(together, piece.part, chosen)
            together = frozenset(self.seam.without_conflicts(together, spared))
        return together

    def _one_by_one(self, changes: Sequence[tuple[Piece, frozenset[Pair]]]) -> frozenset[Pair]:
        """Each change in turn, as far as the whole is better for it."""
        best, values = self.chosen, self.values
        for piece, chosen in changes if len(changes) <= ONE_BY_ONE else ():
            tried = frozenset(self.seam.without_conflicts(_changed(best, piece.part, chosen), best))
            found = self._valued(tried)
            if self._is_better(found, values):
                best, values = tried, found
        return best

    def _valued(self, chosen: frozenset[Pair]) -> dict[str, Fraction]:
        return values_of(self.facts, self.seam, chosen, self.start)

    def _is_better(self, some: Mapping[str, Fraction], others: Mapping[str, Fraction]) -> bool:
        for name in self.facts.policy.ordered_goals():
            if some[name] != others[name]:
                return some[name] > others[name] if name == "fit" else some[name] < others[name]
        return False

    def promised(self, solved: Solved) -> dict[str, Fraction | None]:
        """What the first wave proves of the whole."""
        if not solved:
            return dict.fromkeys(self.values, None)
        cuts = self.saw.cuts(0, (), self.settled_peak())
        return bounds_from(self.facts, self.seam, list(zip(cuts, solved[0], strict=True)), self.values)

    def searched(self, seconds: float) -> dict[str, Fraction | None]:
        """Bounds from prices of seats, over all that anybody could do in the whole problem."""
        yard = Yard(self.facts, self.seam, self.weights, frozenset())
        return bounds_of(yard, self.values, 1, threading.Event(), time.monotonic() + seconds)


def _changed(pairs: frozenset[Pair], part: Part, chosen: frozenset[Pair]) -> frozenset[Pair]:
    return frozenset(pair for pair in pairs if not part.decides(pair)) | chosen
