"""Building and listing end soon once it is over, and what there is by then is still an answer."""

from __future__ import annotations

import threading
import time

import pytest

from peerinspect.independence import goals
from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.choosing import ByChoices
from peerinspect.matching.listing import listed
from peerinspect.matching.menu_making import menus_of
from peerinspect.matching.program import Program, Row
from peerinspect.matching.relaxation import as_arrays
from peerinspect.matching.solving import solve
from peerinspect.season.generate import generate
from tests.matching.small_world import small_world


def built(calls: int) -> Program:
    """The small world's program, over after so many looks at the clock."""
    facts, looks = small_world(), iter([False] * calls)
    found = examine(facts, Rulebook.under(facts.policy))
    return Assembly(found, goals.keep_weights(facts, None), is_over=lambda: next(looks, True)).build()


@pytest.mark.parametrize("calls", range(4))
def test_a_program_cut_short_values_the_empty_roster(calls: int) -> None:
    whole, short = built(10), built(calls)
    cancel = threading.Event()
    cancel.set()
    solved = ByChoices(short, short.start, deadline=None, workers=1, listener=None, cancel=cancel).run()
    assert [proof.bound for proof in solved.proofs] == [None] * len(whole.goals)
    empty = {goal.name: goal.value(whole.start) for goal in whole.goals}
    assert {proof.goal.name: proof.goal.value(solved.solution) for proof in solved.proofs} == empty
    assert not short.broken_rows(solved.solution)


def test_listing_many_choices_ends_within_a_moment() -> None:
    began, members = time.monotonic(), list(range(60))
    row = Row(tuple((member, 1) for member in members), None, 8)
    assert listed(members, [row], 10**9, lambda: time.monotonic() - began > 0.3) is None
    assert time.monotonic() - began < 5.0


def test_nobody_is_served_once_it_is_over() -> None:
    program = built(10)
    assert menus_of(program, as_arrays(program.rows)).menus
    assert not menus_of(program, as_arrays(program.rows), lambda: True).menus


def test_a_solve_that_is_over_before_it_begins_keeps_what_is_fixed() -> None:
    """Nothing is examined, nothing searched: the fixed placements are the answer, and no goal is bounded."""
    stop = threading.Event()
    stop.set()
    facts = generate(1, 7)
    roster = solve(facts, problem_digest="", policy_digest="", cancel=stop)
    fixed = {one.pair for one in facts.placements if facts.is_fixed(one)}
    assert roster.status == "cancelled"
    assert {(one.person, one.duty) for one in roster.placements} == fixed
    assert fixed and all(goal.bound is None for goal in roster.goals)
    over = solve(facts, problem_digest="", policy_digest="", time_limit=0.0)
    assert (over.status, over.placements) == ("feasible", roster.placements)
