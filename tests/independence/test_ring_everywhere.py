"""`ring` wherever placements are weighed: the auditor, the goal `waivers`, the examiner, what a roster must list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations
from random import Random

import pytest
from audit_cases import honest_roster, waiver
from ring_worlds import AB, BC, CA, DA, crowded_world, four_councils, placements, ring_alone, ring_policy

from peerinspect.domain import Facts, RuleSetting, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.audit import Report, audit
from peerinspect.independence.auditing import examination, threes
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examiner import examine, settled_engagements
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.rules.ring import Ring
from peerinspect.independence.waivers_needed import waivers_needed

ALL = {AB: ("ring",), BC: ("ring",), CA: ("ring",)}


def audited(facts: Facts, *pairs: Pair, listed: dict[Pair, tuple[str, ...]] | None = None) -> Report:
    book = ring_alone(facts)
    return audit(facts, honest_roster(facts, pairs, book, listed), book)


def waivers_value(facts: Facts, *pairs: Pair) -> Fraction:
    return goals.value_of("waivers", facts, pairs, None, ring_alone(facts))


# --- the auditor and the goal -----------------------------------------------------------------------------------------


def test_a_soft_ring_costs_its_weight_once_and_all_three_list_it() -> None:
    facts = four_councils()
    report = audited(facts, AB, BC, CA, listed=ALL)
    assert report.is_clean, report.lines()
    assert [(one.rule, set(one.people)) for one in report.soft] == [("ring", {"a", "b", "c"})]
    assert dict(report.values)["waivers"] == 1
    assert report.rules_examined == 1
    assert report.threes_examined == 1


def test_the_weight_is_the_policys() -> None:
    policy = replace(ring_policy(), rules={"ring": RuleSetting(weight=Fraction(7, 2))})
    assert waivers_value(four_councils(policy=policy), AB, BC, CA) == Fraction(7, 2)


@pytest.mark.parametrize("silent", [AB, BC, CA])
def test_a_ring_that_one_of_three_does_not_list_is_a_fault(silent: Pair) -> None:
    listed = {pair: codes for pair, codes in ALL.items() if pair != silent}
    report = audited(four_councils(), AB, BC, CA, listed=listed)
    assert report.faults == (f"{silent[0]} on {silent[1]}: needs a waiver of ring, which the roster does not say.",)


def test_two_of_three_and_a_fourth_elsewhere_make_no_ring() -> None:
    report = audited(four_councils(), AB, BC, DA)
    assert report.is_clean
    assert not report.soft
    assert report.threes_examined == 1


def test_a_hard_ring_is_forbidden() -> None:
    report = audited(four_councils(policy=ring_policy("hard")), AB, BC, CA)
    assert [one.rule for one in report.hard] == ["ring"]
    assert not report.standing
    assert not report.is_clean


def test_a_hard_ring_of_fixed_and_past_placements_alone_is_standing() -> None:
    facts = four_councils(["at-c"], policy=ring_policy("hard"), placements=placements(a="live", b="done", c="live"))
    report = audited(facts, AB, CA)
    assert not report.hard
    assert [one.rule for one in report.standing] == ["ring"]
    assert not report.is_clean


def test_history_counts_where_one_of_three_is_not_past_and_lists_nothing_itself() -> None:
    facts = four_councils(["at-b", "at-c"], placements=placements(a="done", b="done"))
    assert waivers_value(facts, CA) == 1
    report = audited(facts, CA, listed={CA: ("ring",)})
    assert report.is_clean, report.lines()


def test_a_ring_of_history_alone_counts_nothing() -> None:
    facts = four_councils(["at-a", "at-b", "at-c"], placements=placements(a="done", b="done", c="done"))
    report = audited(facts)
    assert not report.soft
    assert not report.standing
    assert dict(report.values)["waivers"] == 0


def test_the_months_are_counted_from_the_earliest_end_to_the_latest_start() -> None:
    """By hand: the first ended on 6 June 2025, the latest begins on 2 March 2026: 8 months are clear, 9 are not."""
    for months, cost in ((8, 0), (9, 1)):
        facts = four_councils(["at-b"], policy=ring_policy(months=months), placements=placements(a="done"))
        assert waivers_value(facts, BC, CA) == cost


@pytest.mark.parametrize("whose", [AB, BC, CA])
def test_a_waiver_for_any_one_of_the_three_covers_the_ring(whose: Pair) -> None:
    facts = four_councils(waivers=(waiver("ring", *whose),))
    report = audited(facts, AB, BC, CA)
    assert report.is_clean, report.lines()
    assert dict(report.values)["waivers"] == 0


@pytest.mark.parametrize(("whose", "other", "cost"), [(AB, CA, 0), (CA, BC, 0), (AB, DA, 1), (DA, AB, 1)])
def test_a_waiver_of_a_pair_covers_the_ring_only_where_both_are_of_the_three(
    whose: Pair, other: Pair, cost: int
) -> None:
    facts = four_councils(waivers=(waiver("ring", *whose, other=other),))
    assert waivers_value(facts, AB, BC, CA) == cost


@pytest.mark.parametrize(("until", "cost"), [("2026-03-06", 0), ("2026-03-05", 1)])
def test_the_waiver_must_reach_the_last_day(until: str, cost: int) -> None:
    assert waivers_value(four_councils(waivers=(waiver("ring", *AB, until=until),)), AB, BC, CA) == cost


def test_no_waiver_covers_a_hard_ring() -> None:
    report = audited(four_councils(policy=ring_policy("hard"), waivers=(waiver("ring", *AB),)), AB, BC, CA)
    assert [one.rule for one in report.hard] == ["ring"]


def test_the_auditor_does_not_ask_for_the_examiners_index(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the auditor asked for the examiner's rounds")

    for name in ("steps", "found", "closing", "rounds"):
        monkeypatch.setattr(Ring, name, refuse)
    for most in (100, 0):
        monkeypatch.setattr(threes, "MOST_FOR_ALL_THREES", most)
        assert waivers_value(four_councils(), AB, BC, CA) == 1


def test_without_the_rule_no_three_are_counted_as_examined() -> None:
    facts = four_councils()
    book = Rulebook.under(facts.policy, frozenset({"ring"}))
    report = audit(facts, honest_roster(facts, [AB, BC, CA], book), book)
    assert report.threes_examined == 0


# --- the examiner -----------------------------------------------------------------------------------------------------


def alone_of(facts: Facts) -> dict[Pair, Fraction]:
    found = examine(facts, ring_alone(facts))
    return {one.pair: cost for one, cost in zip(found.candidates, found.alone, strict=True)}


SETTLED = [(("at-b", "at-c"), "done", "done"), (("at-c",), "live", "done"), ((), "live", "live")]


@pytest.mark.parametrize(("ended", "ann", "ben"), SETTLED)
def test_two_settled_placements_make_a_bar_of_the_ring(ended: tuple[str, ...], ann: str, ben: str) -> None:
    settled = placements(a=ann, b=ben)
    costs = alone_of(four_councils(ended, placements=settled))
    assert costs[CA] == 1
    assert costs[DA] == 0
    barred = alone_of(four_councils(ended, placements=settled, policy=ring_policy("hard")))
    assert CA not in barred
    assert DA in barred


def test_a_waived_ring_costs_the_candidate_nothing_and_a_hard_one_bars_it_all_the_same() -> None:
    settled, waived = placements(a="live", b="live"), (waiver("ring", *BC, other=CA),)
    assert alone_of(four_councils(placements=settled, waivers=waived))[CA] == 0
    assert CA not in alone_of(four_councils(placements=settled, waivers=waived, policy=ring_policy("hard")))


def test_three_settled_placements_cost_beforehand() -> None:
    facts = four_councils(["at-c"], placements=placements(a="live", b="done", c="live"))
    assert examine(facts, ring_alone(facts)).settled_cost == 1


@pytest.mark.parametrize("seed", range(60))
def test_what_the_examiner_knows_and_what_is_found_in_an_answer_make_the_auditors_figure(seed: int) -> None:
    """Whoever searches adds to the examiner's costs the rings of two candidates or three. Hard ones cost nothing."""
    facts, pairs = crowded_world(seed)
    book = ring_alone(facts)
    found = examine(facts, book)
    chosen = [one for one in found.candidates if one.pair in pairs]
    cost = found.settled_cost + sum(
        (each for one, each in zip(found.candidates, found.alone, strict=True) if one in chosen), Fraction(0)
    )
    settled = (*found.past, *found.fixed)
    later = [three for three in book.triples[0].found([*settled, *chosen]) if sum(one in chosen for one in three) > 1]
    soft = [three for three in later if book.triples[0].objections(*three)[0].strength is Strength.SOFT]
    covered = examination.Waivers(facts)
    cost += sum(not covered.cover_three("ring", three) for three in soft)
    roster = [one.pair for one in (*found.fixed, *chosen)]
    assert goals.value_of("waivers", facts, roster, None, book) == cost


@pytest.mark.parametrize("seed", range(60))
def test_what_a_roster_must_list_is_what_the_auditor_asks_for(seed: int) -> None:
    facts, pairs = crowded_world(seed)
    placed, book = goals.engaged(facts, pairs), ring_alone(facts)
    needed = waivers_needed(facts, book, placed, settled_engagements(facts)[0])
    asked = examination.examine(facts, placed, book).codes
    assert needed == {pair: tuple(sorted(codes)) for pair, codes in asked.items()}


# --- rings found fast -------------------------------------------------------------------------------------------------


def everyone(seed: int) -> tuple[Ring, list[Engagement]]:
    facts, pairs = crowded_world(seed)
    return Ring.under(facts.policy), [*settled_engagements(facts)[0], *goals.engaged(facts, pairs)]


def of_pairs(three: Sequence[Engagement]) -> frozenset[Pair]:
    return frozenset(one.pair for one in three)


def test_the_fast_way_finds_each_offending_three_once_and_no_other() -> None:
    total = 0
    for seed in range(60):
        rule, engagements = everyone(seed)
        found = [of_pairs(three) for three in rule.found(engagements)]
        plain = {
            of_pairs(three)
            for three in combinations(engagements, 3)
            if rule.objections(*three) and not all(one.past for one in three)
        }
        assert len(found) == len(set(found))
        assert set(found) == plain
        total += len(plain)
    assert total > 60


def test_the_order_of_three_never_changes_the_verdict() -> None:
    for seed in range(20):
        rule, engagements = everyone(seed)
        for three in Random(seed).sample(list(combinations(engagements, 3)), 100):
            assert len({repr(rule.objections(*order)) for order in permutations(three)}) == 1
