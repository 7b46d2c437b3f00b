"""The solver against trying every roster, over small random problems: the same values, proven, and a sound audit."""

import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from peerinspect.files import digest_of, facts_from_dict
from peerinspect.independence.audit import audit
from peerinspect.matching import sequence, solve

from .brute import best
from .case import Case
from .goals import goal_values
from .judge import as_pairs, judge, soft_objections
from .problems import problems, random_problem, random_roster
from .reduce import smallest
from .rules_limit import LIMITS

COMMAND = Path(sys.executable).parent / "peerinspect"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(problems())
def test_the_solver_finds_the_best_roster(problem: dict) -> None:
    report_smallest(problem, differences)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(problems())
def test_the_solver_keeps_to_a_starting_roster(problem: dict) -> None:
    """From the fullest roster that the solver found without the placements of the file."""
    report_smallest(problem, differences_from_another_roster)


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_finds_the_best_roster_by_small_steps_too(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large problems are searched target by target; here every problem is, from the narrowest target on."""
    monkeypatch.setattr(sequence, "FIRST_SIZE", 1)
    report_smallest(random_problem(Random(1000 + seed)), differences)


@pytest.mark.parametrize("seed", range(12))
def test_the_command_keeps_to_a_starting_roster(seed: int, tmp_path: Path) -> None:
    """From a roster-1 file with every status, strangers and closed duties."""
    problem = random_problem(Random(seed))
    start = random_roster(Random(seed), problem)
    answer = solved_by_command(problem, start, tmp_path)
    expected, placements = best(problem, start)
    assert {goal["name"]: Fraction(str(goal["value"])) for goal in answer["goals"]} == expected
    assert as_pairs(answer) == placements


# --- comparing ---


def report_smallest(problem: dict, compare: Callable[[dict], list[str]]) -> None:
    """Fail with the smallest problem that still differs, written out to be read and kept."""
    if compare(problem):
        least = smallest(problem, lambda smaller: bool(differs(smaller, compare)))
        pytest.fail("\n".join([*compare(least), json.dumps(least, indent=1)]))


def differs(problem: dict, compare: Callable[[dict], list[str]]) -> list[str]:
    """As `compare`, but a problem that the cutting made unusable does not count as differing."""
    try:
        facts_from_dict(problem)
    except Exception:
        return []
    return compare(problem)


def answer_of(problem: dict, start: Any = None) -> Any:
    facts = facts_from_dict(problem)
    given_digests = {"problem_digest": digest_of(facts), "policy_digest": "sha256:test"}
    return solve(facts, **given_digests, start=start, time_limit=60.0, workers=1)


def differences(problem: dict) -> list[str]:
    answer = answer_of(problem)
    return differing_goals(problem, answer, None) + differing_verdicts(problem, answer)


def differences_from_another_roster(problem: dict) -> list[str]:
    other = problem | {"policy": problem.get("policy", {}) | {"goals": ["fill"]}, "placements": []}
    start = answer_of(other | {"as_of": "2024-12-31"})
    answer = answer_of(problem, start)
    listed = [{"person": item.person, "duty": item.duty, "status": text(item.status)} for item in start.placements]
    return differing_goals(problem, answer, listed) + differing_verdicts(problem, answer)


def text(status: Any) -> str:
    """A status as a file writes it."""
    return str(getattr(status, "value", status))


def pairs_of(answer: Any) -> list[tuple[str, str]]:
    return as_pairs([(item.person, item.duty) for item in answer.placements])


def differing_goals(problem: dict, answer: Any, start: list[dict] | None) -> list[str]:
    """Each goal's value and bound are the best of all rosters, and the value is that of the placements."""
    expected, placements = best(problem, start)
    found = [] if text(answer.status) == "optimal" else [f"status is {answer.status}"]
    if [goal.name for goal in answer.goals] != list(expected):
        found.append(f"goals are {[goal.name for goal in answer.goals]}, not {list(expected)}")
    recomputed = goal_values(problem, pairs_of(answer), start)
    for goal in answer.goals:
        wanted = expected.get(goal.name)
        if not goal.value == goal.bound == wanted == recomputed[goal.name]:
            found.append(
                f"{goal.name}: value {goal.value}, bound {goal.bound}, of its placements {recomputed[goal.name]}, "
                f"best {wanted} by {placements}, answer {pairs_of(answer)}"
            )
    return found


def differing_verdicts(problem: dict, answer: Any) -> list[str]:
    """The roster is clean by the oracle's rules; what needs a waiver is listed; the auditor agrees."""
    case, roster = Case(problem), pairs_of(answer)
    verdict = judge(case, roster)
    found = [f"the oracle objects: {objection}" for objection in verdict.hard] + verdict.unlawful
    found += differing_objections(case, roster, answer)
    is_clean = audit(facts_from_dict(problem), answer).is_clean
    if verdict.standing and is_clean:
        found.append(f"the auditor overlooks what stands: {verdict.standing}")
    if not verdict.standing and not verdict.standing_in_the_past and not is_clean:
        found.append("the auditor objects to a clean roster")
    return found


def differing_objections(case: Case, roster: list[tuple[str, str]], answer: Any) -> list[str]:
    """The codes listed with each placement, Limits apart (whom of many an excess is laid on is nobody's reading)."""
    expected: dict[tuple[str, str], set[str]] = {pair: set() for pair in roster}
    for objection in soft_objections(case, roster):
        for party in objection.parties:
            if party in expected and objection.rule not in LIMITS:
                expected[party].add(objection.rule)
    found = []
    for item in answer.placements:
        listed = {str(code) for code in item.objections} - set(LIMITS)
        if listed != expected[item.person, item.duty]:
            found.append(f"{item.person} on {item.duty} lists {listed}, not {expected[item.person, item.duty]}")
    return found


# --- the command ---


def solved_by_command(problem: dict, start: dict, folder: Path) -> dict:
    paths = {name: folder / f"{name}.json" for name in ("problem", "start", "answer")}
    paths["problem"].write_text(json.dumps(problem))
    paths["start"].write_text(json.dumps(start))
    line = [COMMAND, "solve", paths["problem"], "-o", paths["answer"], "--from", paths["start"], "--workers", "1"]
    done = subprocess.run([str(part) for part in line], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(paths["answer"].read_text())
