"""Searching by choices gives what searching by placements gives: the same roster, values and bounds."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from peerinspect.domain import Facts, Placement, Policy
from peerinspect.domain.policy import RuleSetting
from peerinspect.independence import goals
from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import choosing, climbing, menu_making, narrowing
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.choosing import ByChoices
from peerinspect.matching.master import Master
from peerinspect.matching.menu_making import MenuMaker, menus_of
from peerinspect.matching.pool import Pool
from peerinspect.matching.program import Program
from peerinspect.matching.relaxation import as_arrays
from peerinspect.matching.sequence import Sequence, Solved
from tests.matching.programs import chance, solutions
from tests.matching.small_world import small_world

WORLDS = {
    "free": small_world(),
    "accepted": small_world((Placement("p1", "i0", "accepted"), Placement("p2", "c0", "offered"))),
    "fixed": small_world((Placement("p1", "i0", "live"),)),
    "short of people": replace(small_world(), people={one: small_world().people[one] for one in ("p0", "p4")}),
    "soft days": replace(
        small_world(), policy=Policy(rules={"days-a-year": RuleSetting("soft", {"most": 4, "most_with_chair": 20})})
    ),
    "peak first": replace(small_world(), policy=Policy(goals=("fill", "peak", "waivers", "spread", "canon"))),
    "no loads": replace(small_world(), policy=Policy(goals=("waivers", "fill", "fit", "canon"))),
}


def program_of(facts: Facts) -> Program:
    found = examine(facts, Rulebook.under(facts.policy))
    return Assembly(found, goals.keep_weights(facts, None)).build()


def searched(engine: type[Sequence], program: Program, workers: int = 1) -> Solved:
    options = {"deadline": None, "workers": workers, "listener": None, "cancel": threading.Event()}
    return engine(program, program.start, **options).run()  # type: ignore[arg-type]


def outcome(solved: Solved, size: int) -> tuple[list[int], list[tuple[int, int | None]]]:
    return solved.solution[:size], [(proof.value, proof.bound) for proof in solved.proofs]


@pytest.mark.parametrize("most_choices", [10**6, 5], ids=["all on menus", "some left to rows"])
@pytest.mark.parametrize("most_whole", [100, 1], ids=["in full", "by rows"])
@pytest.mark.parametrize("name", WORLDS)
def test_both_engines_agree(name: str, most_whole: int, most_choices: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu_making, "MOST_CHOICES", most_choices)
    monkeypatch.setattr(choosing, "MOST_WHOLE", most_whole)
    size = len(examine(WORLDS[name], Rulebook.under(WORLDS[name].policy)).candidates)
    plain = outcome(searched(Sequence, program_of(WORLDS[name])), size)
    assert outcome(searched(ByChoices, program_of(WORLDS[name])), size) == plain
    assert all(value == bound for value, bound in plain[1])


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("name", WORLDS)
def test_looking_among_few_choices_first_changes_nothing(
    name: str, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(examine(WORLDS[name], Rulebook.under(WORLDS[name].policy)).candidates)
    plain = outcome(searched(ByChoices, program_of(WORLDS[name])), size)
    monkeypatch.setattr(choosing, "MANY", 0)
    assert outcome(searched(ByChoices, program_of(WORLDS[name]), workers), size) == plain


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("name", WORLDS)
def test_menus_that_come_later_change_nothing(name: str, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(examine(WORLDS[name], Rulebook.under(WORLDS[name].policy)).candidates)
    plain = outcome(searched(ByChoices, program_of(WORLDS[name])), size)
    monkeypatch.setattr(menu_making, "MOST_CHOICES", 5)
    monkeypatch.setattr(narrowing, "MOST_LATER", 8)
    monkeypatch.setattr(choosing, "HASTE", 0.0)
    assert outcome(searched(ByChoices, program_of(WORLDS[name]), workers), size) == plain


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("seed", range(25))
def test_the_best_of_a_few_choices_is_not_taken_for_the_best_of_all(
    seed: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against every solution; with targets so wide that rosters of several values meet them."""
    monkeypatch.setattr(choosing, "MANY", 0)
    monkeypatch.setattr(climbing, "FIRST_CHOICES", 10)
    monkeypatch.setattr(Pool, "mask", lambda _pool, _index, menu: np.arange(len(menu.table)) % 2 == seed % 2)
    program = chance(seed)
    goal = program.goals[0]
    best = min(goal.value(list(one)) for one in solutions(chance(seed)))
    proof = searched(ByChoices, program, workers).proofs[0]
    assert (proof.value, proof.bound) == (best, best)


@pytest.mark.parametrize("room", range(36, 111, 3))
def test_workers_do_not_change_who_has_a_menu_where_room_is_short(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu_making, "MOST_CHOICES", 0)
    monkeypatch.setattr(menu_making, "MOST_IN_ALL", room)
    program = program_of(small_world())
    upper, found = np.array(program.upper, np.int64), []
    for workers in (1, 4):
        maker = MenuMaker(program, as_arrays(program.rows), None, workers)
        maker.serve_later(upper, 150)
        found.append([menu.table.tolist() for menu in maker.menus.menus])
    assert found[0] == found[1]


def test_workers_do_not_change_the_roster() -> None:
    one, four = (searched(ByChoices, program_of(small_world()), workers) for workers in (1, 4))
    assert one == four


def test_the_bound_over_choices_holds_and_keeps_every_best_solution() -> None:
    """Against every way to give each person one of their choices."""
    facts = replace(small_world(), people={one: small_world().people[one] for one in ("p0", "p3", "p4")})
    program = program_of(facts)
    rows = as_arrays(program.rows)
    found = menus_of(program, rows)
    lower, upper = np.array(program.lower, np.int64), np.array(program.upper, np.int64)
    goal = next(goal for goal in program.goals if goal.name == "fill")
    bound = Master(rows, found, found.rows, goal, lower, upper, Pool(found.menus)).bound(10**6, 10.0, threading.Event())
    solved = searched(Sequence, program_of(facts))
    best = solved.proofs[0].value
    assert bound.least() <= best
    for menu, mask in zip(found.menus, bound.within(best), strict=True):
        assert mask[menu.taken(solved.solution)]
    assert len(list(product(*(range(len(menu.table)) for menu in found.menus)))) > 1


def test_a_cancelled_search_keeps_a_roster_that_breaks_no_row() -> None:
    program = program_of(small_world())
    cancel = threading.Event()
    cancel.set()
    solved = ByChoices(program, program.start, deadline=None, workers=1, listener=None, cancel=cancel).run()
    assert solved.cancelled
    assert solved.proofs[0].bound is None
    assert not program.broken_rows(solved.solution)
