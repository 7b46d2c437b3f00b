"""Where peerinspect's solver and the oracle differ on one problem, in plain words. This imports peerinspect."""

from typing import Any

from peerinspect.files import digest_of, facts_from_dict
from peerinspect.independence.audit import audit
from peerinspect.matching import solve

from .brute import best
from .case import Case
from .goals import goal_values
from .judge import as_pairs, judge, soft_objections
from .rules_limit import LIMITS


def is_usable(problem: dict) -> bool:
    """Can peerinspect read the problem? What the cutting made unusable does not count as differing."""
    try:
        facts_from_dict(problem)
    except Exception:
        return False
    return True


def answer_of(problem: dict, start: Any = None) -> Any:
    """The solver's answer, in this process."""
    facts = facts_from_dict(problem)
    given_digests = {"problem_digest": digest_of(facts), "policy_digest": "sha256:test"}
    return solve(facts, **given_digests, start=start, time_limit=60.0, workers=1)


def differences(problem: dict) -> list[str]:
    """Between the solver's answer, started from nothing, and the best of all rosters."""
    answer = answer_of(problem)
    return differing_goals(problem, answer, None) + differing_verdicts(problem, answer)


def differences_from_another_roster(problem: dict) -> list[str]:
    """As `differences`, from the fullest roster that the solver found without the placements of the file."""
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
