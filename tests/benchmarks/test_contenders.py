"""The contenders answer the same question: the same best values, each answer audited, wrong ones found out."""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from benchmarks import by_timefold, racing, table
from benchmarks.assignments import assignment
from benchmarks.by_networkx import ByNetworkx
from benchmarks.by_timefold import ByTimefold
from benchmarks.contender import Answer, Contender, Given
from benchmarks.growth import drawn, exponent
from benchmarks.highs import Highs
from benchmarks.judging import Verdict, judged
from benchmarks.ours import Ours
from benchmarks.racing import Run
from benchmarks.textbook import Textbook
from peerinspect.domain import Facts
from peerinspect.domain.policy import RuleSetting
from peerinspect.files import facts_from_dict
from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook
from tests.matching.small_world import small_world
from tests.oracle.problems import random_problem

ROOT = Path(__file__).parents[2]


def answered(contender: Contender, facts: Facts) -> Answer:
    found = examine(facts, Rulebook.under(facts.policy))
    return contender.answer(Given(facts, found, 30.0, 1))


def verdict_on(contender: Contender, facts: Facts) -> Verdict:
    return judged(facts, answered(contender, facts).placements)


@pytest.mark.parametrize("contender", [Textbook(), Highs(), ByNetworkx()], ids=lambda one: one.name)
def test_an_assignment_has_the_same_best_value_for_all(contender: Contender) -> None:
    facts = assignment(12, 5, 2, seed=3)
    if reason := contender.why_not(facts):
        pytest.skip(reason)
    ours, theirs = verdict_on(Ours(), facts), verdict_on(contender, facts)
    assert ours.values == theirs.values
    assert not ours.faults
    assert not theirs.faults
    assert answered(contender, facts).proven == ["fill", "fit"]


@pytest.mark.parametrize("contender", [Textbook(), Highs()], ids=lambda one: one.name)
@pytest.mark.parametrize("seed", range(8))
def test_every_goal_has_the_same_best_value_under_all_the_rules(contender: Contender, seed: int) -> None:
    facts = facts_from_dict(random_problem(Random(3000 + seed)))
    rules = {**facts.policy.rules, "ring": RuleSetting("off")}
    facts = replace(facts, policy=replace(facts.policy, rules=rules))
    if reason := contender.why_not(facts):
        pytest.skip(reason)
    ours, theirs = answered(Ours(), facts), answered(contender, facts)
    assert set(ours.proven) == set(theirs.proven)
    assert judged(facts, ours.placements).values == judged(facts, theirs.placements).values


def test_networkx_is_asked_for_assignments_alone() -> None:
    assert ByNetworkx().why_not(small_world()) in ("not a pure assignment", "networkx is not installed")


def test_timefold_says_why_it_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_timefold, "find_spec", lambda name: None)
    assert ByTimefold().why_not(small_world()) == "timefold is not installed"
    monkeypatch.setattr(by_timefold, "find_spec", lambda name: name)
    monkeypatch.setattr(by_timefold, "java_version", lambda: 11)
    assert ByTimefold().why_not(small_world()) == "Java 17 is needed, 11 is here"


def test_whoever_chairs_their_own_board_is_found_out() -> None:
    verdict = judged(small_world(), [("p0", "c0")])
    assert any(fault.startswith("own-authority") for fault in verdict.faults)


def test_whoever_takes_more_than_they_may_is_found_out() -> None:
    facts = assignment(4, 2, 1)
    assert judged(facts, [("p1", "r1"), ("p2", "r2")]).faults == ()
    assert judged(facts, [("p1", "r1"), ("p1", "r2")]).faults
    assert judged(facts, [("p1", "r1"), ("p1", "r1")]).faults
    assert judged(facts, [("p1", "nowhere")]).faults


def test_the_better_of_two_answers_is_better_in_the_first_goal_that_differs() -> None:
    facts = assignment(4, 4, 1)
    full = judged(facts, [(f"p{one}", f"r{one}") for one in range(1, 5)])
    other = judged(facts, [(f"p{one}", f"r{5 - one}") for one in range(1, 5)])
    empty = judged(facts, [])
    assert max(full, other, key=Verdict.key).values["fit"] == min(full.values["fit"], other.values["fit"])
    assert max(full, other, empty, key=Verdict.key) is empty


def test_a_run_is_measured_by_the_operating_system_and_a_failing_one_says_so() -> None:
    result = racing.run("peerinspect", "assignment-20x10", 1, 30.0, 1)
    assert not result.said
    # A child is counted from before it runs a program of its own, with as much as the process that started it.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert 20 < result.memory < max(2000, own + 100)
    assert 0 < result.solving < result.whole
    assert racing.run("nobody", "assignment-20x10", 1, 5.0, 1).said.startswith("failed (1): KeyError")


def test_a_line_tells_medians_and_the_first_fault() -> None:
    runs = [Run(seconds, 0.1, seconds - 1, 100.0, 7.0, 8, [], ["fill"]) for seconds in (9.0, 2.0, 3.0)]
    good = judged(assignment(4, 2, 1), [("p1", "r1"), ("p2", "r2")])
    bad = judged(assignment(4, 2, 1), [("p1", "r1"), ("p1", "r2")])
    line = table.line("an instance", "somebody", runs, [good, good, bad])
    assert "| 3 | 8 | 0.10 | 2.00 | 3.00 | 7.00 | 100 |" in line
    assert "1 hard: days-a-year" in line or "2 hard: days-a-year" in line


def test_growth_is_the_slope_of_the_logarithms() -> None:
    assert exponent([(10, 1), (100, 10), (1000, 100)]) == pytest.approx(1)
    assert exponent([(10, 2), (20, 8), (40, 32)]) == pytest.approx(2)
    picture = ElementTree.fromstring(drawn({"one": [(10, 1), (100, 10)], "other": [(20, 0.2)]}))
    assert len(picture.findall("{http://www.w3.org/2000/svg}circle")) == 3


def test_the_command_prints_the_machine_first_and_a_line_for_each() -> None:
    line = [sys.executable, "-m", "benchmarks", "--instances", "assignment-20x10", "--repeats", "1"]
    line += ["--contenders", "peerinspect", "cp-sat", "--seconds", "30", "--workers", "1"]
    said = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True).stdout.splitlines()
    assert "cores" in said[0] and "ortools" in said[0]
    assert [row.split(" | ")[1] for row in said[-2:]] == ["peerinspect", "cp-sat, plain model"]
    assert all("fill 0, fit 18786 | all | clean |" in row for row in said[-2:])
