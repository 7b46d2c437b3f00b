"""The seven goals' values of a roster, in exact numbers (section 5 of the design, readings 6, 8 and 15)."""

from fractions import Fraction
from hashlib import sha256
from math import ceil
from typing import Any

from .case import Case
from .judge import Pair, as_pairs, soft_objections
from .travel import minutes_between

ALL_GOALS = ("fill", "waivers", "keep", "peak", "spread", "fit", "canon")
STATUS_WEIGHTS = {"proposed": 1, "offered": 3, "accepted": 10, "live": 10}
DEFAULT_WEIGHTS = {"affinity": 1000, "skill": 30, "neighbour": 10, "border": 60, "travel": 1}


def goal_values(problem: dict, placements: Any, start_roster: Any = None) -> dict[str, Fraction]:
    """The value of each of the seven goals, whatever goals the policy names."""
    case = Case(problem)
    roster = as_pairs(placements)
    starting = starting_roster(case, start_roster)
    return {goal: goal_value(case, goal, roster, starting) for goal in ALL_GOALS}


def goals_of(case: Case) -> list[str]:
    """The policy's goals in its order, `canon` last whatever it says (reading 15)."""
    named = case.policy.get("goals", ALL_GOALS)
    return [goal for goal in named if goal != "canon"] + ["canon"]


def goal_value(case: Case, goal: str, roster: list[Pair], starting: dict[Pair, int]) -> Fraction:
    if goal == "keep":
        return keep(roster, starting)
    return VALUES[goal](case, roster)


# --- fill ---


def fill(case: Case, roster: list[Pair]) -> Fraction:
    total = Fraction(0)
    for duty in case.duties:
        if case.is_open(duty):
            team = [person for person, placed_on in roster if placed_on == duty]
            unfilled = max(0, case.duties[duty]["seats"] - len(team))
            total += priority(case, duty) * (unfilled + Fraction(lacking(case, duty, team), 2))
    return total


def priority(case: Case, duty: str) -> Fraction:
    own = case.duties[duty].get("priority")
    if own is not None:
        return Fraction(own)
    return Fraction(case.policy.get("priorities", {}).get(case.kind(duty), 1))


def lacking(case: Case, duty: str, team: list[str]) -> int:
    """How many of the duty's skills nobody on the team has, and one more for an inspection without a lead."""
    missing = 0
    if case.strength("team-skills", "hard"):
        present = {skill for person in team for skill in case.people[person].get("skills", [])}
        missing += len(set(case.duties[duty].get("skills", [])) - present)
    if case.strength("experienced-lead", "hard") and case.kind(duty) == "inspect":
        missing += 0 if any(case.people[person].get("level") == "authorised" for person in team) else 1
    return missing


# --- waivers ---


def waivers(case: Case, roster: list[Pair]) -> Fraction:
    return sum((objection.cost for objection in soft_objections(case, roster)), Fraction(0))


# --- keep ---


def starting_roster(case: Case, start_roster: Any) -> dict[Pair, int]:
    """Reading 6: the placements that it costs something to drop, with what it costs."""
    listed = list(case.file_placements.values())
    if start_roster is not None:
        listed += start_roster["placements"] if isinstance(start_roster, dict) else list(start_roster)
    starting: dict[Pair, int] = {}
    for item in listed:
        pair = (item["person"], item["duty"])
        known = pair[0] in case.people and pair[1] in case.duties
        if not known or not case.is_open(pair[1]) or pair in case.fixed or pair in case.history:
            continue
        starting[pair] = max(starting.get(pair, 0), STATUS_WEIGHTS.get(item["status"], 0))
    return starting


def keep(roster: list[Pair], starting: dict[Pair, int]) -> Fraction:
    return Fraction(sum(weight for pair, weight in starting.items() if pair not in roster))


# --- peak and spread ---


def load(case: Case, person: str, roster: list[Pair]) -> Fraction:
    return sum((case.days(duty) for who, duty in roster if who == person), Fraction(0))


def offered_days(case: Case, person: str) -> Fraction:
    offers = case.people[person].get("offers", [])
    return max(Fraction(1), sum((Fraction(offer.get("days", 0)) for offer in offers), Fraction(0)))


def peak(case: Case, roster: list[Pair]) -> Fraction:
    shares = [ceil(100 * load(case, person, roster) / offered_days(case, person)) for person in case.people]
    return Fraction(max(shares, default=0))


def spread(case: Case, roster: list[Pair]) -> Fraction:
    return Fraction(
        sum(ceil(100 * load(case, person, roster) ** 2 / offered_days(case, person)) for person in case.people)
    )


# --- fit ---


def fit(case: Case, roster: list[Pair]) -> Fraction:
    return sum((fit_of(case, person, duty) for person, duty in roster), Fraction(0))


def fit_of(case: Case, person: str, duty: str) -> Fraction:
    weights = DEFAULT_WEIGHTS | case.policy.get("weights", {})
    skills = set(case.duties[duty].get("skills", [])) & set(case.people[person].get("skills", []))
    return (
        Fraction(round(weights["affinity"] * affinity(case, person, duty)))
        + Fraction(weights["skill"]) * len(skills)
        + Fraction(weights["neighbour"]) * closeness(case, person, duty)
        + Fraction(weights["border"]) * adjacent(case, person, duty)
        - Fraction(weights["travel"]) * minutes(case, person, duty)
    )


def affinity(case: Case, person: str, duty: str) -> float:
    for who, what, number in case.problem.get("fit", []):
        if (who, what) == (person, duty):
            return number
    return 0


def closeness(case: Case, person: str, duty: str) -> int:
    """11 less the rank of a home among a target's neighbours: the best pair's; 0 beyond ten; `support` only."""
    if case.kind(duty) != "support":
        return 0
    homes, targets = case.homes(person, duty), case.targets(duty)
    ranks = [rank for target, home, rank in case.problem.get("neighbours", []) if target in targets and home in homes]
    return max([11 - rank for rank in ranks if rank <= 10], default=0)


def adjacent(case: Case, person: str, duty: str) -> int:
    """1 where a home borders a target; `chair` only."""
    homes, targets = case.homes(person, duty), case.targets(duty)
    near = any(case.border(home, target) for home in homes for target in targets)
    return 1 if case.kind(duty) == "chair" and near else 0


def minutes(case: Case, person: str, duty: str) -> int:
    """The least travel over the pairs of a home and a target that both have coordinates; 0 where there is none."""
    homes, targets = case.homes(person, duty), case.targets(duty)
    found = [minutes_between(case, home, target) for home in homes for target in targets]
    return min([known for known in found if known is not None], default=0)


# --- canon ---


def canon(case: Case, roster: list[Pair]) -> Fraction:
    return Fraction(sum(canon_of(person, duty) for person, duty in roster))


def canon_of(person: str, duty: str) -> int:
    return int(sha256(f"{person}\x1f{duty}".encode()).hexdigest()[:6], 16)


VALUES = {
    "fill": fill,
    "waivers": waivers,
    "peak": peak,
    "spread": spread,
    "fit": fit,
    "canon": canon,
}
