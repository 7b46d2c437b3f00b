"""Every objection to a roster: the hard ones, the soft ones that count, and those that stand whatever is placed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from .case import Case
from .rules_bar import BARS
from .rules_clash import CLASHES
from .rules_limit import LIMITS, Bucket
from .rules_ring import TRIPLES

Pair = tuple[str, str]


@dataclass(frozen=True)
class Objection:
    """A rule's objection: its parties (up to three placements, or all that fill a bucket), its cost, whose bucket."""

    rule: str
    parties: tuple[Pair, ...]
    cost: Fraction = Fraction(0)
    owner: object = None


@dataclass
class Verdict:
    """What stands against a roster. `unlawful` is what the design says but no rule: seats, closed duties."""

    hard: list[Objection] = field(default_factory=list)
    soft: list[Objection] = field(default_factory=list)
    standing: list[Objection] = field(default_factory=list)
    standing_in_the_past: list[Objection] = field(default_factory=list)
    unlawful: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Could this roster be an answer? Soft and standing objections do not prevent it."""
        return not self.hard and not self.unlawful


def verdict(problem: dict, placements: Any) -> Verdict:
    """Judge a roster (pairs, or dicts with `person` and `duty`) over a problem-1 dict by every rule."""
    return judge(Case(problem), as_pairs(placements))


def as_pairs(placements: Any) -> list[Pair]:
    """The placements as sorted (person, duty) pairs, whatever they came as."""
    if isinstance(placements, dict):
        placements = placements["placements"]
    pairs = [(item["person"], item["duty"]) if isinstance(item, dict) else tuple(item) for item in placements]
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def judge(case: Case, roster: list[Pair]) -> Verdict:
    found = Verdict(unlawful=unlawful(case, roster), soft=soft_objections(case, roster))
    for objection, strength in objections(case, roster):
        if strength == "hard":
            file_hard(case, roster, objection, found)
    for objection in hard_limit_objections(case, roster):
        file_hard(case, roster, objection, found)
    return found


def soft_objections(case: Case, roster: list[Pair]) -> list[Objection]:
    """What the goal `waivers` counts: no waiver covers it, and it is not of the past alone."""
    found = []
    for objection, strength in objections(case, roster):
        touches_roster = any(party in roster for party in objection.parties)
        if strength == "soft" and touches_roster and not covered(case, objection):
            found.append(objection)
    return found + soft_limit_objections(case, roster)


def file_hard(case: Case, roster: list[Pair], objection: Objection, found: Verdict) -> None:
    """Reading 5: hard where a new placement is a party; standing among fixed ones and past ones alone."""
    if any(party in roster and party not in case.fixed for party in objection.parties):
        found.hard.append(objection)
    elif any(party in roster for party in objection.parties):
        found.standing.append(objection)
    else:
        found.standing_in_the_past.append(objection)


def unlawful(case: Case, roster: list[Pair]) -> list[str]:
    """Reading 5, apart from the rules: seats, closed duties, past placements, fixed placements, doubles."""
    faults = [f"{pair} is fixed and missing" for pair in case.fixed if pair not in roster]
    faults += [f"{pair} is past" for pair in roster if pair in case.history]
    faults += [f"{pair} is on a closed duty" for pair in roster if not case.is_open(pair[1])]
    faults += [f"{pair} is listed twice" for pair in set(roster) if roster.count(pair) > 1]
    for duty in case.duties:
        fixed = len([pair for pair in case.fixed if pair[1] == duty])
        new = len([pair for pair in roster if pair[1] == duty and pair not in case.fixed])
        if new > max(0, case.duties[duty]["seats"] - fixed):
            faults.append(f"{duty} has too many people")
    return faults


def remembered(case: Case, key: tuple, compute: Callable[[], Any]) -> Any:
    """What does not depend on the rest of the roster is computed once a problem."""
    if key not in case.memory:
        case.memory[key] = compute()
    return case.memory[key]


# --- bars, clashes and rings ---


def objections(case: Case, roster: list[Pair]) -> list[tuple[Objection, str]]:
    """What the rules apart from Limits say of the roster with the past, each with its strength."""
    return bar_objections(case, roster) + clash_objections(case, roster) + triple_objections(case, roster)


def bar_strengths(case: Case, rule: str, placement: Pair) -> set[str]:
    """A soft fact counts beside a hard one of the same rule: it matters where a fixed placement has both."""
    return remembered(case, (rule, placement), lambda: case.strengths(rule, BARS[rule](case, *placement)))


def clash_strengths(case: Case, rule: str, one: Pair, other: Pair) -> set[str]:
    return remembered(case, (rule, one, other), lambda: case.strengths(rule, CLASHES[rule](case, one, other)))


def bar_objections(case: Case, roster: list[Pair]) -> list[tuple[Objection, str]]:
    found = []
    for placement in roster:
        for rule in BARS:
            for strength in sorted(bar_strengths(case, rule, placement)):
                found.append((Objection(rule, (placement,), case.weight(rule)), strength))
    return found


def clash_objections(case: Case, roster: list[Pair]) -> list[tuple[Objection, str]]:
    """Every pair of the roster's and the past placements, pairs of two past ones included."""
    found = []
    for one, other in combinations(roster + [pair for pair in case.history if pair not in roster], 2):
        for rule in CLASHES:
            for strength in sorted(clash_strengths(case, rule, one, other)):
                found.append((Objection(rule, (one, other), case.weight(rule)), strength))
    return found


def triple_strengths(case: Case, rule: str, three: tuple[Pair, Pair, Pair]) -> set[str]:
    key = (rule, frozenset(three))
    return remembered(case, key, lambda: case.strengths(rule, TRIPLES[rule](case, three)))


def triple_objections(case: Case, roster: list[Pair]) -> list[tuple[Objection, str]]:
    """Every three of the roster's and the past placements, each three once."""
    found = []
    for three in combinations(roster + [pair for pair in case.history if pair not in roster], 3):
        for rule in TRIPLES:
            for strength in sorted(triple_strengths(case, rule, three)):
                found.append((Objection(rule, three, case.weight(rule)), strength))
    return found


# --- waivers ---


def waived(case: Case, rule: str, placement: Pair, other: Pair | None) -> bool:
    """Reading 8: is there a waiver of the rule for the placement, for all its objections or for this pair?"""
    for waiver in case.waivers:
        partner = waiver.get("with")
        if waiver["rule"] != rule or (waiver["person"], waiver["duty"]) != placement:
            continue
        reaches = bool(waiver.get("until")) and date.fromisoformat(waiver["until"]) >= case.last(placement[1])
        if reaches and (partner is None or (partner["person"], partner["duty"]) == other):
            return True
    return False


def covered(case: Case, objection: Objection) -> bool:
    """Is a soft objection of a Bar, a Clash or a ring covered by a waiver? Any one side's is enough."""
    if len(objection.parties) == 1:
        return waived(case, objection.rule, objection.parties[0], None)
    return any(waived(case, objection.rule, *two) for two in permutations(objection.parties, 2))


# --- limits ---


def buckets(case: Case, rule: str, roster: list[Pair], strength: str) -> list[Bucket]:
    """The rule's overfull buckets. A soft Limit leaves waived placements out; a hard one knows no waiver."""
    everyone = roster + [pair for pair in case.history if pair not in roster]
    if strength == "soft":
        everyone = [pair for pair in everyone if not waived(case, rule, pair, None)]
    filled = LIMITS[rule][0](case, everyone)
    return [bucket for bucket in filled if bucket.total > bucket.ceiling]


def hard_limit_objections(case: Case, roster: list[Pair]) -> list[Objection]:
    found = []
    for rule, (_, natural) in LIMITS.items():
        if case.strength(rule, natural) == "hard":
            for bucket in buckets(case, rule, roster, "hard"):
                found.append(Objection(rule, bucket.fillers, owner=bucket.owner))
    return found


def soft_limit_objections(case: Case, roster: list[Pair]) -> list[Objection]:
    """Reading 8: the largest excess of each person, group or team; what the past does alone is not counted."""
    worst: dict[tuple[str, object], Objection] = {}
    for rule, (_, natural) in LIMITS.items():
        if case.strength(rule, natural) != "soft":
            continue
        for bucket in buckets(case, rule, roster, "soft"):
            cost = bucket.excess * case.weight(rule)
            so_far = worst.get((rule, bucket.owner))
            counts = any(filler in roster for filler in bucket.fillers)
            if counts and (so_far is None or cost > so_far.cost):
                worst[rule, bucket.owner] = Objection(rule, bucket.fillers, cost, bucket.owner)
    return list(worst.values())
