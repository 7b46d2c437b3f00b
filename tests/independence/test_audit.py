"""The auditor whole: a roster by hand, under the real rulebook, with every figure worked out by hand."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from audit_cases import AS_OF, HARD, bar, day, honest_roster, live, pair_world, quiet, rulebook, span, waiver

from peerinspect.domain import (
    Authority,
    Consent,
    Duty,
    Facts,
    GoalValue,
    Judgement,
    Offer,
    Period,
    Person,
    Placement,
    Policy,
    Post,
    Roster,
    RosterPlacement,
    RuleSetting,
    Shortfall,
)
from peerinspect.independence.audit import audit
from peerinspect.independence.rulebook import RULES, VERSION, Rulebook

SPRING = span("2026-03-02", "2026-03-27")


def council(code: str, latitude: float, leadership: str = "good") -> Authority:
    grades = {"overall": "good", "leadership": leadership, "help-and-protection": "good"}
    judged = Judgement("ILACS", date(2024, 5, 1), date(2024, 6, 1), grades)
    return Authority(code, f"Council {code}", latitude=latitude, longitude=-1.0, judgements=(judged,))


def director(name: str, home: str) -> Person:
    return Person(
        name,
        f"{name.title()} Invented",
        posts=(Post(home, "director", period=Period(date(2019, 1, 1))),),
        offers=(Offer("support", 15), Offer("chair", 5)),
        skills=frozenset({"finance", "courts"}),
        vetted_on=day("2025-01-10"),
        declared_on=day("2025-12-01"),
        consents=(Consent(home),),
    )


def support_season(**changes: object) -> Facts:
    """Ann of A (whose leadership was found wanting) may help B; two seats at C stay empty."""
    facts = Facts(
        AS_OF,
        {name: director(name, home) for name, home in (("ann", "A"), ("ben", "C"))},
        {
            "help-b": Duty("help-b", "support", SPRING, 1, frozenset("B"), skills=frozenset({"finance", "law"})),
            "help-c": Duty("help-c", "support", SPRING, 2, frozenset("C"), priority=Fraction(3)),
        },
        authorities={
            "A": council("A", 52.0, leadership="requires-improvement"),
            "B": council("B", 52.6),
            "C": council("C", 54.0),
        },
        neighbours={("B", "A"): 3, ("A", "B"): 1},
        placements=(Placement("ann", "help-b", "offered"), Placement("ann", "help-c", "accepted")),
        affinity={("ann", "help-b"): 0.25},
    )
    return replace(facts, **changes)


def exactly(*figures: tuple[str, Fraction | int]) -> tuple[GoalValue, ...]:
    return tuple(GoalValue(name, Fraction(value), Fraction(value)) for name, value in figures)


HAND_WRITTEN = Roster(
    problem="sha256:0a",
    rulebook=VERSION,
    policy="sha256:0b",
    engine_name="by hand",
    engine_version="1",
    seed=0,
    status="optimal",
    goals=exactly(
        ("fill", Fraction(13, 2)),  # two seats at C x 3, and law that nobody at B has, half of 1
        ("waivers", 1),  # home-judgement: A's leadership
        ("keep", 10),  # Ann's accepted work at C is dropped
        ("peak", 50),  # 10 days of 20
        ("spread", 500),  # 100 x 10 x 10 / 20
        ("fit", 250 + 30 + 80 - 87),  # affinity, finance, rank 3, 66.72 km
        ("canon", 0xC610BD),  # printf 'ann\x1fhelp-b' | sha256sum
    ),
    placements=(RosterPlacement("ann", "help-b", "offered", ("home-judgement",)),),
    shortfalls=(Shortfall("help-b", 0, ("law",)), Shortfall("help-c", 2)),
)


def test_a_true_roster_is_clean_to_the_last_figure() -> None:
    report = audit(support_season(), HAND_WRITTEN, problem_digest="sha256:0a", policy_digest="sha256:0b")
    assert report.is_clean, report.lines()
    assert [one.rule for one in report.soft] == ["home-judgement"]
    assert (report.rules_examined, report.placements_examined, report.pairs_examined) == (len(RULES), 1, 0)
    assert report.lines()[:2] == [
        "The roster is clean.",
        f"Examined {len(RULES)} rules, 1 placement, 0 pairs and 0 sets of three placements.",
    ]
    assert report.lines()[2].startswith("Needs a waiver: ann on help-b, by home-judgement: ")


def test_a_recorded_waiver_takes_the_objection_off() -> None:
    facts = support_season(waivers=(waiver("home-judgement", "ann", "help-b", "2026-03-27"),))
    assert audit(facts, HAND_WRITTEN).faults == (
        "ann on help-b: the roster asks for a waiver of home-judgement, which does not object.",
        "the goal waivers is said to be 1; recomputed it is 0.",
    )


def test_a_forbidden_placement_is_told_in_plain_words() -> None:
    facts = support_season()
    people = {**facts.people, "ann": replace(facts.people["ann"], consents=())}
    report = audit(replace(facts, people=people), HAND_WRITTEN)
    assert not report.is_clean
    assert [one.rule for one in report.hard] == ["no-consent"]
    assert report.faults == ()
    assert [line for line in report.lines() if line.startswith("Forbidden: ann on help-b, by no-consent: ")]


def test_what_was_fixed_beforehand_is_told_apart() -> None:
    facts = support_season(placements=(live("ann", "help-b"), Placement("ann", "help-c", "accepted")))
    people = {**facts.people, "ann": replace(facts.people["ann"], consents=())}
    roster = replace(HAND_WRITTEN, placements=(replace(HAND_WRITTEN.placements[0], status="live"),))
    report = audit(replace(facts, people=people), roster)
    assert (report.hard, report.faults) == ((), ())
    assert [one.rule for one in report.standing] == ["no-consent"]
    assert not report.is_clean
    assert [line for line in report.lines() if line.startswith("Forbidden, but fixed beforehand: ann on help-b")]


@pytest.mark.parametrize("code", ["team-skills", "home-judgement"])
def test_a_rule_the_policy_switches_off_is_not_asked(code: str) -> None:
    facts = support_season(policy=Policy(rules={code: RuleSetting("off")}))
    report = audit(facts, HAND_WRITTEN)
    assert report.rules_examined == len(RULES) - 1
    assert len(report.faults) == 2  # the goal and the list that the rule stood behind


def test_a_rule_the_auditor_is_not_given_is_not_asked() -> None:
    facts = support_season()
    report = audit(facts, HAND_WRITTEN, Rulebook.under(facts.policy, frozenset({"home-judgement"})))
    assert "which does not object" in report.faults[0]


@pytest.mark.parametrize("pairs", [[], [("p1", "d1")]])
def test_an_auditor_without_rules_clears_nothing(pairs: list[tuple[str, str]]) -> None:
    facts, empty = pair_world(), Rulebook((), "test-rules")
    report = audit(facts, honest_roster(facts, pairs, empty), empty)
    assert report.faults == report.hard == report.standing == ()
    assert not report.is_clean
    assert "Fault: no rule was examined, so nothing is cleared." in report.lines()


def test_an_empty_roster_with_rules_is_clean() -> None:
    facts = pair_world()
    report = audit(facts, honest_roster(facts, [], quiet()), quiet())
    assert report.is_clean
    assert report.placements_examined == 0


def test_an_auditor_that_could_look_at_no_placement_clears_nothing() -> None:
    facts = pair_world()
    roster = replace(honest_roster(facts, [], quiet()), placements=(RosterPlacement("nobody", "d1"),))
    report = audit(facts, roster, quiet())
    assert (report.placements_listed, report.placements_examined) == (1, 0)
    assert not report.is_clean
    assert not replace(report, faults=()).is_clean
    assert "Fault: none of the 1 placements could be examined." in report.lines()


def test_findings_come_in_one_order_and_once() -> None:
    one, two = ("p1", "d1"), ("p2", "d2")
    rules = [bar("z", {one: [HARD, HARD]}), bar("a", {two: [HARD], one: [HARD]})]
    facts = pair_world()
    reports = [
        audit(facts, honest_roster(facts, [one, two], book), book)
        for book in (rulebook(*rules), rulebook(*rules[::-1]))
    ]
    assert reports[0].hard == reports[1].hard
    assert [(each.rule, each.duties) for each in reports[0].hard] == [("a", ("d1",)), ("a", ("d2",)), ("z", ("d1",))]


def test_the_auditor_loads_neither_the_fast_examiner_nor_the_solver() -> None:
    code = "import sys, peerinspect.independence.audit; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "peerinspect.independence.rulebook" in loaded
    assert "peerinspect.independence.examiner" not in loaded
    assert not [name for name in loaded if name.startswith(("peerinspect.matching", "ortools"))]
