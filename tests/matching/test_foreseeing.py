"""Looking ahead gives what searching one goal after another gives, whether what was taken for granted holds or not."""

from __future__ import annotations

import os
import threading
import time
from random import Random

import numpy as np
import pytest

from peerinspect.matching import climbing, cpsat, foreseeing, master
from peerinspect.matching.choosing import ByChoices
from peerinspect.matching.foreseeing import Foreseeing
from peerinspect.matching.program import Goal, Person, Program
from peerinspect.matching.progress import Progress
from peerinspect.matching.sequence import Proof, Sequence, Solved
from peerinspect.matching.target import Found
from tests.matching.programs import chance, solutions
from tests.matching.test_choosing import WORLDS, program_of, searched

GOALS = ("waivers", "keep", "canon")


def several_goals(seed: int) -> Program:
    """A program whose goals pull in different directions: what one costs another gains."""
    random, program = Random(seed), chance(seed)
    for name in GOALS[:-1]:
        program.goal(name, {one: random.randint(-2, 2) for one in range(len(program.lower))})
    program.goal(GOALS[-1], {one: 2**one for one in range(len(program.lower))})
    return program


def best_of(program: Program) -> list[int]:
    """What the goals come to in strict order, against every solution."""
    return min([goal.value(one) for goal in program.goals] for one in solutions(program))


def proven(solved: Solved) -> list[int]:
    assert all(proof.value == proof.bound for proof in solved.proofs)
    return [proof.value for proof in solved.proofs]


@pytest.mark.parametrize("cuttings", [0, 12], ids=["bounds that are often missed", "bounds that are mostly met"])
@pytest.mark.parametrize("seed", range(20))
def test_the_goals_are_best_in_strict_order(seed: int, cuttings: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(master, "MOST_CUTTINGS", cuttings)
    monkeypatch.setattr(climbing, "FIRST_CHOICES", 10)
    assert proven(searched(Foreseeing, several_goals(seed), 4)) == best_of(several_goals(seed))


@pytest.mark.parametrize("name", WORLDS)
def test_it_agrees_with_the_search_by_placements(name: str) -> None:
    plain = searched(Sequence, program_of(WORLDS[name]))
    ahead = searched(Foreseeing, program_of(WORLDS[name]), 4)
    candidates = [member for person in program_of(WORLDS[name]).people for member in person.members]
    assert proven(ahead) == proven(plain)
    assert [ahead.solution[one] for one in candidates] == [plain.solution[one] for one in candidates]


class Watched(Foreseeing):
    """A search whose best roster never lies beyond what it has left open."""

    def _one(self, place: int) -> Proof:
        proof = super()._one(place)
        assert all(menu.alive[menu.taken(self.solution)] for menu in self.menus.menus)
        free = self.menus.free
        solution = np.array(self.solution)[free]
        assert (self.lower <= self.upper).all()
        assert ((self.lower[free] <= solution) & (solution <= self.upper[free])).all()
        return proof


def with_slack(seed: int) -> Program:
    """What a goal costs is counted by variables that follow from several people's rows."""
    random, program = Random(seed), several_goals(seed)
    costs: dict[int, int] = {}
    for _ in range(6):
        some = random.sample(range(12), 4)
        lacking = program.variable(0, 3, start=3)
        program.at_least([*((one, random.choice((1, 2))) for one in some), (lacking, 1)], 3)
        costs[lacking] = random.randint(1, 4)
    program.goals.clear()
    program.goal("fill", costs)
    for number, name in enumerate(GOALS[:-1]):
        program.goal(name, {one: random.randint(-2, 2) for one in range(12)} | {list(costs)[number]: 1})
    program.goal(GOALS[-1], {one: 2**one for one in range(12)})
    return program


@pytest.mark.parametrize("seed", range(30))
def test_the_best_roster_lies_within_what_is_left_open(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseeing, "PATIENCE", 60.0)
    plain = searched(ByChoices, with_slack(seed), 1)
    assert proven(searched(Watched, with_slack(seed), 4)) == proven(plain)


@pytest.mark.parametrize("name", WORLDS)
def test_in_a_small_world_it_lies_within_it_as_well(name: str) -> None:
    proven(searched(Watched, program_of(WORLDS[name]), 4))


def assignment() -> Program:
    """Six people who each know two of three duties: of such a program every linear program is whole-numbered."""
    random, program = Random(1), Program()
    placed = {(person, (person + step) % 3): program.variable() for person in range(6) for step in range(2)}
    for person in range(6):
        mine = [one for (whose, _), one in placed.items() if whose == person]
        program.people.append(Person(tuple(mine)))
        program.at_most([(one, 1) for one in mine], 1)
    for duty in range(3):
        program.at_most([(one, 1) for (_, where), one in placed.items() if where == duty], 1)
    program.goal("fill", dict.fromkeys(placed.values(), -1))
    program.goal("waivers", {one: random.randint(0, 2) for one in placed.values()})
    program.goal("canon", {one: 2**one for one in placed.values()})
    return program


def looked_ahead(program: Program, monkeypatch: pytest.MonkeyPatch) -> tuple[Solved, list[str]]:
    """The answer, and the goals that were searched for by themselves."""
    by_themselves: list[str] = []
    search = vars(ByChoices)["_search"]

    def noted(self: ByChoices, goal: Goal, value: int) -> tuple[int, int | None]:
        by_themselves.append(goal.name)
        found: tuple[int, int | None] = search(self, goal, value)
        return found

    monkeypatch.setattr(ByChoices, "_search", noted)
    return searched(Foreseeing, program, 4), by_themselves


def test_a_roster_that_meets_the_bounds_of_all_goals_proves_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseeing, "PATIENCE", 60.0)
    solved, by_themselves = looked_ahead(assignment(), monkeypatch)
    assert proven(solved) == best_of(assignment())
    assert by_themselves == ["fill"]


def test_whoever_has_no_workers_to_spare_does_not_look_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseeing.Foreseeing, "_looked_ahead", None)
    assert proven(searched(Foreseeing, several_goals(1), foreseeing.CREW)) == best_of(several_goals(1))


def test_from_another_thread_nothing_is_looked_ahead_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseeing.Foreseeing, "_looked_ahead", None)
    found: list[list[int]] = []
    thread = threading.Thread(target=lambda: found.append(proven(searched(Foreseeing, several_goals(1), 4))))
    thread.start()
    thread.join()
    assert found == [best_of(several_goals(1))]


def test_rows_that_are_learned_from_a_roster_far_ahead_are_kept() -> None:
    """The first three rosters that are shown are forbidden: nothing proven of them may stand."""
    program = several_goals(3)
    shown: list[list[int]] = []

    def learn(solution: list[int]) -> bool:
        if solution in shown or len(shown) >= 3 or not any(solution):
            return False
        shown.append(solution)
        program.at_most(((one, 1 if taken else -1) for one, taken in enumerate(solution)), sum(solution) - 1)
        return True

    engine = Foreseeing(
        program, program.start, deadline=None, workers=4, listener=None, cancel=threading.Event(), learn=learn
    )
    solved = engine.run()
    assert len(shown) == 3
    assert solved.solution not in shown
    assert proven(solved) == min(
        [goal.value(one) for goal in program.goals] for one in solutions(several_goals(3)) if list(one) not in shown
    )


def test_copies_tell_nobody_how_far_they_are() -> None:
    told: list[tuple[int, str]] = []
    program = program_of(WORLDS["free"])

    def listen(progress: Progress) -> None:
        told.append((os.getpid(), progress.goal))

    searching = Foreseeing(program, program.start, deadline=None, workers=4, listener=listen, cancel=threading.Event())
    searching.run()
    assert {number for number, _ in told} == {os.getpid()}
    assert [goal for place, (_, goal) in enumerate(told) if goal not in [name for _, name in told[:place]]] == [
        goal.name for goal in program.goals
    ]


def test_searches_that_come_to_grief_are_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    maker, search = os.getpid(), cpsat.search

    def fragile(*some: object, **more: object) -> Found:
        if os.getpid() != maker:
            os._exit(1)
        return search(*some, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(cpsat, "search", fragile)
    assert proven(searched(Foreseeing, several_goals(2), 4)) == best_of(several_goals(2))


def test_a_fault_in_a_copy_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_some: object, **_more: object) -> Found:
        raise RuntimeError("the engine does not take the program")

    monkeypatch.setattr(cpsat, "search", faulty)
    with pytest.raises(RuntimeError, match="does not take the program"):
        searched(Foreseeing, several_goals(2), 4)


def test_a_cancel_ends_it_and_leaves_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches that would never end: the roster to begin from is kept, and breaks no row."""
    program, cancel = several_goals(2), threading.Event()
    maker, fork = os.getpid(), os.fork
    numbers: list[int] = []

    def noted() -> int:
        numbers.append(fork())
        return numbers[-1]

    def endless(*_some: object, **_more: object) -> Found:
        while os.getpid() != maker:
            time.sleep(0.05)
        return Found(None, None, None, False)

    monkeypatch.setattr(os, "fork", noted)
    monkeypatch.setattr(cpsat, "search", endless)
    threading.Timer(0.3, cancel.set).start()
    began = time.monotonic()
    solved = Foreseeing(program, program.start, deadline=None, workers=4, listener=None, cancel=cancel).run()
    assert solved.cancelled
    assert time.monotonic() - began < 5
    assert not program.broken_rows(solved.solution)
    assert numbers
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
