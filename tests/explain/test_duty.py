"""For every duty, everybody: chosen, eligible or blocked, never silently missing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest

from peerinspect.domain import Facts, Placement, Roster, RuleSetting
from peerinspect.explain import DutyExplanation, explain_duty
from peerinspect.files import facts_from_dict
from peerinspect.independence import goals
from peerinspect.independence.rulebook import FIRST_EDITION, RULES, Rulebook
from peerinspect.matching import solve
from tests.matching.small_world import small_world
from tests.oracle.problems import random_problem

FACTS = small_world()


@pytest.fixture(scope="module")
def roster() -> Roster:
    return solve(FACTS, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)


def everybody(answer: DutyExplanation) -> list[str]:
    return sorted(one.person for one in (*answer.chosen, *answer.eligible, *answer.blocked))


def test_nobody_is_missing_for_any_duty(roster: Roster) -> None:
    for duty in FACTS.duties:
        assert everybody(explain_duty(FACTS, roster, duty)) == sorted(FACTS.people)


def test_the_chosen_are_those_of_the_roster(roster: Roster) -> None:
    for duty in FACTS.duties:
        chosen = {one.person for one in explain_duty(FACTS, roster, duty).chosen}
        assert chosen == {one.person for one in roster.placements if one.duty == duty}


def test_a_blocked_person_has_a_hard_objection_with_its_sentence(roster: Roster) -> None:
    blocked = {one.person: one for one in explain_duty(FACTS, roster, "c0").blocked}
    assert "p0" in blocked
    assert [each.rule for each in blocked["p0"].objections if each.strength == "hard"][:1] == ["own-authority"]
    assert blocked["p0"].objections[0].sentence == "Director 0 works for Council 0."
    assert blocked["p0"].objections[0].evidence


def test_the_estimate_of_a_swap_is_the_change_of_each_goal(roster: Roster) -> None:
    """Recomputed from scratch on the swapped roster."""
    covers = Rulebook.under(FACTS.policy).covers

    def totals(pairs: list[tuple[str, str]]) -> dict[str, Fraction]:
        days = goals.days_placed(FACTS, pairs)
        offered = {person: FACTS.people[person].days_offered() for person in days}
        return {
            "fill": sum(
                (goals.fill_cost(FACTS, duty, team, covers) for duty, team in goals.teams(FACTS, pairs)),
                start=Fraction(0),
            ),
            "peak": Fraction(max(goals.share_percent(days[person], offered[person]) for person in days)),
            "spread": Fraction(sum(goals.spread_cost(days[person], offered[person]) for person in days)),
            "fit": -sum((goals.fit_score(one) for one in goals.engaged(FACTS, pairs)), start=Fraction(0)),
        }

    pairs = [one.pair for one in roster.placements]
    for duty in FACTS.duties:
        for choice in explain_duty(FACTS, roster, duty).eligible:
            swapped = [pair for pair in pairs if pair != (choice.instead_of, duty)] + [(choice.person, duty)]
            before, after = totals(pairs), totals(swapped)
            assert choice.cost is not None
            assert {name: after[name] - before[name] for name in after} == {name: choice.cost[name] for name in after}


def test_ranks_run_from_one_and_the_cheapest_swap_comes_first(roster: Roster) -> None:
    for duty in FACTS.duties:
        eligible = explain_duty(FACTS, roster, duty).eligible
        assert [one.rank for one in eligible] == list(range(1, len(eligible) + 1))
        costs = [tuple((one.cost or {}).values()) for one in eligible]
        assert costs == sorted(costs)


def test_one_person_can_be_asked_about_alone(roster: Roster) -> None:
    answer = explain_duty(FACTS, roster, "c0", "p0")
    assert everybody(answer) == ["p0"]


def test_an_unknown_duty_or_person_is_refused(roster: Roster) -> None:
    with pytest.raises(KeyError):
        explain_duty(FACTS, roster, "nothing")
    with pytest.raises(KeyError):
        explain_duty(FACTS, roster, "c0", "nobody")


def test_the_explanation_is_data_that_json_can_hold(roster: Roster) -> None:
    answer = explain_duty(FACTS, roster, "i0")
    assert json.loads(json.dumps(answer.as_dict())) == answer.as_dict()
    assert "Blocked" in answer.as_text()


def test_what_comes_back_to_where_it_was_promised_is_worth_what_was_promised(roster: Roster) -> None:
    """By hand: an accepted placement of the file that the roster dropped weighs 10, a proposed one that goes, 1."""
    held = next(one for one in roster.placements if one.duty == "i0")
    other = next(one.person for one in explain_duty(FACTS, roster, "i0").eligible)
    facts = replace(FACTS, placements=(Placement(other, "i0", "accepted"),))
    choice = next(one for one in explain_duty(facts, roster, "i0").eligible if one.person == other)
    assert choice.instead_of == held.person
    assert choice.cost is not None
    assert choice.cost["keep"] == 1 - 10


def test_who_has_done_a_duty_already_is_blocked_and_told_so(roster: Roster) -> None:
    eligible = explain_duty(FACTS, roster, "i0").eligible[0].person
    facts = replace(FACTS, placements=(Placement(eligible, "i0", "done"),))
    blocked = {one.person: one for one in explain_duty(facts, roster, "i0").blocked}
    assert [each.rule for each in blocked[eligible].objections][:1] == ["already-done"]


def test_where_every_seat_is_settled_the_others_are_told_by_whom(roster: Roster) -> None:
    """A live or pinned placement stays: without this nothing at all would stand against those who could do it."""
    held = next(one for one in roster.placements if one.duty == "i0")
    facts = replace(FACTS, placements=(Placement(held.person, "i0", "offered", pinned=True),))
    before, after = explain_duty(FACTS, roster, "i0"), explain_duty(facts, roster, "i0")
    assert before.eligible and not after.eligible
    rules = {one.person: [(each.rule, each.strength) for each in one.objections] for one in after.blocked}
    assert all(("seat-taken", "hard") in rules[one.person] for one in (*before.eligible, *before.blocked))
    told = after.blocked[0].objections[-1]
    assert told.sentence == f"No seat is free; settled already: {FACTS.people[held.person].name}."
    assert "seat-taken" not in {each.rule for one in before.blocked for each in one.objections}


def test_a_duty_without_seats_says_so(roster: Roster) -> None:
    facts = replace(FACTS, duties={**FACTS.duties, "i0": replace(FACTS.duties["i0"], seats=0)})
    nobody = replace(roster, placements=tuple(one for one in roster.placements if one.duty != "i0"))
    answer = explain_duty(facts, nobody, "i0")
    assert everybody(answer) == sorted(FACTS.people) == sorted(one.person for one in answer.blocked)
    assert all("seat-taken" in {each.rule for each in one.objections} for one in answer.blocked)


def figures_compared(facts: Facts) -> int:
    """How many estimates there are, each of which must be the change of its goal, recomputed on the swapped roster."""
    answer = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
    rules, pairs = Rulebook.under(facts.policy), [one.pair for one in answer.placements]
    names = [name for name in facts.policy.ordered_goals() if name != "canon"]
    compared = 0
    for duty in (one.id for one in facts.duties.values() if facts.is_open(one)):
        for choice in explain_duty(facts, answer, duty).eligible:
            swapped = [pair for pair in pairs if pair != (choice.instead_of, duty)] + [(choice.person, duty)]
            for name in names:
                change = goals.value_of(name, facts, swapped, answer, rules)
                change -= goals.value_of(name, facts, pairs, answer, rules)
                assert choice.cost is not None
                assert choice.cost[name] == (-change if name == "fit" else change)
                compared += 1
    return compared


def under_the_first_edition(facts: Facts) -> Facts:
    """With the rules that came later off: they leave less to estimate."""
    later = {rule.code: RuleSetting("off") for rule in RULES if rule.code not in FIRST_EDITION}
    return replace(facts, policy=replace(facts.policy, rules={**facts.policy.rules, **later}))


@pytest.mark.parametrize("first", [0, 40, 80, 120])
def test_estimates_agree_with_the_goals_recomputed_on_small_random_problems(first: int) -> None:
    """Excess counts by the fullest bucket of a holder, and whoever opens a year makes what others put in count."""
    problems = [facts_from_dict(random_problem(Random(seed))) for seed in range(first, first + 40)]
    assert sum(figures_compared(facts) for facts in problems) > 20
    assert sum(figures_compared(under_the_first_edition(facts)) for facts in problems) > 20


def test_what_is_over_is_open_to_nobody_whoever_did_it(roster: Roster) -> None:
    """Exact reading 5: closed duties are not filled. It is said of everybody, first of all."""
    duty = FACTS.duties["c0"]
    after = duty.last_day + timedelta(days=1)
    later = replace(FACTS, as_of=after, placements=(Placement("p1", "c0", "done"),))
    answer = explain_duty(later, roster, "c0")
    assert (answer.chosen, answer.eligible) == ((), ())
    assert everybody(answer) == sorted(FACTS.people)
    for one in answer.blocked:
        assert one.objections[0].rule == "duty-over"
        assert one.objections[0].strength == "hard"
        assert str(duty.last_day.year) in one.objections[0].sentence
    did = next(one for one in answer.blocked if one.person == "p1")
    assert [each.rule for each in did.objections[:2]] == ["duty-over", "already-done"]


def test_on_its_last_day_a_duty_is_still_open(roster: Roster) -> None:
    last = replace(FACTS, as_of=FACTS.duties["c0"].last_day)
    answer = explain_duty(last, roster, "c0")
    assert not any(each.rule == "duty-over" for one in answer.blocked for each in one.objections)
