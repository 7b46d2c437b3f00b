"""Which waiver covers what. Source: design, exact reading 8."""

from __future__ import annotations

import pytest
from audit_cases import HARD, SOFT, bar, clash, done, honest_roster, limit, live, pair_world, rulebook, waiver

from peerinspect.domain import Placement, Waiver
from peerinspect.independence.audit import Report, audit
from peerinspect.independence.shapes import Rule

ONE, TWO, THREE = ("p1", "d1"), ("p2", "d2"), ("p3", "d3")
PAST = ("p1", "old")


def audited(rule: Rule, *waivers: Waiver, placements: tuple[Placement, ...] = (), listed: str = "") -> Report:
    """The audit of all three placements; `listed` names those that list the rule, by number."""
    facts = pair_world(waivers=waivers, placements=placements)
    book = rulebook(rule)
    codes = {pair: (rule.code,) for number, pair in zip("123", (ONE, TWO, THREE), strict=True) if number in listed}
    return audit(facts, honest_roster(facts, [ONE, TWO, THREE], book, codes), book)


def cost(report: Report) -> int:
    assert report.is_clean, report.lines()
    return int(dict(report.values)["waivers"])


SOFT_BAR = bar("b", {ONE: [SOFT], TWO: [SOFT]})
SOFT_CLASH = clash("c", {frozenset({ONE, TWO}): [SOFT], frozenset({ONE, THREE}): [SOFT]})


def test_without_a_waiver_each_soft_objection_counts() -> None:
    assert cost(audited(SOFT_BAR, listed="12")) == 2
    assert cost(audited(SOFT_CLASH, listed="123")) == 2


def test_a_waiver_covers_its_rule_on_its_placement_only() -> None:
    assert cost(audited(SOFT_BAR, waiver("b", *ONE), listed="2")) == 1
    assert cost(audited(SOFT_BAR, waiver("other", *ONE), listed="12")) == 2
    assert cost(audited(SOFT_BAR, waiver("b", "p1", "d2"), listed="12")) == 2


def test_a_waived_objection_that_is_still_listed_is_a_fault() -> None:
    report = audited(SOFT_BAR, waiver("b", *ONE), listed="12")
    assert report.faults == ("p1 on d1: the roster asks for a waiver of b, which does not object.",)


@pytest.mark.parametrize(("until", "listed", "expected"), [("2026-03-13", "2", 1), ("2026-03-12", "12", 2)])
def test_a_waiver_must_reach_the_dutys_last_day(until: str, listed: str, expected: int) -> None:
    assert cost(audited(SOFT_BAR, waiver("b", *ONE, until=until), listed=listed)) == expected


def test_a_waiver_covers_a_hard_objection_never() -> None:
    report = audited(bar("b", {ONE: [HARD]}), waiver("b", *ONE))
    assert len(report.hard) == 1
    report = audited(clash("c", {frozenset({ONE, TWO}): [HARD]}), waiver("c", *ONE), waiver("c", *TWO))
    assert len(report.hard) == 1
    report = audited(limit("l", {"a": {ONE: 1, TWO: 1}}, {"a": 1}), waiver("l", *ONE), waiver("l", *TWO))
    assert len(report.hard) == 1


def test_a_waiver_covers_every_pair_its_placement_is_in() -> None:
    assert cost(audited(SOFT_CLASH, waiver("c", *ONE))) == 0


@pytest.mark.parametrize("side", [TWO, ONE])
def test_a_waiver_of_either_side_covers_the_pair(side: tuple[str, str]) -> None:
    rule = clash("c", {frozenset({ONE, TWO}): [SOFT]})
    assert cost(audited(rule, waiver("c", *side))) == 0


@pytest.mark.parametrize(("side", "other"), [(ONE, TWO), (TWO, ONE)])
def test_a_waiver_with_another_placement_covers_that_pair_only(side: tuple[str, str], other: tuple[str, str]) -> None:
    assert cost(audited(SOFT_CLASH, waiver("c", *side, other=other), listed="13")) == 1


def test_a_waiver_with_another_placement_does_not_cover_what_stands_alone() -> None:
    assert cost(audited(SOFT_BAR, waiver("b", *ONE, other=TWO), listed="12")) == 2
    alone = clash("c", {}, alone={ONE: [SOFT]})
    assert cost(audited(alone, waiver("c", *ONE, other=TWO), listed="1")) == 1
    assert cost(audited(alone, waiver("c", *ONE))) == 0
    rule = limit("l", {"a": {ONE: 1, TWO: 1}}, {"a": 1}, strength=SOFT)
    assert cost(audited(rule, waiver("l", *ONE, other=TWO), listed="12")) == 1


def test_a_pair_with_a_past_placement_may_be_waived_from_either_side() -> None:
    rule = clash("c", {frozenset({PAST, TWO}): [SOFT]})
    past = (done(*PAST),)
    assert cost(audited(rule, placements=past, listed="2")) == 1
    assert cost(audited(rule, waiver("c", *TWO, other=PAST), placements=past)) == 0
    assert cost(audited(rule, waiver("c", *PAST, until="2025-03-14"), placements=past)) == 0
    assert cost(audited(rule, waiver("c", *PAST, until="2025-03-13"), placements=past, listed="2")) == 1


def test_a_fixed_placements_soft_objection_may_be_waived() -> None:
    assert cost(audited(SOFT_BAR, waiver("b", *ONE), waiver("b", *TWO), placements=(live(*ONE),))) == 0


def test_a_soft_limit_leaves_waived_placements_out() -> None:
    rule = limit("l", {"a": {ONE: 2, TWO: 2, THREE: 2}}, {"a": 3}, strength=SOFT)
    assert cost(audited(rule, listed="123")) == 3
    assert cost(audited(rule, waiver("l", *ONE), listed="23")) == 1
    assert cost(audited(rule, waiver("l", *ONE), waiver("l", *TWO))) == 0


def test_a_waived_placement_opens_no_bucket_of_a_soft_limit() -> None:
    rule = limit("l", {"a": {ONE: 1, TWO: 4}}, {"a": 1}, strength=SOFT, openers={"a": [ONE]})
    assert cost(audited(rule, listed="12")) == 4
    assert cost(audited(rule, waiver("l", *ONE))) == 0


def test_a_hard_limit_counts_waived_placements() -> None:
    rule = limit("l", {"a": {ONE: 2, TWO: 2}}, {"a": 3})
    report = audited(rule, waiver("l", *ONE), waiver("l", *TWO))
    assert report.hard[0].sentence == "a holds 4 of 3"


def test_a_waiver_for_a_placement_the_roster_does_not_use_changes_nothing() -> None:
    assert cost(audited(SOFT_BAR, waiver("b", "p3", "d1"), waiver("b", "nobody", "nowhere"), listed="12")) == 2
