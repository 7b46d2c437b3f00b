"""Why a duty stays empty: how many people each rule bars, alone and together, and who could but is taken elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peerinspect.domain import Duty, Facts, Objection, Person, Roster, Strength
from peerinspect.explain.company import Company
from peerinspect.independence import goals, wording
from peerinspect.independence.engagement import engage
from peerinspect.independence.examiner import settled_engagements
from peerinspect.independence.rulebook import Rulebook

MOST_COMBINATIONS = 10


@dataclass(frozen=True)
class RuleCount:
    """How many people a rule bars: where it is the only one that objects, and in all."""

    rule: str
    alone: int
    in_all: int


@dataclass(frozen=True)
class Combination:
    """How many people exactly these rules bar together."""

    rules: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class Taken:
    """Somebody whom nothing settled keeps from the duty, but the rest of the roster does: by which duties."""

    person: str
    name: str
    duties: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """Everybody who is not on the duty, counted by what keeps them from it. `free` are kept by nothing at all."""

    people: int
    rules: tuple[RuleCount, ...]
    combinations: tuple[Combination, ...]
    taken: tuple[Taken, ...]
    free: tuple[str, ...]
    barred: Mapping[str, frozenset[str]]


def placed_on(facts: Facts, roster: Roster) -> list[tuple[str, str]]:
    """The roster's placements that the facts still know, on duties that are still open."""
    pairs = (one.pair for one in roster.placements if one.person in facts.people and one.duty in facts.duties)
    return [pair for pair in pairs if facts.is_open(facts.duties[pair[1]])]


def tally(facts: Facts, roster: Roster, duty: Duty, rulebook: Rulebook) -> Tally:
    """Everybody who is not on the duty's team. Its own team is left aside: its seats are what is asked for."""
    past, fixed = settled_engagements(facts)
    pairs = placed_on(facts, roster)
    team = frozenset(pair for pair in pairs if pair[1] == duty.id)
    settled = Company(facts, rulebook, fixed, past)
    whole = Company(facts, rulebook, goals.engaged(facts, pairs), past)
    done = {one.person.id for one in past if one.duty.id == duty.id}
    asked = [one for key, one in sorted(facts.people.items()) if (key, duty.id) not in team and key not in done]
    barred: dict[str, frozenset[str]] = {}
    taken: list[Taken] = []
    free: list[str] = []
    for person in asked:
        one = engage(facts, person, duty)
        if rules := hard_rules(settled.objections_to(one)):
            barred[person.id] = rules
        elif beside := [each for each in whole.objections_beside(one, team) if each.strength is Strength.HARD]:
            taken.append(_taken(person, duty, beside))
        else:
            free.append(person.id)
    return Tally(len(asked), _counts(barred), _combinations(barred), tuple(taken), tuple(free), barred)


def hard_rules(objections: Iterable[Objection]) -> frozenset[str]:
    """The rules among these that forbid."""
    return frozenset(each.rule for each in objections if each.strength is Strength.HARD)


def _taken(person: Person, duty: Duty, objections: Iterable[Objection]) -> Taken:
    duties = {one for each in objections for one in each.duties} - {duty.id}
    return Taken(person.id, wording.full_name(person), tuple(sorted(duties)))


def _counts(barred: Mapping[str, frozenset[str]]) -> tuple[RuleCount, ...]:
    in_all = Counter(rule for rules in barred.values() for rule in rules)
    alone = Counter(rule for rules in barred.values() if len(rules) == 1 for rule in rules)
    ordered = sorted(in_all, key=lambda rule: (-alone[rule], -in_all[rule], rule))
    return tuple(RuleCount(rule, alone[rule], in_all[rule]) for rule in ordered)


def _combinations(barred: Mapping[str, frozenset[str]]) -> tuple[Combination, ...]:
    counts = Counter(tuple(sorted(rules)) for rules in barred.values() if len(rules) > 1)
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Combination(rules, people) for rules, people in ordered[:MOST_COMBINATIONS])
