"""What the auditor finds by asking the rules: forbidden, standing, soft; alone, in pairs, with the past, in buckets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

import pytest
from audit_cases import (
    HARD,
    SOFT,
    bar,
    clash,
    done,
    honest_roster,
    limit,
    live,
    pair_world,
    rulebook,
)

from peerinspect.domain import Facts, Placement, Strength
from peerinspect.independence.audit import Report, audit
from peerinspect.independence.shapes import Rule

ONE, TWO, THREE = ("p1", "d1"), ("p2", "d2"), ("p3", "d3")
PAST = ("p1", "old")


def audited(
    facts: Facts,
    pairs: Collection[tuple[str, str]],
    *rules: Rule,
    codes: dict[tuple[str, str], tuple[str, ...]] | None = None,
) -> Report:
    book = rulebook(*rules)
    return audit(facts, honest_roster(facts, pairs, book, codes), book)


def said(objections: Collection[object]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.rule, one.people, one.duties) for one in objections]


def waivers_goal(report: Report) -> Fraction:
    return dict(report.values)["waivers"]


# --- alone ------------------------------------------------------------------------------------------------------------


def test_a_roster_nothing_objects_to_is_clean() -> None:
    report = audited(pair_world(), [ONE, TWO], bar("b", {THREE: [HARD]}))
    assert report.is_clean
    assert (report.hard, report.soft, report.standing, report.faults) == ((), (), (), ())
    assert (report.rules_examined, report.placements_examined, report.pairs_examined) == (1, 2, 1)


def test_a_hard_bar_to_a_chosen_placement_is_found() -> None:
    report = audited(pair_world(), [ONE, TWO], bar("b", {TWO: [HARD]}))
    assert said(report.hard) == [("b", ("p2",), ("d2",))]
    assert not report.is_clean
    assert report.standing == report.faults == ()


@pytest.mark.parametrize("fixed", [live(*ONE), Placement(*ONE, pinned=True)])
def test_a_hard_bar_to_a_fixed_placement_stands_and_is_not_clean(fixed: Placement) -> None:
    report = audited(pair_world(placements=(fixed,)), [ONE], bar("b", {ONE: [HARD]}))
    assert said(report.standing) == [("b", ("p1",), ("d1",))]
    assert report.hard == ()
    assert not report.is_clean


def test_a_placement_the_file_knows_but_has_not_fixed_is_the_rosters_choice() -> None:
    facts = pair_world(placements=(Placement(*ONE, status="accepted"),))
    report = audited(facts, [ONE], bar("b", {ONE: [HARD]}))
    assert said(report.hard) == [("b", ("p1",), ("d1",))]


def test_a_listed_soft_objection_is_clean_and_costs_its_weight_once() -> None:
    report = audited(pair_world(), [ONE, TWO], bar("b", {ONE: [SOFT, SOFT]}, weight=4), codes={ONE: ("b",)})
    assert report.is_clean
    assert said(report.soft) == [("b", ("p1",), ("d1",))]
    assert waivers_goal(report) == 4


def test_an_unlisted_soft_objection_is_a_fault() -> None:
    report = audited(pair_world(), [ONE], bar("b", {ONE: [SOFT]}))
    assert report.faults == ("p1 on d1: needs a waiver of b, which the roster does not say.",)
    assert not report.is_clean


def test_a_listed_code_that_does_not_object_is_a_fault() -> None:
    report = audited(pair_world(), [ONE], bar("b", {}), codes={ONE: ("b",)})
    assert report.faults == ("p1 on d1: the roster asks for a waiver of b, which does not object.",)


def test_a_hard_objection_is_not_listed_as_needing_a_waiver() -> None:
    report = audited(pair_world(), [ONE], bar("b", {ONE: [HARD]}), codes={ONE: ("b",)})
    assert "does not object" in report.faults[0]


def test_a_soft_objection_to_a_fixed_placement_counts_and_is_listed() -> None:
    facts = pair_world(placements=(live(*ONE),))
    report = audited(facts, [ONE], bar("b", {ONE: [SOFT]}), codes={ONE: ("b",)})
    assert report.is_clean
    assert waivers_goal(report) == 1


def test_a_bar_to_a_past_placement_is_nobodys_business_now() -> None:
    facts = pair_world(placements=(done(*PAST),))
    report = audited(facts, [ONE], bar("b", {PAST: [HARD, SOFT]}))
    assert report.is_clean
    assert waivers_goal(report) == 0


# --- in pairs ---------------------------------------------------------------------------------------------------------


def test_what_a_clash_says_of_one_placement_alone_is_found() -> None:
    rule = clash("c", {}, alone={ONE: [HARD], TWO: [SOFT]}, weight=3)
    report = audited(pair_world(), [ONE, TWO], rule, codes={TWO: ("c",)})
    assert said(report.hard) == [("c", ("p1",), ("d1",))]
    assert said(report.soft) == [("c", ("p2",), ("d2",))]
    assert waivers_goal(report) == 3
    assert report.faults == ()


def test_a_hard_clash_of_two_chosen_placements_is_found() -> None:
    report = audited(pair_world(), [ONE, TWO, THREE], clash("c", {frozenset({ONE, THREE}): [HARD]}))
    assert said(report.hard) == [("c", ("p1", "p3"), ("d1", "d3"))]
    assert report.pairs_examined == 3


@pytest.mark.parametrize(
    ("placements", "hard", "standing"),
    [
        ((live(*ONE),), 1, 0),
        ((live(*ONE), Placement(*TWO, pinned=True)), 0, 1),
    ],
)
def test_a_hard_clash_stands_only_where_both_are_fixed(
    placements: tuple[Placement, ...], hard: int, standing: int
) -> None:
    report = audited(pair_world(placements=placements), [ONE, TWO], clash("c", {frozenset({ONE, TWO}): [HARD]}))
    assert (len(report.hard), len(report.standing)) == (hard, standing)
    assert not report.is_clean


@pytest.mark.parametrize(
    "past", [done(*PAST), done("p1", "d3"), live(*PAST), Placement(*PAST, status="accepted", pinned=True)]
)
def test_a_past_placement_clashes_with_a_chosen_one(past: Placement) -> None:
    facts = pair_world(placements=(past,))
    report = audited(facts, [TWO], clash("c", {frozenset({past.pair, TWO}): [HARD]}))
    assert len(report.hard) == 1
    assert report.pairs_examined == 1


def test_a_hard_clash_of_a_past_and_a_fixed_placement_stands() -> None:
    facts = pair_world(placements=(done(*PAST), live(*TWO)))
    report = audited(facts, [TWO], clash("c", {frozenset({PAST, TWO}): [HARD]}))
    assert (len(report.hard), len(report.standing)) == (0, 1)


def test_two_past_placements_are_not_examined_together() -> None:
    facts = pair_world(placements=(done(*PAST), done("p2", "old")))
    report = audited(facts, [ONE], clash("c", {frozenset({PAST, ("p2", "old")}): [HARD, SOFT]}))
    assert report.is_clean
    assert report.pairs_examined == 2
    assert waivers_goal(report) == 0


def test_a_proposed_placement_on_a_closed_duty_is_no_history() -> None:
    facts = pair_world(placements=(Placement(*PAST, status="accepted"),))
    report = audited(facts, [TWO], clash("c", {frozenset({PAST, TWO}): [HARD]}))
    assert report.is_clean


def test_a_soft_clash_counts_once_a_pair_and_is_listed_on_both() -> None:
    rule = clash("c", {frozenset({ONE, TWO}): [SOFT, SOFT], frozenset({ONE, THREE}): [SOFT]}, weight=2)
    report = audited(pair_world(), [ONE, TWO, THREE], rule, codes={ONE: ("c",), TWO: ("c",), THREE: ("c",)})
    assert report.is_clean
    assert waivers_goal(report) == 4


def test_a_soft_clash_with_the_past_is_listed_on_the_present_side() -> None:
    facts = pair_world(placements=(done(*PAST), live(*TWO)))
    rule = clash("c", {frozenset({PAST, TWO}): [SOFT], frozenset({PAST, ONE}): [SOFT]})
    report = audited(facts, [ONE, TWO], rule, codes={ONE: ("c",), TWO: ("c",)})
    assert report.is_clean
    assert waivers_goal(report) == 2


# --- in buckets -------------------------------------------------------------------------------------------------------


def test_a_bucket_at_its_ceiling_is_clean_and_over_it_is_forbidden() -> None:
    amounts = {"a": {ONE: 2, TWO: 3}}
    assert audited(pair_world(), [ONE, TWO], limit("l", amounts, {"a": 5})).is_clean
    report = audited(pair_world(), [ONE, TWO], limit("l", amounts, {"a": 4}))
    assert said(report.hard) == [("l", ("p1", "p2"), ("d1", "d2"))]
    assert report.hard[0].sentence == "a holds 5 of 4"


def test_a_bucket_nobody_on_the_roster_opens_is_not_in_force() -> None:
    rule = limit("l", {"a": {ONE: 9}}, {"a": 1}, openers={"a": [TWO]})
    assert audited(pair_world(), [ONE], rule).is_clean
    assert not audited(pair_world(), [ONE, TWO], rule).is_clean


def test_a_past_placement_opens_a_bucket_and_fills_it() -> None:
    facts = pair_world(placements=(done(*PAST),))
    opened = limit("l", {"a": {ONE: 2}}, {"a": 1}, openers={"a": [PAST]})
    filled = limit("l", {"a": {ONE: 1, PAST: 1}}, {"a": 1}, openers={"a": [ONE]})
    assert not audited(facts, [ONE], opened).is_clean
    assert not audited(facts, [ONE], filled).is_clean
    assert audited(pair_world(), [ONE], opened).is_clean
    assert audited(pair_world(), [ONE], filled).is_clean


@pytest.mark.parametrize("strength", [HARD, SOFT])
def test_a_bucket_that_history_alone_overfills_counts_nothing(strength: Strength) -> None:
    facts = pair_world(placements=(done(*PAST), done("p2", "old")))
    rule = limit(
        "l", {"a": {PAST: 4, ("p2", "old"): 4, ONE: 0}}, {"a": 1}, strength=strength, openers={"a": [ONE, PAST]}
    )
    report = audited(facts, [ONE], rule)
    assert report.is_clean
    assert waivers_goal(report) == 0


@pytest.mark.parametrize(("chosen_share", "hard", "standing"), [(1, 1, 0), (0, 0, 1)])
def test_an_overfull_bucket_stands_where_no_chosen_placement_puts_anything_in(
    chosen_share: int, hard: int, standing: int
) -> None:
    facts = pair_world(placements=(live(*ONE), live(*TWO)))
    rule = limit("l", {"a": {ONE: 1, TWO: 1, THREE: chosen_share}}, {"a": 1})
    report = audited(facts, [ONE, TWO, THREE], rule)
    assert (len(report.hard), len(report.standing)) == (hard, standing)
    assert not report.is_clean


def test_a_soft_limit_costs_each_holders_largest_excess() -> None:
    rule = limit(
        "l",
        {"h/mon": {ONE: 1, TWO: 1}, "h/tue": {ONE: 3, TWO: 1}, "g/mon": {THREE: 3}},
        {"h/mon": 1, "h/tue": 1, "g/mon": 2},
        strength=SOFT,
        weight=10,
    )
    codes = {ONE: ("l",), TWO: ("l",), THREE: ("l",)}
    report = audited(pair_world(), [ONE, TWO, THREE], rule, codes=codes)
    assert waivers_goal(report) == 10 * (3 + 1)  # tuesday's 3 stands for holder h; 1 for g
    assert report.is_clean
    assert len(report.soft) == 3


def test_a_soft_limit_is_listed_only_where_something_is_put_into_the_overfull_bucket() -> None:
    facts = pair_world(placements=(done(*PAST),))
    rule = limit("l", {"a": {ONE: 1, PAST: 1}, "b": {TWO: 1, THREE: 0}}, {"a": 1, "b": 1}, strength=SOFT)
    report = audited(facts, [ONE, TWO, THREE], rule, codes={ONE: ("l",)})
    assert report.is_clean
    assert waivers_goal(report) == 1


def test_a_limit_that_counts_people_counts_each_once_by_their_largest_part() -> None:
    both = {("p1", "d1"): 2, ("p1", "d2"): 3, THREE: 1}
    pairs = [("p1", "d1"), ("p1", "d2"), THREE]
    assert audited(pair_world(), pairs, limit("l", {"a": both}, {"a": 4}, by_person=True)).is_clean
    assert not audited(pair_world(), pairs, limit("l", {"a": both}, {"a": 3}, by_person=True)).is_clean
    assert not audited(pair_world(), pairs, limit("l", {"a": both}, {"a": 5})).is_clean


def test_the_policys_strength_replaces_a_limits_own() -> None:
    rule = replace(limit("l", {"a": {ONE: 2}}, {"a": 1}), strength=SOFT)
    report = audited(pair_world(), [ONE], rule, codes={ONE: ("l",)})
    assert report.is_clean
    assert waivers_goal(report) == 1


def test_what_an_overfull_bucket_reveals_is_the_sealed_duties_in_it() -> None:
    facts = pair_world()
    facts = replace(facts, duties={**facts.duties, "d2": replace(facts.duties["d2"], sealed=True)})
    report = audited(facts, [ONE, TWO], limit("l", {"a": {ONE: 1, TWO: 1}}, {"a": 1}))
    assert report.hard[0].reveals == {"d2"}
