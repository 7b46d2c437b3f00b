"""For every duty, everybody: chosen, eligible or blocked, never silently missing."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from peerinspect.domain import Roster
from peerinspect.explain import DutyExplanation, explain_duty
from peerinspect.independence import goals
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import solve
from tests.matching.small_world import small_world

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
    """Recomputed from scratch on the swapped roster, but for `waivers`, which has a test of its own."""
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
