"""Assignments known by the examination's arrays alone: what trying all finds, and what the program of rows says."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from peerinspect.domain import Authority, Duty, Facts, Offer, Period, Person, Placement, Policy, Post
from peerinspect.domain.policy import RuleSetting
from peerinspect.files import problem_dict
from peerinspect.independence import goals
from peerinspect.independence.audit import audit
from peerinspect.independence.examiner import Examination, examine
from peerinspect.independence.rulebook import RULES, Rulebook
from peerinspect.matching import InexactAmounts, solve
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.by_flow import ByFlow
from peerinspect.matching.engines import flows_of, seated
from peerinspect.matching.room import Room
from peerinspect.matching.seat_flows import seat_flows
from peerinspect.matching.sequence import Sequence, Solved
from peerinspect.matching.task import Task
from tests.matching.assignments import AS_OF, DAYS, random_assignment
from tests.matching.small_world import small_world
from tests.oracle.brute import best

COUNCILS = 4
ONLY = {"not-offered", "days-a-year", "personal-tie", "undeclared", "vetting-lapsed", "other-connection"}


def examined(facts: Facts) -> Examination:
    return examine(facts, Rulebook.under(facts.policy))


def by_arrays(facts: Facts) -> Solved | None:
    return seated(examined(facts), goals.keep_weights(facts), Room(), None)


def said(solved: Solved, candidates: int) -> list[object]:
    """The placements, and each goal with its value and bound in its own units."""
    proofs = [
        (one.goal.name, one.goal.reported(one.value), None if one.bound is None else one.goal.reported(one.bound))
        for one in solved.proofs
    ]
    return [[int(one) for one in solved.solution[:candidates]], proofs]


def by_rows(facts: Facts, *, by_search: bool) -> Solved:
    program = Assembly(examined(facts), goals.keep_weights(facts)).build()
    if by_search:
        cancel = threading.Event()
        return Sequence(program, program.start, deadline=None, workers=1, listener=None, cancel=cancel).run()
    flows = flows_of(program)
    assert flows is not None
    return ByFlow(flows, Task(program, program.start, Room())).run()


def placed_in_england(facts: Facts, rng: Random) -> Facts:
    """The same at councils that lie somewhere, border on each other and have neighbours, with people who hold posts.

    Rules that speak of posts and councils are off, so that only `fit` can tell where anybody is from.
    """
    codes = [f"C{number}" for number in range(COUNCILS)]
    councils = {
        code: Authority(code, code, "R", *(rng.choice((None, 51 + rng.random())), rng.random())) for code in codes
    }
    people = {
        id_: replace(one, posts=tuple(_post(code) for code in rng.sample(codes, rng.randrange(3))), skills=_skills(rng))
        for id_, one in facts.people.items()
    }
    duties = {
        id_: replace(one, authorities=frozenset(rng.sample(codes, rng.randrange(3))))
        for id_, one in facts.duties.items()
    }
    off = switched_off(ONLY)
    weights = {"travel": Fraction(1, 4), "affinity": Fraction(37, 2)} if rng.random() < 0.5 else {}
    policy = replace(facts.policy, rules={**off, **facts.policy.rules}, weights=weights)
    borders = frozenset(frozenset(rng.sample(codes, 2)) for _ in range(2))
    neighbours = {tuple(rng.sample(codes, 2)): rng.randint(1, 12) for _ in range(4)}
    return replace(
        facts,
        people=people,
        duties=duties,
        authorities=councils,
        borders=borders,
        neighbours=neighbours,  # type: ignore[arg-type]
        policy=policy,
    )


def switched_off(but: set[str]) -> dict[str, RuleSetting]:
    return {rule.code: RuleSetting("off") for rule in RULES if rule.code not in but}


def _post(code: str) -> Post:
    return Post(code, "senior", "substantive", Period(date(2015, 1, 1)))


def _skills(rng: Random) -> frozenset[str]:
    return frozenset(rng.sample(("law", "health"), rng.randrange(3)))


def at_several_times(facts: Facts, rng: Random) -> Facts:
    """The same with duties that begin in different months of two years, so that years overlap."""
    duties = {}
    for id_, one in facts.duties.items():
        begins = date(2027 + rng.randrange(2), rng.choice((1, 4, 9)), 4)
        duties[id_] = replace(one, period=Period(begins, date(begins.year, begins.month + 2, 26)))
    return replace(facts, duties=duties)


@pytest.mark.parametrize("part", range(4))
def test_arrays_and_rows_say_the_same_of_random_assignments(part: int) -> None:
    known = 0
    for seed in range(2000 + part * 40, 2040 + part * 40):
        facts = random_assignment(Random(seed), most_people=10, most_duties=12)
        arrays, size = by_arrays(facts), len(examined(facts).candidates)
        if arrays is not None:
            known += 1
            assert said(arrays, size) == said(by_rows(facts, by_search=False), size), seed
            if seed % 8 == 0:
                assert said(arrays, size) == said(by_rows(facts, by_search=True), size), seed
    assert known >= 30


def test_where_people_are_from_counts_as_the_plain_formula_says() -> None:
    known = 0
    for seed in range(120):
        rng = Random(seed)
        facts = placed_in_england(random_assignment(rng), rng)
        found = examined(facts)
        flows = seat_flows(found, goals.keep_weights(facts))
        if flows is None or "fit" not in flows.on_arcs:
            continue
        known += 1
        goal = next(one for one in flows.goals if one.name == "fit")
        costs = flows.on_arcs["fit"][: len(found.candidates)].tolist()
        assert [goal.reported(cost) for cost in costs] == [goals.fit_score(one) for one in found.candidates], seed
    assert known >= 60


def test_in_england_too_the_roster_is_the_best_of_all() -> None:
    for seed in range(40):
        rng = Random(3000 + seed)
        facts = placed_in_england(random_assignment(rng, most_people=4, most_duties=4), rng)
        roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
        values, placements = best(problem_dict(facts))
        assert {goal.name: goal.value for goal in roster.goals} == values, seed
        assert all(goal.bound == goal.value for goal in roster.goals), seed
        assert sorted(one.pair for one in roster.placements) == sorted(placements), seed
        assert not audit(facts, roster).faults, seed


def test_years_that_overlap_are_kept() -> None:
    for seed in range(40):
        rng = Random(4000 + seed)
        facts = at_several_times(random_assignment(rng, most_people=4, most_duties=4), rng)
        roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
        values, placements = best(problem_dict(facts))
        assert {goal.name: goal.value for goal in roster.goals} == values, seed
        assert sorted(one.pair for one in roster.placements) == sorted(placements), seed
        assert not audit(facts, roster).faults, seed


def on_site(facts: Facts, rng: Random) -> Facts:
    """The same with a council of each person's own, some shared by two, and days on site that meet."""
    codes = [f"C{number}" for number in range(len(facts.people) + 1)]
    people = {
        id_: replace(one, posts=(_post(codes[rng.choice((place, max(place - 1, 0)))]),))
        for place, (id_, one) in enumerate(facts.people.items())
    }
    duties = {}
    for id_, one in facts.duties.items():
        first = date(2027, 1, 4 + rng.randrange(4))
        days = Period(first, date(2027, 1, first.day + rng.randrange(3)))
        duties[id_] = replace(one, authorities=frozenset({codes[-1]}), on_site=(days,))
    councils = {code: Authority(code, code, "R", None, None) for code in codes}
    policy = replace(facts.policy, rules={**switched_off({*ONLY, "away-at-once"}), **facts.policy.rules})
    return replace(facts, people=people, duties=duties, authorities=councils, policy=policy)


def test_whoever_is_away_at_two_places_is_one_that_a_council_lends() -> None:
    known = 0
    for seed in range(60):
        rng = Random(5000 + seed)
        facts = on_site(random_assignment(rng, most_people=4, most_duties=4), rng)
        known += by_arrays(facts) is not None
        roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
        values, placements = best(problem_dict(facts))
        assert {goal.name: goal.value for goal in roster.goals} == values, seed
        assert sorted(one.pair for one in roster.placements) == sorted(placements), seed
        assert not audit(facts, roster).faults, seed
    assert known >= 10


def ring_of_three() -> Facts:
    """Three people of three councils, each of whom could inspect the next: all three at once would be a ring."""
    codes = ["A", "B", "C"]
    councils = {code: Authority(code, code, "R", None, None) for code in codes}
    people = {
        code.lower(): Person(
            code.lower(), offers=(Offer("inspect", 10),), posts=(_post(code),), vetted_on=AS_OF, declared_on=AS_OF
        )
        for code in codes
    }
    duties = {
        f"i{code}": Duty(
            f"i{code}", "inspect", Period(date(2027, month, 4), date(2027, month, 8)), 1, frozenset({code}), days=5
        )
        for code, month in zip(codes, (1, 3, 5), strict=True)
    }
    off = switched_off({*ONLY, "ring", "own-authority", "inspections-a-year"})
    affinity = {("a", "iB"): 1.0, ("b", "iC"): 1.0, ("c", "iA"): 1.0}
    policy = Policy(rules={**off, "inspections-a-year": RuleSetting(parameters={"most": 1})})
    return Facts(AS_OF, people, duties, councils, affinity=affinity, policy=policy)


def test_a_ring_in_the_answer_is_left_to_the_search_that_prices_it() -> None:
    facts = ring_of_three()
    assert seat_flows(examined(facts), {}) is not None
    assert by_arrays(facts) is None
    roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
    values, placements = best(problem_dict(facts))
    assert {goal.name: goal.value for goal in roster.goals} == values
    assert values["waivers"] == 1
    assert sorted(one.pair for one in roster.placements) == sorted(placements)


def plain(number: int, **changes: object) -> Facts:
    """As many people as reviews, nothing between them."""
    people = {
        f"p{place}": Person(f"p{place}", offers=(Offer("review", 2 * DAYS),), vetted_on=AS_OF, declared_on=AS_OF)
        for place in range(number)
    }
    term = Period(date(2027, 1, 4), date(2027, 3, 26))
    duties = {f"d{place}": Duty(f"d{place}", "review", term, 1, days=DAYS) for place in range(number)}
    return replace(Facts(AS_OF, people, duties), **changes)  # type: ignore[arg-type]


def test_what_arrays_do_not_show_is_left_to_the_rows() -> None:
    skilled = plain(3)
    one = replace(skilled.duties["d0"], skills=frozenset({"law"}))
    longer = replace(skilled.duties["d0"], days=DAYS + 1)
    assert seat_flows(examined(plain(3)), {}) is not None
    assert seat_flows(examined(replace(skilled, duties={**skilled.duties, "d0": one})), {}) is None
    assert seat_flows(examined(replace(skilled, duties={**skilled.duties, "d0": longer})), {}) is None
    assert seat_flows(examined(small_world()), {}) is None
    assert seat_flows(examined(plain(0)), {}) is None


def test_amounts_too_fine_to_be_added_up_are_refused_as_ever() -> None:
    facts = plain(2, affinity={("p0", "d0"): 1e14, ("p1", "d0"): 2.0})
    assert seat_flows(examined(facts), {}) is None
    with pytest.raises(InexactAmounts, match="fit"):
        solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)


def test_halves_are_rounded_to_even_numbers() -> None:
    facts = plain(1, affinity={("p0", "d0"): 0.5}, policy=Policy(weights={"affinity": Fraction(5)}))
    flows = seat_flows(examined(facts), {})
    assert flows is not None
    assert flows.on_arcs["fit"][0] == -2 == -round(2.5)


def test_a_cancelled_assignment_leaves_what_is_fixed_and_proves_nothing() -> None:
    cancel = threading.Event()
    cancel.set()
    facts = plain(3, placements=(Placement("p0", "d0", "live"),))
    roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", cancel=cancel)
    assert roster.status == "cancelled"
    assert [one.pair for one in roster.placements] == [("p0", "d0")]


def test_an_assignment_stops_after_the_goal_in_which_it_is_cancelled() -> None:
    cancel = threading.Event()
    solved = seated(examined(plain(4)), {}, Room(cancel=cancel), lambda step: cancel.set())
    assert solved is not None
    assert solved.cancelled
    assert [one.bound == one.value for one in solved.proofs] == [True, *[False] * (len(solved.proofs) - 1)]


def test_no_candidate_is_an_object_but_those_that_are_placed() -> None:
    facts = plain(30, affinity={(f"p{one}", f"d{one}"): 1.0 for one in range(30)})
    found = examined(facts)
    roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", found=found)
    assert "candidates" not in vars(found)
    assert len(roster.placements) == 30
    assert np.array([goal.bound == goal.value for goal in roster.goals]).all()


def test_what_is_settled_beyond_a_soft_ceiling_is_priced_though_nobody_can_fill_it() -> None:
    facts = plain(2)
    term = Period(date(2026, 10, 5), date(2028, 10, 4))
    boards = {f"c{place}": Duty(f"c{place}", "chair", term, 1) for place in range(3)}
    held = tuple(Placement("p0", board, "live") for board in boards)
    facts = replace(facts, duties={**facts.duties, **boards}, placements=held)
    roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
    values, placements = best(problem_dict(facts))
    assert values["waivers"] == 1
    assert {goal.name: goal.value for goal in roster.goals} == values
    assert sorted(one.pair for one in roster.placements) == sorted(placements)


def test_what_is_settled_beyond_a_soft_ceiling_is_priced() -> None:
    for seed in range(40):
        rng = Random(5000 + seed)
        facts = random_assignment(rng, most_people=3, most_duties=4)
        soft = RuleSetting("soft", parameters={"most": DAYS * rng.randrange(3)})
        fixed = tuple(replace(one, status="live") for one in facts.placements)
        policy = replace(facts.policy, rules={**facts.policy.rules, "days-a-year": soft})
        facts = replace(facts, placements=fixed, policy=policy)
        roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
        values, placements = best(problem_dict(facts))
        assert {goal.name: goal.value for goal in roster.goals} == values, seed
        assert sorted(one.pair for one in roster.placements) == sorted(placements), seed
