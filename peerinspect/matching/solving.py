"""Solving: facts in, roster out."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from peerinspect.domain import Facts, GoalValue, Roster
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.examiner import Examination, ExaminingStopped, examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.answer import Asked
from peerinspect.matching.aside import side_by_side
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.engines import FlowFirst, engine_for, flows_of, seated
from peerinspect.matching.inheritance import near_roster
from peerinspect.matching.program import Program
from peerinspect.matching.progress import Listener
from peerinspect.matching.regions.engine import solve_by_regions
from peerinspect.matching.regions.wall import is_beyond_the_wall
from peerinspect.matching.repair import STEPS, Repaired, is_repairable, repair
from peerinspect.matching.room import Room
from peerinspect.matching.sequence import Proof, Solved
from peerinspect.matching.task import Task
from peerinspect.matching.threes import LazyThrees

MOST_WORKERS = 4
"""More search threads than this have not paid; see docs/performance.md."""

MANY = 200
"""Placements from which on it pays to value their rules side by side."""

NEARBY = 4.0
"""Seconds to look for a proof near the starting roster before all is searched."""


def solve(
    facts: Facts,
    *,
    problem_digest: str,
    policy_digest: str,
    start: Roster | None = None,
    before: Facts | None = None,
    time_limit: float | None = None,
    workers: int = 0,
    progress: Listener | None = None,
    cancel: threading.Event | None = None,
    keep_best: Callable[[Roster], None] | None = None,
    without: frozenset[str] = frozenset(),
    found: Examination | None = None,
) -> Roster:
    """The best roster for the facts, each goal with its value and bound.

    `start` is a roster to keep as much of as can be, and `before` the problem that it answers, where that is at hand:
    what was proven of it then need not be proven again where this one only forbids more. `time_limit` is in seconds;
    0 workers means as many as pay.
    `keep_best` is handed the best roster so far when a goal has been proven, every few seconds at most.
    The status is optimal when every goal is proven, feasible at the time limit, cancelled after `cancel`. `without`
    leaves rules out: a seam for tests, which prove that the auditor misses them; `found` is what the examiner finds of
    the facts, where that is at hand.
    Raises InexactAmounts where the problem's amounts cannot be added up exactly.
    """
    began = time.monotonic()
    if found is None and is_beyond_the_wall(facts):
        return solve_by_regions(
            facts,
            problem_digest=problem_digest,
            policy_digest=policy_digest,
            start=start,
            time_limit=time_limit,
            workers=workers,
            progress=progress,
            cancel=cancel,
            keep_best=keep_best,
            without=without,
        )
    rulebook = Rulebook.under(facts.policy, without)
    asked = Asked(facts, rulebook, start, problem_digest, policy_digest)
    room = Room(
        workers or min(MOST_WORKERS, os.cpu_count() or 1),
        cancel or threading.Event(),
        None if time_limit is None else began + time_limit,
    )
    try:
        found = found or examine(facts, rulebook, lambda: room.is_over)
    except ExaminingStopped:
        return asked.unsearched(is_cancelled=room.cancel.is_set())
    return _searched(asked, found, room, before, progress, keep_best)


def _searched(
    asked: Asked,
    found: Examination,
    room: Room,
    before: Facts | None,
    progress: Listener | None,
    keep_best: Callable[[Roster], None] | None,
) -> Roster:
    """The best roster among the candidates that were found."""
    keep = goals.keep_weights(asked.facts, asked.start)
    if not room.is_over and (solved := seated(found, keep, room, progress)):
        return _roster(asked, found, solved, room.workers)
    program = Assembly(found, keep, is_over=lambda: room.is_over, workers=room.workers).build()

    def roster_of(solved: Solved) -> Roster:
        return _roster(asked, found, solved, room.workers)

    threes = LazyThrees(program, found)
    keeper = (lambda solved: keep_best(roster_of(solved))) if keep_best else None
    task = Task(program, program.start, room, progress, keeper, threes.add_from, threes.tied)
    if not room.is_over and (flows := flows_of(program)):
        return roster_of(FlowFirst(flows, task).run())
    repaired = _repaired(program, threes, asked.start, before, room, progress)
    if repaired and repaired.is_proven:
        return roster_of(repaired.solved)
    if repaired:
        task = replace(task, solution=repaired.solved.solution)
    return roster_of(engine_for(task).run())


def _repaired(
    program: Program,
    threes: LazyThrees,
    start: Roster | None,
    before: Facts | None,
    room: Room,
    progress: Listener | None,
) -> Repaired | None:
    """The best roster near the start, where there is one: best of all, or at least a good one to search on from."""
    if start is None or room.is_over or not is_repairable(program):
        return None
    nearby = room.at_most(NEARBY)
    while not room.is_over:
        near, known = near_roster(program, threes.found, start, before)
        repaired = repair(program, near, known, nearby, STEPS if known.bounds else STEPS[:1], progress)
        if repaired is None or not threes.add_from(repaired.solved.solution):
            return repaired
    return None


def _roster(asked: Asked, found: Examination, solved: Solved, workers: int) -> Roster:
    placed = (*found.chosen(solved.solution), *found.fixed)
    pairs = [one.pair for one in placed]
    stated = [_goal_value(asked, proof, pairs, workers) for proof in solved.proofs]
    return asked.answer(placed, found.past, stated, is_cancelled=solved.cancelled)


def _goal_value(asked: Asked, proof: Proof, pairs: list[Pair], workers: int) -> GoalValue:
    """The goal's value, recomputed from the placements: only then does a proof count.

    Raises RuntimeError where it is not the proven one, which would mean a fault in the program's rows.
    """
    name = proof.goal.name
    value = _waivers_side_by_side(asked, pairs, workers) if name == "waivers" else None
    if value is None:
        value = goals.value_of(name, asked.facts, pairs, asked.start, asked.rulebook)
    bound = None if proof.bound is None else proof.goal.reported(proof.bound)
    if proof.bound == proof.value and bound != value:
        raise RuntimeError(f"the goal {name} was proven as {bound}, but the placements make it {value}")
    return GoalValue(name, value, bound)


def _waivers_side_by_side(asked: Asked, pairs: list[Pair], workers: int) -> Fraction | None:
    """What all rules cost, some of them each worker: none looks at what another finds. None where that cannot be."""
    rules = asked.rulebook.that_can_cost.rules

    def some(mine: Sequence[int]) -> dict[int, Fraction]:
        books = {first: replace(asked.rulebook, rules=rules[first::workers]) for first in mine}
        return {one: goals.value_of("waivers", asked.facts, pairs, asked.start, book) for one, book in books.items()}

    found = side_by_side(some, range(workers), workers, lambda: False) if len(pairs) >= MANY else {}
    return sum(found.values(), Fraction(0)) if len(found) == workers else None
