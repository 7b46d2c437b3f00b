"""Programs that fall apart: solved in pieces they have the same best roster as solved whole."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from random import Random

import pytest

from peerinspect.files import facts_from_dict
from peerinspect.independence import goals
from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import dividing, solve
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.by_parts import ByParts
from peerinspect.matching.dividing import divided
from peerinspect.matching.engines import engine_for, flows_of
from peerinspect.matching.program import Person, Program
from peerinspect.matching.progress import Progress
from peerinspect.matching.relaxation import as_arrays
from peerinspect.matching.room import Room
from peerinspect.matching.sequence import Sequence, Solved
from peerinspect.matching.task import Task
from peerinspect.matching.threes import LazyThrees
from tests.oracle.comparing import differences
from tests.oracle.problems import random_problem


def joined(*programs: Program) -> Program:
    """One program of several that have nothing in common but the peak, which must be the same in all."""
    whole = Program()
    whole.peak = whole.variable(max(one.lower[one.peak or 0] for one in programs))
    goals_of: dict[str, dict[int, int]] = {}
    for one in programs:
        place = {
            variable: whole.peak if variable == one.peak else whole.variable(*sides)
            for variable, sides in enumerate(zip(one.lower, one.upper, one.start, strict=True))
        }
        whole.upper[whole.peak] = max(whole.upper[whole.peak], one.upper[one.peak or 0])
        for row in one.rows:
            terms = tuple((place[variable], cost) for variable, cost in row.terms)
            whole.rows.append(replace(row, terms=terms))
        for person in one.people:
            measures = tuple({place[key]: amount for key, amount in some.items()} for some in person.measures)
            loads = {key: place[load] for key, load in person.loads.items()}
            shares = {place[load]: share for load, share in person.shares.items()}
            whole.people.append(Person(tuple(place[one] for one in person.members), measures, loads, shares))
        for goal in one.goals:
            goals_of.setdefault(goal.name, {}).update({place[variable]: cost for variable, cost in goal.terms})
    whole.start[whole.peak] = whole.lower[whole.peak]
    for name, costs in goals_of.items():
        whole.goal(name, costs, 7 if name == "fill" else 0)
    return whole


def program_of(seed: int, order: list[str] | None = None) -> Program:
    """Of a random problem without rings, whose goals have whole costs."""
    problem = random_problem(Random(seed))
    policy = problem.get("policy", {}) | {"goals": order or ["fill", "waivers", "keep", "peak", "spread", "fit"]}
    problem |= {"policy": policy | {"rules": policy.get("rules", {}) | {"ring": {"strength": "off"}}}}
    facts = facts_from_dict(json.loads(json.dumps(problem)))
    found = examine(facts, Rulebook.under(facts.policy))
    return Assembly(found, goals.keep_weights(facts)).build()


def searched(program: Program) -> Solved:
    cancel = threading.Event()
    return Sequence(program, program.start, deadline=None, workers=1, listener=None, cancel=cancel).run()


ORDERS = (None, ["peak", "fill", "fit"], ["fill", "spread", "peak", "fit"], ["fill", "peak", "spread", "waivers"])


@pytest.mark.parametrize("part", range(6))
def test_pieces_put_together_are_as_good_as_the_whole(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dividing, "APART", 1)
    apart = 0
    for seed in range(part * 6, part * 6 + 6):
        order = ORDERS[seed % len(ORDERS)]
        whole = joined(*(program_of(7000 + 3 * seed + number, order) for number in range(3)))
        engine = engine_for(Task(whole, whole.start, Room()))
        apart += isinstance(engine, ByParts)
        pieces, search = engine.run(), searched(joined(*(program_of(7000 + 3 * seed + n, order) for n in range(3))))
        assert not whole.broken_rows(pieces.solution), seed
        assert [one.value for one in pieces.proofs] == [one.value for one in search.proofs], seed
        assert [one.bound for one in pieces.proofs] == [one.value for one in search.proofs], seed
    assert apart


@pytest.mark.parametrize("part", range(4))
def test_the_solver_in_pieces_finds_the_best_roster(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dividing, "APART", 1)
    for seed in range(20_000 + part * 25, 20_000 + (part + 1) * 25):
        assert not differences(random_problem(Random(seed), goes_round=seed % 2 == 0)), seed


def two_people(first: tuple[int, ...], second: tuple[int, ...]) -> Program:
    """Two people and two seats each; `first` and `second` are their shares by number of placements."""
    program = Program()
    program.peak = program.variable(0, max(*first, *second))
    placed = [[program.variable() for _ in range(2)] for _ in range(2)]
    seats = []
    for mine in placed:
        for one in mine:
            seats.append(program.variable(start=1))
            program.exactly([(one, 1), (seats[-1], 1)], 1)
    for mine, shares in zip(placed, (first, second), strict=True):
        loads = [program.variable(start=int(not count)) for count in range(3)]
        program.exactly([*((one, 1) for one in mine), *((load, -count) for count, load in enumerate(loads))], 0)
        program.exactly([(load, 1) for load in loads], 1)
        program.at_most([*zip(loads, shares, strict=True), (program.peak, -1)], 0)
        measure = dict.fromkeys(mine, 1)
        known = {(count,): load for count, load in enumerate(loads)}
        program.people.append(Person(tuple(mine), (measure,), known, dict(zip(loads, shares, strict=True))))
    program.goal("fill", {seats[0]: 1, seats[1]: 1})
    program.goal("peak", {program.peak: 1})
    program.goal("fit", {placed[1][0]: -1, placed[1][1]: -1})
    return program


def test_a_piece_may_carry_up_to_the_peak_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first must carry 60; the second, which alone would carry nothing, may then take one at 50, not two at 90."""
    monkeypatch.setattr(dividing, "APART", 1)
    program = two_people((0, 30, 60), (0, 50, 90))
    engine = engine_for(Task(program, program.start, Room()))
    assert isinstance(engine, ByParts)
    solved = engine.run()
    assert [(one.goal.name, one.value, one.bound) for one in solved.proofs] == [
        ("fill", 0, 0),
        ("peak", 60, 60),
        ("fit", -1, -1),
    ]


def test_what_a_ring_may_tie_is_one_piece() -> None:
    program = two_people((0, 30, 60), (0, 50, 90))
    members = [member for person in program.people for member in person.members]
    rows = as_arrays(program.rows)
    assert divided(program, rows, [members], lambda one: flows_of(one) is not None) == []


def test_an_examination_says_which_candidates_a_ring_may_tie() -> None:
    facts = facts_from_dict(json.loads(json.dumps(random_problem(Random(5), goes_round=True))))
    found = examine(facts, Rulebook.under(facts.policy))
    tied = LazyThrees(Program(), found).tied()
    inspecting = {index for index, one in enumerate(found.candidates) if one.duty.kind == "inspect" and one.away_pairs}
    assert inspecting <= {index for some in tied for index in some}


def test_pieces_tell_values_of_the_whole_and_proofs_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dividing, "APART", 1)
    program, heard = two_people((0, 30, 60), (0, 50, 90)), list[Progress]()
    engine_for(Task(program, program.start, Room(), heard.append)).run()
    assert [(step.goal, step.value) for step in heard if step.phase == "proven"] == [
        ("fill", 0),
        ("peak", 60),
        ("fit", -1),
    ]
    assert heard[-1].phase == "proven"


def test_cancelled_pieces_hand_back_what_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dividing, "APART", 1)
    program, cancel = two_people((0, 30, 60), (0, 50, 90)), threading.Event()
    cancel.set()
    solved = engine_for(Task(program, program.start, Room(cancel=cancel))).run()
    assert solved.cancelled
    assert not program.broken_rows(solved.solution)
    assert any(one.bound != one.value for one in solved.proofs)


def test_two_and_one_workers_give_the_same_roster_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dividing, "APART", 1)
    for seed in range(20_200, 20_210):
        facts = facts_from_dict(json.loads(json.dumps(random_problem(Random(seed)))))
        digests = {"problem_digest": "sha256:0", "policy_digest": "sha256:1"}
        assert solve(facts, **digests, workers=1) == solve(facts, **digests, workers=2)
