"""Every rule decides who is placed, and the auditor notices when a roster was made without it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from rule_cases import Entry, person
from solve_example import Example, P
from solve_examples import BARS, CLASHES, CLAUSES, COVERS, EVERY, PRICED, RINGS

from peerinspect.domain import Facts, Policy, Roster
from peerinspect.files import digest_of, facts_from_dict
from peerinspect.independence.audit import audit
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import solve

LIKING = [["p", "d", 1.0]]
"""What makes p the better choice for d where no rule objects."""


def by_name(examples: tuple[Example, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("example", examples, ids=lambda example: example.name)


def solved(file: Entry, *without: str) -> tuple[Facts, Roster]:
    """The best roster for the problem, made as if the rules named in `without` did not exist."""
    facts = facts_from_dict(file)
    digest = digest_of(facts)
    roster = solve(facts, problem_digest=digest, policy_digest="sha256:test", workers=1, without=frozenset(without))
    assert roster.status == "optimal"
    return facts, roster


def clean(file: Entry) -> Roster:
    """The best roster, which the auditor finds nothing wrong with."""
    facts, roster = solved(file)
    assert audit(facts, roster).is_clean
    return roster


def value(roster: Roster, name: str) -> Fraction:
    return next(goal.value for goal in roster.goals if goal.name == name)


def listed(roster: Roster) -> set[str]:
    """The rules that the roster says need a waiver."""
    return {code for placement in roster.placements for code in placement.objections}


def test_every_rule_of_the_rulebook_has_an_example() -> None:
    assert {rule.code for rule in Rulebook.under(Policy()).rules} == {example.code for example in EVERY}


def test_no_two_examples_have_one_name() -> None:
    names = [example.name for example in (*EVERY, *CLAUSES)]
    assert len(set(names)) == len(names)


@by_name((*PRICED, *CLAUSES))
def test_with_the_rule_what_it_forbids_is_not_made_or_is_priced_and_without_it_is(example: Example) -> None:
    roster = clean(example.file())
    hard = example.own == "hard"
    assert len(roster.placements) == example.seats - hard
    assert value(roster, "waivers") == (0 if hard else example.price)
    assert listed(roster) == (set() if hard else {example.code})
    facts, without = solved(example.file(), example.code)
    assert len(without.placements) == example.seats
    assert listed(without) == set()
    report = audit(facts, without)
    assert not report.is_clean
    assert {one.rule for one in (report.hard if hard else report.soft)} == {example.code}


@by_name(tuple(example for example in (*PRICED, *CLAUSES) if example.own == "soft"))
def test_what_is_waived_costs_nothing_and_needs_no_further_waiver(example: Example) -> None:
    waivers = [
        {"rule": example.code, "person": who["id"], "duty": work["id"], "until": work["to"]}
        for who in example.people
        for work in example.duties
    ]
    roster = clean(example.file(waivers=waivers))
    assert len(roster.placements) == example.seats
    assert value(roster, "waivers") == 0
    assert listed(roster) == set()


@by_name(PRICED)
def test_a_hard_rule_leaves_a_seat_empty(example: Example) -> None:
    roster = clean(example.file("hard"))
    assert len(roster.placements) == example.seats - 1
    assert value(roster, "fill") == 1
    assert value(roster, "waivers") == 0
    assert listed(roster) == set()


@by_name(PRICED)
def test_a_soft_rule_is_used_at_its_price_rather_than_leave_a_seat_empty(example: Example) -> None:
    roster = clean(example.file("soft"))
    assert len(roster.placements) == example.seats
    assert value(roster, "fill") == 0
    assert value(roster, "waivers") == example.price
    assert listed(roster) == {example.code}


@by_name(PRICED)
def test_a_rule_that_is_off_is_silent(example: Example) -> None:
    roster = clean(example.file("off"))
    assert len(roster.placements) == example.seats
    assert value(roster, "fill") == value(roster, "waivers") == 0
    assert listed(roster) == set()


@by_name(PRICED)
def test_a_rule_is_as_strong_as_the_rulebook_says_where_the_policy_is_silent(example: Example) -> None:
    silent, named = clean(example.file()), clean(example.file(example.own))
    assert silent.placements == named.placements
    assert silent.goals == named.goals


@pytest.mark.parametrize("strength", ["hard", "soft"])
@by_name(BARS)
def test_the_rule_sends_another_in_place_of_the_better_liked(example: Example, strength: str) -> None:
    rival = person("q", "K")
    chosen = clean(example.file(strength, people=[rival], fit=LIKING))
    assert [placement.person for placement in chosen.placements] == ["q"]
    silent = clean(example.file("off", people=[rival], fit=LIKING))
    assert [placement.person for placement in silent.placements] == ["p"]


@by_name(COVERS)
def test_a_need_of_the_team_sends_another_in_place_of_the_better_liked(example: Example) -> None:
    chosen = clean(example.file(fit=LIKING))
    assert [placement.person for placement in chosen.placements] == ["q"]
    assert value(chosen, "fill") == 0
    silent = clean(example.file("off", fit=LIKING))
    assert [placement.person for placement in silent.placements] == ["p"]


@by_name(COVERS)
def test_a_need_that_nobody_meets_costs_half_a_seat(example: Example) -> None:
    alone = clean(example.file() | {"people": [example.people[0]]})
    assert [placement.person for placement in alone.placements] == ["p"]
    assert value(alone, "fill") == Fraction(1, 2)


@pytest.mark.parametrize("status", ["done", "live"])
@by_name(CLASHES)
def test_a_past_or_fixed_placement_keeps_the_other_half_out(example: Example, status: str) -> None:
    assert example.first is not None
    who, what = example.first
    recorded = [{"person": who, "duty": what, "status": status}]
    barred = clean(example.file("hard", placements=recorded))
    assert {placement.pair for placement in barred.placements} <= {example.first}
    silent = clean(example.file("off", placements=recorded))
    assert {placement.pair for placement in silent.placements} - {example.first}


@by_name(BARS)
def test_a_fixed_placement_stays_against_a_hard_rule_and_the_auditor_says_so(example: Example) -> None:
    pair = (example.people[0]["id"], example.duties[0]["id"])
    fixed = [{"person": pair[0], "duty": pair[1], "status": "live"}]
    facts, roster = solved(example.file("hard", placements=fixed))
    assert [placement.pair for placement in roster.placements] == [pair]
    assert not audit(facts, roster).is_clean


@pytest.mark.parametrize("strength", ["hard", "soft"])
@by_name(PRICED)
def test_the_auditor_notices_a_roster_made_without_the_rule(example: Example, strength: str) -> None:
    facts, roster = solved(example.file(strength), example.code)
    assert len(roster.placements) == example.seats
    report = audit(facts, roster)
    assert not report.is_clean
    assert {one.rule for one in (report.hard if strength == "hard" else report.soft)} == {example.code}


@by_name(PRICED)
def test_the_auditor_notices_it_at_the_rulebooks_own_strength(example: Example) -> None:
    facts, roster = solved(example.file(), example.code)
    assert not audit(facts, roster).is_clean


@by_name(COVERS)
def test_the_auditor_notices_a_roster_made_without_the_need(example: Example) -> None:
    facts, roster = solved(example.file(fit=LIKING), example.code)
    assert [placement.person for placement in roster.placements] == [P["id"]]
    assert not audit(facts, roster).is_clean


@by_name((*PRICED, *COVERS))
def test_an_auditor_with_an_empty_rulebook_fails(example: Example) -> None:
    facts, roster = solved(example.file())
    assert not audit(facts, roster, rulebook=Rulebook(())).is_clean


@by_name(RINGS)
def test_a_ring_is_priced_left_open_or_let_be_as_the_policy_says(example: Example) -> None:
    soft, hard, off = (clean(example.file(strength)) for strength in ("soft", "hard", "off"))
    assert [len(roster.placements) for roster in (soft, hard, off)] == [3, 2, 3]
    assert [value(roster, "waivers") for roster in (soft, hard, off)] == [1, 0, 0]
    assert [listed(roster) for roster in (soft, hard, off)] == [{"ring"}, set(), set()]


@by_name(RINGS)
def test_the_auditor_notices_a_ring_that_was_made_without_the_rule(example: Example) -> None:
    facts, roster = solved(example.file(), "ring")
    report = audit(facts, roster)
    assert not report.is_clean
    assert {one.rule for one in report.soft} == {"ring"}
