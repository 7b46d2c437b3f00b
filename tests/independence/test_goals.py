"""Every goal on examples worked out by hand from design section 5 and exact readings 6, 8 and 15."""

from __future__ import annotations

from fractions import Fraction

import pytest
from audit_cases import (
    HARD,
    SOFT,
    bar,
    clash,
    closed_duty,
    cover,
    done,
    duty,
    honest_roster,
    limit,
    live,
    pair_world,
    person,
    quiet,
    rulebook,
    span,
    world,
)

from peerinspect.domain import Facts, Offer, Person, Placement, Policy, Shortfall
from peerinspect.independence import goals
from peerinspect.independence.rulebook import Rulebook


def value(goal: str, facts: Facts, *pairs: tuple[str, str], rules: Rulebook | None = None) -> Fraction:
    return goals.value_of(goal, facts, set(pairs), None, rules or quiet())


# --- fill -------------------------------------------------------------------------------------------------------------


def test_an_empty_seat_costs_its_dutys_priority_and_one_where_nobody_set_any() -> None:
    policy = Policy(priorities={"support": Fraction(3), "chair": Fraction(1, 2)})
    facts = world(
        [person("p1")],
        [duty("d1", seats=2), duty("d2", "chair"), duty("d3", "review"), duty("d4", priority=Fraction(7))],
        policy=policy,
    )
    assert value("fill", facts) == 2 * 3 + Fraction(1, 2) + 1 + 7
    assert value("fill", facts, ("p1", "d1"), ("p1", "d2"), ("p1", "d4")) == 3 + 1


def test_a_closed_duty_is_not_filled() -> None:
    facts = world([person("p1")], [closed_duty("old", seats=5), duty("d1")])
    assert value("fill", facts) == 1


def test_a_duty_that_ends_today_is_still_open() -> None:
    facts = world([person("p1")], [duty("d1", period=span("2025-12-01", "2026-01-01"))])
    assert value("fill", facts) == 1


def test_an_overfilled_duty_does_not_pay_for_an_empty_one() -> None:
    facts = world(
        [person("p1"), person("p2")], [duty("d1"), duty("d2")], placements=(live("p1", "d1"), live("p2", "d1"))
    )
    assert value("fill", facts, ("p1", "d1"), ("p2", "d1")) == 1


def test_each_need_missing_from_a_team_costs_half_the_priority() -> None:
    facts = world([person("p1"), person("p2")], [duty("d1", seats=2, priority=Fraction(3))])
    rules = rulebook(
        cover("needs", {"d1": ["law", "health"]}, {("p1", "d1"): ["law"], ("p2", "d1"): ["law", "health"]})
    )
    assert value("fill", facts, rules=rules) == 6 + 3  # an empty team lacks all
    assert value("fill", facts, ("p1", "d1"), rules=rules) == 3 + Fraction(3, 2)
    assert value("fill", facts, ("p2", "d1"), rules=rules) == 3
    assert value("fill", facts, ("p1", "d1"), ("p2", "d1"), rules=rules) == 0


def inspection_needing_law() -> Facts:
    people = [person("p1", level="authorised"), person("p2", level="assistant", skills=frozenset({"law"}))]
    return world(people, [duty("d1", "inspect", seats=2, skills=frozenset({"law"}))])


def test_an_inspection_team_lacks_half_for_a_named_skill_and_half_for_an_authorised_person() -> None:
    facts = inspection_needing_law()
    rules = Rulebook.under(facts.policy)
    assert value("fill", facts, rules=rules) == 3
    assert value("fill", facts, ("p1", "d1"), rules=rules) == Fraction(3, 2)
    assert value("fill", facts, ("p2", "d1"), rules=rules) == Fraction(3, 2)
    assert value("fill", facts, ("p1", "d1"), ("p2", "d1"), rules=rules) == 0


def test_shortfalls_name_empty_seats_and_missing_skills_by_duty() -> None:
    facts = inspection_needing_law()
    covers = Rulebook.under(facts.policy).covers
    assert goals.shortfalls_of(facts, [], covers) == (Shortfall("d1", 2, ("law",)),)
    assert goals.shortfalls_of(facts, [("p1", "d1")], covers) == (Shortfall("d1", 1, ("law",)),)
    assert goals.shortfalls_of(facts, [("p2", "d1")], covers) == (Shortfall("d1", 1),)
    assert goals.shortfalls_of(facts, [("p1", "d1"), ("p2", "d1")], covers) == ()


def test_a_full_team_without_a_skill_is_a_shortfall_of_no_seat() -> None:
    facts = world([person("p1")], [duty("d1", skills=frozenset({"law", "health"}))])
    covers = Rulebook.under(facts.policy).covers
    assert goals.shortfalls_of(facts, [("p1", "d1")], covers) == (Shortfall("d1", 0, ("health", "law")),)


# --- waivers ----------------------------------------------------------------------------------------------------------


def test_waivers_add_the_rules_weights_over_placements_pairs_and_excesses() -> None:
    one, two = ("p1", "d1"), ("p2", "d2")
    rules = rulebook(
        bar("b", {one: [SOFT, SOFT], two: [HARD]}, weight=2),  # 2: two facts, one placement
        clash("c", {frozenset({one, two}): [SOFT]}, weight=5, alone={two: [SOFT]}),  # 5 for the pair, 5 for one alone
        limit("l", {"x": {one: 3, two: 4}}, {"x": 4}, strength=SOFT, weight=10),  # 10 x 3 too many
    )
    assert value("waivers", pair_world(), one, two, rules=rules) == 2 + 5 + 5 + 30
    assert value("waivers", pair_world(), rules=rules) == 0


# --- keep -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "weight"), [("proposed", 1), ("offered", 3), ("accepted", 10)])
def test_a_dropped_placement_of_the_file_costs_by_its_status(status: str, weight: int) -> None:
    facts = pair_world(placements=(Placement("p1", "d1", status), Placement("p2", "d2")))
    assert value("keep", facts) == weight + 1
    assert value("keep", facts, ("p1", "d1")) == 1
    assert value("keep", facts, ("p1", "d1"), ("p2", "d2"), ("p3", "d3")) == 0


def test_fixed_finished_and_closed_placements_are_not_there_to_keep() -> None:
    facts = pair_world(
        placements=(live("p1", "d1"), Placement("p2", "d1", pinned=True), done("p3", "d3"), Placement("p2", "old"))
    )
    assert goals.keep_weights(facts) == {}


def started_from(*placements: Placement) -> object:
    """A roster of these placements, whatever they are."""
    people = [person(f"p{number}") for number in range(1, 6)]
    facts = world(people, [duty("d1"), duty("d2"), duty("d3"), closed_duty("old"), duty("gone")], placements=placements)
    return honest_roster(facts, [one.pair for one in placements], quiet())


def test_the_further_status_weighs_where_the_file_and_the_starting_roster_know_a_placement() -> None:
    facts = pair_world(placements=(Placement("p1", "d1", "offered"), Placement("p2", "d2", "proposed")))
    start = started_from(Placement("p1", "d1", "proposed"), Placement("p2", "d2", "accepted"), Placement("p3", "d3"))
    assert goals.keep_weights(facts, start) == {("p1", "d1"): 3, ("p2", "d2"): 10, ("p3", "d3"): 1}


def test_a_live_placement_known_only_from_the_starting_roster_weighs_ten() -> None:
    assert goals.keep_weights(pair_world(), started_from(live("p1", "d1"))) == {("p1", "d1"): 10}


def test_unknown_closed_fixed_and_finished_placements_of_the_starting_roster_count_nothing() -> None:
    facts = pair_world(placements=(live("p1", "d1"), done("p2", "d2")))
    start = started_from(
        Placement("p5", "d1"),
        Placement("p1", "gone"),
        Placement("p1", "old"),
        Placement("p1", "d1"),
        Placement("p2", "d2"),
        done("p3", "d3"),
    )
    assert goals.keep_weights(facts, start) == {}


# --- peak and spread --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "offered", "share", "cost"),
    [
        (0, 20, 0, 0),
        (10, 20, 50, 500),
        (10, 30, 34, 334),  # 33.3 and 333.3, rounded up
        (24, 40, 60, 1440),
        (7, 3, 234, 1634),  # more than was offered: 233.3 and 1633.3
        (5, 0, 500, 2500),  # nothing offered counts as one day
        (130, 130, 100, 13000),
    ],
)
def test_shares_and_costs_are_rounded_up(days: int, offered: int, share: int, cost: int) -> None:
    assert goals.share_percent(days, offered) == share
    assert goals.spread_cost(days, offered) == cost


def loads() -> Facts:
    people = [
        person("p1", offered=30),
        Person("p2", offers=(Offer("support", 15), Offer("chair", 25))),
        Person("p3"),
    ]
    duties = [duty("d1"), duty("d2", days=5), duty("d3", "chair"), duty("d4", days=2), closed_duty("old", days=90)]
    return world(people, duties, placements=(done("p1", "old"), live("p2", "d3")))


def test_peak_is_the_largest_share_of_all_days_offered_fixed_included_and_history_not() -> None:
    facts = loads()
    assert value("peak", facts) == 0
    assert value("peak", facts, ("p1", "d1")) == 34  # 10 of 30
    assert value("peak", facts, ("p1", "d1"), ("p2", "d3")) == 60  # 24 of 40
    assert value("peak", facts, ("p1", "d1"), ("p1", "d2"), ("p2", "d3"), ("p2", "d4")) == 65  # 26 of 40; 15 of 30
    assert value("peak", facts, ("p3", "d4")) == 200  # 2 of nothing


def test_spread_adds_each_persons_cost_over_all_their_days() -> None:
    facts = loads()
    assert value("spread", facts) == 0
    pairs = [("p1", "d1"), ("p1", "d2"), ("p2", "d3"), ("p2", "d4"), ("p3", "d4")]
    assert value("spread", facts, *pairs) == 750 + 1690 + 400  # 15^2/30, 26^2/40, 2^2/1, times a hundred


# --- canon ------------------------------------------------------------------------------------------------------------


def test_canon_is_the_first_24_bits_of_the_digest_of_the_two_ids() -> None:
    # Source of the figures: printf 'p1\x1fd1' | sha256sum, and the same for the other person.
    assert goals.canon_bits("p1", "d1") == 0xC0FB0E
    assert goals.canon_bits("Zoë", "d1") == 0xA51119
    facts = world([person("p1"), person("Zoë")], [duty("d1", seats=2)])
    assert value("canon", facts, ("p1", "d1"), ("Zoë", "d1")) == 0xC0FB0E + 0xA51119
    assert value("canon", facts) == 0


def test_an_unknown_goal_is_refused() -> None:
    with pytest.raises(KeyError, match="beauty"):
        value("beauty", pair_world())
