"""Pure assignments as flows: the same best roster as by trying them all, and as by the search."""

from __future__ import annotations

import threading
from fractions import Fraction
from random import Random

import pytest

from peerinspect.files import problem_dict
from peerinspect.independence import goals
from peerinspect.independence.audit import audit
from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import solve
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.by_flow import ByFlow
from peerinspect.matching.engines import flows_of
from peerinspect.matching.program import Person, Program
from peerinspect.matching.progress import Progress
from peerinspect.matching.room import Room
from peerinspect.matching.sequence import Sequence, Solved
from peerinspect.matching.task import Task
from tests.matching.assignments import random_assignment
from tests.matching.small_world import small_world
from tests.oracle.brute import best

PART = 40


def program_of(rng: Random, **size: int) -> Program:
    facts = random_assignment(rng, **size)
    found = examine(facts, Rulebook.under(facts.policy))
    return Assembly(found, goals.keep_weights(facts)).build()


def searched(program: Program) -> Solved:
    cancel = threading.Event()
    return Sequence(program, program.start, deadline=None, workers=1, listener=None, cancel=cancel).run()


def by_flow(program: Program, room: Room | None = None) -> Solved:
    flows = flows_of(program)
    assert flows is not None
    return ByFlow(flows, Task(program, program.start, room or Room())).run()


@pytest.mark.parametrize("part", range(4))
def test_every_random_assignment_is_a_flow_with_the_best_roster_of_all(part: int) -> None:
    for seed in range(part * PART, (part + 1) * PART):
        facts = random_assignment(Random(seed), most_people=4, most_duties=4)
        found = examine(facts, Rulebook.under(facts.policy))
        assert flows_of(Assembly(found, goals.keep_weights(facts)).build()), seed
        roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
        values, placements = best(problem_dict(facts))
        assert {goal.name: goal.value for goal in roster.goals} == values, seed
        assert all(goal.bound == goal.value for goal in roster.goals), seed
        assert sorted(one.pair for one in roster.placements) == sorted(placements), seed
        assert not audit(facts, roster).faults, seed


@pytest.mark.parametrize("part", range(4))
def test_flows_and_the_search_agree_on_larger_assignments(part: int) -> None:
    for seed in range(1000 + part * 10, 1010 + part * 10):
        program = program_of(Random(seed), most_people=12, most_duties=14)
        flow, search = by_flow(program), searched(program)
        assert not program.broken_rows(flow.solution), seed
        assert [(one.value, one.bound) for one in flow.proofs] == [(one.value, one.bound) for one in search.proofs], (
            seed
        )


def random_rows(rng: Random) -> Program:
    """Candidates of several people on several duties, with nested counts on both sides, and costs of any sign."""
    program = Program()
    people, duties = rng.randint(1, 4), rng.randint(1, 4)
    placed = {(p, d): program.variable() for d in range(duties) for p in range(people) if rng.random() < 0.8}
    for duty in range(duties):
        team = [variable for (_, d), variable in placed.items() if d == duty]
        seats = rng.randint(0, 3)
        if team:
            program.exactly([*((one, 1) for one in team), (program.variable(0, seats, start=seats), 1)], seats)
            _halve(program, rng, team)
    for person in range(people):
        mine = [variable for (p, _), variable in placed.items() if p == person]
        if mine:
            _halve(program, rng, mine)
            program.people.append(Person(tuple(mine)))
    for name in ("fill", "waivers", "fit"):
        costs = {variable: Fraction(rng.randint(-3, 3)) for variable in range(len(program.lower))}
        program.goal(name, costs, rng.randint(-5, 5))
    program.goal("canon", {variable: rng.randrange(2**24) for variable in placed.values()})
    return program


def _halve(program: Program, rng: Random, members: list[int]) -> None:
    """A count of all, of the first half, of the half of that, and so on."""
    while members and rng.random() < 0.7:
        unit = rng.choice((1, 1, 3))
        program.at_most([(one, unit) for one in members], unit * rng.randint(0, len(members)) + rng.randrange(unit))
        members = members[: (len(members) + 1) // 2]


def test_nested_counts_of_people_and_of_duties_are_kept() -> None:
    for seed in range(150):
        program = random_rows(Random(seed))
        flow, search = by_flow(program), searched(program)
        assert not program.broken_rows(flow.solution), seed
        assert [one.value for one in flow.proofs] == [one.value for one in search.proofs], seed
        assert [one.bound for one in flow.proofs] == [one.value for one in search.proofs], seed


def test_whoever_could_be_on_one_of_two_crossing_lists_is_no_flow() -> None:
    program = Program()
    one, two, three = (program.variable() for _ in range(3))
    for placed in (one, two, three):
        program.exactly([(placed, 1), (program.variable(start=1), 1)], 1)
    program.at_most([(one, 1), (two, 1)], 1)
    program.people.append(Person((one, two, three)))
    program.goal("fit", {one: -1, two: -1, three: -1})
    assert flows_of(program) is not None
    program.at_most([(two, 1), (three, 1)], 1)
    assert flows_of(program) is None


def test_two_people_who_never_work_together_on_two_duties_are_no_flow() -> None:
    program = Program()
    placed = [program.variable() for _ in range(4)]
    for team in (placed[:2], placed[2:]):
        program.exactly([*((one, 1) for one in team), (program.variable(start=1), 1)], 1)
    program.people += [Person((placed[0], placed[2])), Person((placed[1], placed[3]))]
    program.goal("fit", dict.fromkeys(placed, -1))
    assert flows_of(program) is not None
    program.at_most([(placed[0], 1), (placed[3], 1)], 1)
    assert flows_of(program) is None


def test_boards_and_inspections_with_clashes_are_no_flow() -> None:
    facts = small_world()
    found = examine(facts, Rulebook.under(facts.policy))
    assert flows_of(Assembly(found, {}).build()) is None


def test_a_cancelled_flow_hands_back_what_it_has() -> None:
    program = program_of(Random(1003), most_people=12, most_duties=14)
    cancel = threading.Event()
    cancel.set()
    solved = by_flow(program, Room(cancel=cancel))
    assert solved.cancelled
    assert not program.broken_rows(solved.solution)
    assert all(one.bound is None for one in solved.proofs)


def test_a_flow_stops_after_the_goal_in_which_it_is_cancelled() -> None:
    program = program_of(Random(1003), most_people=12, most_duties=14)
    flows, cancel, heard = flows_of(program), threading.Event(), list[Progress]()
    assert flows is not None

    def listen(step: Progress) -> None:
        heard.append(step)
        if step.phase == "proven":
            cancel.set()

    solved = ByFlow(flows, Task(program, program.start, Room(cancel=cancel), listen)).run()
    assert [step.phase for step in heard] == ["searching", "proven"]
    assert [one.bound == one.value for one in solved.proofs] == [True, *[False] * (len(solved.proofs) - 1)]
    assert not program.broken_rows(solved.solution)
