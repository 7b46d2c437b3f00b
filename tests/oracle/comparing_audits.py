"""Where peerinspect's auditor and the judge differ on one roster, in plain words. This imports peerinspect."""

from fractions import Fraction
from typing import Any

from peerinspect.domain import Roster, RosterPlacement
from peerinspect.files import facts_from_dict
from peerinspect.independence.audit import audit
from peerinspect.independence.auditing.structure import structure_faults
from peerinspect.independence.rulebook import VERSION

from .case import Case
from .goals import goal_values
from .judge import Objection, Pair, Verdict, judge
from .rules_limit import LIMITS

Said = tuple[str, frozenset[str], frozenset[str]]


def known_to(problem: dict, roster: list[Pair]) -> list[Pair]:
    """The roster's placements whose person and duty a smaller problem still has."""
    people, duties = ({one["id"] for one in problem[name]} for name in ("people", "duties"))
    return [pair for pair in roster if pair[0] in people and pair[1] in duties]


def disagreements(problem: dict, roster: list[Pair]) -> list[str]:
    """What the auditor and the judge say differently: faults of structure, objections by kind, the goals' values."""
    case, facts = Case(problem), facts_from_dict(problem)
    written = as_written(case, roster)
    verdict, faults = judge(case, roster), structure_faults(facts, written, VERSION, None, None)
    if bool(faults) != bool(verdict.unlawful):
        return [f"the auditor's faults are {faults}; the judge's are {verdict.unlawful}"]
    if any(pair in case.history or not case.is_open(pair[1]) for pair in roster):
        return []  # What has no business on a roster is not examined by the rules, but called a fault.
    report = audit(facts, written)
    found = differing_values(problem, roster, dict(report.values))
    for name in ("hard", "standing", "soft"):
        heard = widest(said(name, getattr(report, name)), said("hard", report.hard))
        expected = widest(told(name, verdict), told("hard", verdict))
        found += [f"only the auditor says {name}: {one}" for one in sorted(map(str, heard - expected))]
        found += [f"only the judge says {name}: {one}" for one in sorted(map(str, expected - heard))]
    return found


def differing_values(problem: dict, roster: list[Pair], values: dict[str, Fraction]) -> list[str]:
    expected = goal_values(problem, roster)
    return [f"{goal} is {value}, not {expected[goal]}" for goal, value in values.items() if value != expected[goal]]


def said(name: str, objections: Any) -> set[Said]:
    """The auditor's objections, however many facts stand behind each."""
    return {party(name, item.rule, item.people, item.duties) for item in objections}


def told(name: str, verdict: Verdict) -> set[Said]:
    """The judge's."""
    objections: list[Objection] = getattr(verdict, name)
    return {party(name, one.rule, [p for p, _ in one.parties], [d for _, d in one.parties]) for one in objections}


def widest(found: set[Said], hard: set[Said]) -> set[Said]:
    """Less each Limit's objection within another: on how many days people are away at once is nobody's reading."""
    return {
        one
        for one in found
        if one[0] not in LIMITS or not any(is_within(one, other) for other in found | hard if other != one)
    }


def is_within(one: Said, other: Said) -> bool:
    return one[0] == other[0] and one[1] <= other[1] and one[2] <= other[2]


def party(name: str, rule: str, people: Any, duties: Any) -> Said:
    """A rule with its parties; of a soft Limit the judge names the worst bucket alone, so there the rule has to do."""
    if name == "soft" and rule in LIMITS:
        return rule, frozenset(), frozenset()
    return rule, frozenset(people), frozenset(duties)


def as_written(case: Case, roster: list[Pair]) -> Any:
    """The roster as peerinspect reads one, with the file's statuses, and nothing said of goals, waivers, shortfalls."""
    placements = tuple(RosterPlacement(*pair, status=status_of(case, pair)) for pair in roster)
    return Roster("sha256:x", VERSION, "sha256:x", "hand", "1", 0, "feasible", (), placements, ())


def status_of(case: Case, pair: Pair) -> str:
    return case.file_placements.get(pair, {}).get("status", "proposed")
