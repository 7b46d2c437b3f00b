"""The regional engine: parts searched side by side, stitched, and searched again along other borders.

Every round starts from the roster that stands and each part may only better it in the goals' strict order, so the whole
never becomes worse. What two parts chose and cannot stand together goes back to what it was.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from peerinspect.domain import Facts, Roster
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.answer import Asked
from peerinspect.matching.progress import Listener, Progress
from peerinspect.matching.regions.bounds import Yard, bounds_at_sight, bounds_of, is_listable
from peerinspect.matching.regions.crew import run_all
from peerinspect.matching.regions.offers import open_seats
from peerinspect.matching.regions.partition import Part, mixed, regions_of
from peerinspect.matching.regions.restriction import Divider, chosen_in
from peerinspect.matching.regions.roster import roster_of, values_of
from peerinspect.matching.regions.searching import Errand, Outcome
from peerinspect.matching.regions.sizing import MOST, affordable
from peerinspect.matching.regions.stitching import Seam
from peerinspect.matching.regions.wanting import Able, Asking, parts_around

MOST_ASKED = 10_000
"""People and open duties of what is looked through together for who could help; ten Englands have about 7,700."""

AROUND = 150
"""People of a part around duties that are short of somebody; such a part is mostly proven in a few seconds."""

SHORTLY = 20.0
"""Seconds that such a part may take."""

REGIONS, LOTS, WANTING = "regions", "lots", "wanting"

PLAN = (REGIONS, WANTING, LOTS, WANTING, LOTS, REGIONS, WANTING, LOTS, REGIONS, LOTS)
"""How each round is cut: lots bring together who lies far apart, other regions who lay on two sides of a border.

In between, small parts are cut around the duties that are still short of somebody.
"""

BOUNDS_SHARE = 0.15
"""Of the time is held back for what is proven of the goals, and for putting the roster together."""

ANSWER_SHARE = 0.06
"""Of the time is held back where the problem is too large for more to be proven than is seen at once."""

PATIENCE = 300.0
"""Seconds for one part, where no limit was given."""

PLENTY = 60.0
"""Seconds a part, from which on a round leaves time for the next ones; with less it takes what there is."""

ROUND_SHARE = 0.7
"""Of the time left, what each part may take in its turn where there is plenty; most take less."""


def solve_by_regions(
    facts: Facts,
    *,
    problem_digest: str,
    policy_digest: str,
    start: Roster | None = None,
    time_limit: float | None = None,
    workers: int = 0,
    progress: Listener | None = None,
    cancel: threading.Event | None = None,
    keep_best: Callable[[Roster], None] | None = None,
    most: int = MOST,
    without: frozenset[str] = frozenset(),
) -> Roster:
    """A good roster for a problem that is too large to be searched as a whole, each goal with an honest bound.

    The arguments are those of `matching.solve`; `most` is the size of a region in people and open duties. The bound of
    a goal is None where nothing is proven of it. Raises NotDivisible where the policy lets no part stand alone.
    """
    began = time.monotonic()
    deadline = None if time_limit is None else began + time_limit
    share = BOUNDS_SHARE if is_listable(facts, open_seats(facts, ())) else ANSWER_SHARE
    search = _Regions(
        facts,
        Rulebook.under(facts.policy, without),
        start,
        most,
        workers or os.cpu_count() or 1,
        cancel or threading.Event(),
        began,
        None if time_limit is None else began + (1 - share) * time_limit,
        progress,
        without,
    )
    asked = Asked(facts, search.seam.rulebook, start, problem_digest, policy_digest)
    yard = Yard(facts, search.seam, search.weights, without)

    def whole(bounds: Mapping[str, Fraction | None]) -> Roster:
        return roster_of(asked, search.seam, search.chosen, search.values, bounds, search.is_cancelled)

    for _ in search.rounds():
        if keep_best:
            keep_best(whole(bounds_at_sight(yard, search.values)))
    bounds = bounds_of(yard, search.values, search.workers, search.cancel, deadline)
    search.tell(bounds)
    return whole(bounds)


class _Regions:
    """One search: the roster so far and its values, bettered round after round."""

    def __init__(
        self,
        facts: Facts,
        rulebook: Rulebook,
        start: Roster | None,
        most: int,
        workers: int,
        cancel: threading.Event,
        began: float,
        deadline: float | None,
        listener: Listener | None,
        without: frozenset[str],
    ) -> None:
        self.facts, self.start = facts, start
        self.workers, self.cancel, self.began, self.deadline = workers, cancel, began, deadline
        self.listener, self.without = listener, without
        self.weights = goals.keep_weights(facts, start)
        self.divider = Divider(facts, self.weights)
        self.seam = Seam(facts, rulebook)
        self.chosen = self.seam.standing(sorted(self.weights))
        self.values: dict[str, Fraction] = values_of(facts, self.seam, self.chosen, start)
        placed = [*(one.pair for one in self.seam.fixed), *self.weights]
        self.placed = placed
        work = None if deadline is None else self.workers * (deadline - time.monotonic())
        self.most = affordable(facts, most, placed, work)
        self.number = max(1, len(regions_of(facts, self.most, 0, placed)))

    @property
    def is_cancelled(self) -> bool:
        return self.cancel.is_set()

    def rounds(self) -> Iterator[int]:
        """Round after round, as far as the plan and the time go; the values are those after each."""
        turns = Counter[str]()
        for number, how in enumerate(PLAN):
            if self._is_over():
                return
            self._round(self._parts(how, turns[how]), SHORTLY if how == WANTING else PATIENCE)
            turns[how] += 1
            self.tell({})
            yield number

    def _parts(self, how: str, turn: int) -> list[Part]:
        """Regions; lots, which bring together people and duties that lie far apart; or what is wanting."""
        if how == WANTING:
            placed = [*(one.pair for one in self.seam.fixed), *self.chosen]
            return parts_around(self._able(turn), self.facts.people.values(), placed, self.number, AROUND, turn)
        if how == REGIONS:
            return regions_of(self.facts, self.most, turn // 2, self.placed)
        return mixed(self.facts, self.number, turn, [*self.placed, *self.chosen])

    def _able(self, turn: int) -> Able:
        """Who could help the duties that are short of somebody, asked in the large: many together take much memory."""
        chosen = self.divider.shelved(self.chosen)
        errands = [
            Asking(self.divider.part(part, chosen, 0), frozenset(chosen_in(part, self.chosen)), PATIENCE, self.without)
            for part in regions_of(self.facts, MOST_ASKED, turn, self.placed)
        ]
        answers = run_all(errands, self.workers, self.cancel, self.deadline)
        return {duty: people for able in answers if able for duty, people in able.items()}

    def _round(self, parts: Sequence[Part], most: float) -> None:
        """The roster bettered part by part, side by side, none for more than so many seconds."""
        seconds = min(most, self._seconds(len(parts)))
        floor = int(self.values.get("peak", Fraction(0)))
        chosen = self.divider.shelved(self.chosen)
        errands = [
            Errand(
                self.divider.part(part, chosen, floor),
                frozenset(chosen_in(part, self.chosen)),
                seconds,
                self.without,
            )
            for part in parts
        ]
        outcomes = run_all(errands, self.workers, self.cancel, self.deadline)
        changed = [
            (part, outcome)
            for part, outcome in zip(parts, outcomes, strict=True)
            if outcome is not None and outcome.is_better
        ]
        self._take_in(changed)

    def _seconds(self, parts: int) -> float:
        """What each part of a round may take."""
        if self.deadline is None:
            return PATIENCE
        left = max(0.0, self.deadline - time.monotonic())
        each = left * min(1.0, self.workers / max(1, parts))
        return max(1.0, each if each < PLENTY else ROUND_SHARE * each)

    def _take_in(self, changed: Sequence[tuple[Part, Outcome]]) -> None:
        """Every part's change, where the whole is better for it: without what conflicts, else without whole parts."""
        for mend in (self._sparing, self._part_by_part):
            together = mend(changed)
            values = values_of(self.facts, self.seam, together, self.start)
            if self._is_better(values):
                self.chosen, self.values = together, values
                return

    def _with(self, changed: Sequence[tuple[Part, Outcome]]) -> frozenset[Pair]:
        together = self.chosen
        for part, outcome in changed:
            together = (together - chosen_in(part, self.chosen)) | outcome.chosen
        return together

    def _sparing(self, changed: Sequence[tuple[Part, Outcome]]) -> frozenset[Pair]:
        """All changes without new placements that cannot stand."""
        return frozenset(self.seam.without_conflicts(self._with(changed), self.chosen))

    def _part_by_part(self, changed: Sequence[tuple[Part, Outcome]]) -> frozenset[Pair]:
        """All changes but those of parts that conflict with another one's, the later of two going first."""
        kept = list(changed)
        while conflicts := self.seam.conflicts(self._with(kept)):
            about = {pair for conflict in conflicts for pair in conflict}
            kept.remove(next((one for one in reversed(kept) if one[1].chosen & about), kept[-1]))
        return self._with(kept)

    def _is_better(self, values: dict[str, Fraction]) -> bool:
        for name in self.facts.policy.ordered_goals():
            if values[name] != self.values[name]:
                return (values[name] > self.values[name]) if name == "fit" else values[name] < self.values[name]
        return False

    def _is_over(self) -> bool:
        return self.cancel.is_set() or (self.deadline is not None and time.monotonic() >= self.deadline)

    def tell(self, bounds: Mapping[str, Fraction | None]) -> None:
        """How good the roster is, goal by goal."""
        for name, value in self.values.items():
            if self.listener:
                phase = "searching" if not bounds else "proven" if bounds[name] == value else "stopped"
                self.listener(Progress(phase, name, value, bounds.get(name), time.monotonic() - self.began))
