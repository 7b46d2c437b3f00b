"""What a proven roster proves of the next problem: bounds that hold as long as that one only forbids more.

A problem that differs from an earlier one in nothing but further objections has no roster that the earlier one lacks.
So `fill`, the first goal, is no better than it was; and where it is as good, neither is the next goal, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from peerinspect.domain import Authority, Facts, Person, Placement, Roster, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examiner import Examination
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.waiving import Waivers
from peerinspect.matching.neighbourhood import Near
from peerinspect.matching.program import Program
from peerinspect.matching.repair import AHEAD, Known


def near_roster(
    program: Program, found: Examination, roster: Roster, before: Facts | None = None
) -> tuple[Near, Known]:
    """How far rosters are from this one, and what is known of them; `before` is the problem that it answers.

    A bound counts only where the roster meets it, and all before it are met; `keep` of the earlier problem goes into
    this one's wherever each of its weights does.
    """
    facts = found.facts
    weights = goals.keep_weights(facts, roster)
    bounds, floor, counted = _proven_before(facts, found.rulebook, roster, before, weights)
    placed = {one.pair for one in roster.placements}
    extra = {pair: weight - counted.get(pair, 0) for pair, weight in weights.items() if pair in placed}
    distance = np.zeros(len(program.lower), np.int64)
    for index, one in enumerate(found.candidates):
        distance[index] = extra.pop(one.pair, 0)
    sides = (np.array(side, np.int64) for side in (program.lower, program.upper))
    return Near(len(found.candidates), distance, sum(extra.values()), *sides), Known(bounds, floor)


def _proven_before(
    facts: Facts, rulebook: Rulebook, roster: Roster, before: Facts | None, weights: Mapping[Pair, int]
) -> tuple[dict[str, Fraction], int, Mapping[Pair, int]]:
    """The bounds of the goals ahead of `keep`, its floor, and the weights that the floor counts already."""
    if before is None or roster.rulebook != rulebook.version or not forbids_more(before, facts):
        return {}, 0, {}
    proven: dict[str, Fraction] = {}
    for goal in roster.goals:
        if goal.name not in AHEAD | {"keep"} or goal.bound != goal.value:
            break
        proven[goal.name] = goal.value
    earlier = goals.keep_weights(before)
    dropped = goals.keep_value(before, {one.pair for one in roster.placements})
    if proven.pop("keep", None) != dropped or any(weights.get(pair, 0) < some for pair, some in earlier.items()):
        return proven, 0, {}
    return proven, dropped, earlier


def forbids_more(before: Facts, after: Facts) -> bool:
    """Whether every roster of `after` is one of `before`, and costs no less there in `fill` and `waivers`.

    True only where that is plain: same duties, same rules, and nothing changed but what people offer and declare,
    how their councils were judged, and which placements are proposed.
    """
    return (
        before.as_of == after.as_of
        and before.duties == after.duties
        and before.borders == after.borders
        and _same_rules(before, after)
        and _settled(before) == _settled(after)
        and _holds_all(after.interests, before.interests)
        and _holds_all(after.arrangements, before.arrangements)
        and _holds_all(before.waivers, after.waivers)
        and before.people.keys() == after.people.keys()
        and all(_offers_no_more(one, after.people[one.id]) for one in before.people.values())
        and _judged_no_better(before, after)
    )


def _same_rules(before: Facts, after: Facts) -> bool:
    one, other = before.policy, after.policy
    return (one.rules, one.priorities, one.goals) == (other.rules, other.priorities, other.goals)


def _settled(facts: Facts) -> frozenset[Placement]:
    return frozenset(one for one in facts.placements if facts.is_fixed(one) or facts.is_history(one))


def _holds_all(more: tuple[object, ...], fewer: tuple[object, ...]) -> bool:
    """Facts of which more only ever object more: interests, arrangements; and the lack of waivers."""
    return set(fewer) <= set(more)


def _offers_no_more(before: Person, after: Person) -> bool:
    changing = ("offers", "unavailable", "skills", "vetted_on", "consents")
    if replace(after, **{name: getattr(before, name) for name in changing}) != before:
        return False
    days = {kind: _days(before, kind) for kind in {offer.kind for offer in (*before.offers, *after.offers)}}
    vetted = after.vetted_on is None or (before.vetted_on is not None and after.vetted_on <= before.vetted_on)
    return (
        vetted
        and after.skills <= before.skills
        and set(after.consents) <= set(before.consents)
        and set(before.unavailable) <= set(after.unavailable)
        and {offer.kind for offer in after.offers} <= {offer.kind for offer in before.offers}
        and all(_days(after, kind) <= some for kind, some in days.items())
    )


def _days(person: Person, kind: str) -> int:
    return sum(offer.days for offer in person.offers if offer.kind == kind)


def _judged_no_better(before: Facts, after: Facts) -> bool:
    """Whether councils differ in their judgements alone, and those of them object to no placement less than before."""
    if before.authorities.keys() != after.authorities.keys():
        return False
    changed = {code for code, one in before.authorities.items() if after.authorities[code] != one}
    if any(_apart_from_judgements(before, code) != _apart_from_judgements(after, code) for code in changed):
        return False
    touched = [one for one in before.people if changed & {post.authority for post in before.people[one].posts}]
    rules = Rulebook.under(before.policy)
    return all(
        _costs_no_less(rules, engage(before, before.people[one], duty), engage(after, after.people[one], duty))
        for one in touched
        for duty in before.duties.values()
        if before.is_open(duty)
    )


def _apart_from_judgements(facts: Facts, code: str) -> Authority:
    return replace(facts.authorities[code], judgements=())


def _costs_no_less(rules: Rulebook, before: Engagement, after: Engagement) -> bool:
    forbidden, earlier = _soft_alone(rules, before)
    forbidden_now, now = _soft_alone(rules, after)
    return forbidden_now or (not forbidden and earlier <= now)


def _soft_alone(rules: Rulebook, one: Engagement) -> tuple[bool, set[str]]:
    """Whether a rule forbids the placement alone, and which rules need a waiver for it."""
    objections = rules.objections_alone(one)
    waivers = Waivers(one.facts)
    soft = {each.rule for each in objections if each.strength is Strength.SOFT}
    return any(each.strength is Strength.HARD for each in objections), {
        code for code in soft if not waivers.covers(code, one)
    }
