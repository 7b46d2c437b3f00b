"""A change put to the test: the part of the roster around one duty, searched again under the changed facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from peerinspect.domain import Facts, Placement, Roster, Strength
from peerinspect.domain.placement import Pair
from peerinspect.explain.company import Company
from peerinspect.explain.lacking import placed_on
from peerinspect.independence import goals
from peerinspect.independence.engagement import engage
from peerinspect.independence.examiner import settled_engagements
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import Answer, Room, Workshop

MOST_RELEASED = 8
"""Duties that may change hands beside the one that is asked about."""


def around(facts: Facts, roster: Roster, released: Iterable[str], room: Room) -> Answer:
    """The best roster that leaves everything as it is, empty seats too, but on the `released` duties.

    Goals are those of the whole roster, its `keep` counted against the roster as it was.
    """
    free = frozenset(released)
    answer = Workshop(_pinned(facts, roster, free), roster).with_placed([], room, within=free)
    if answer is None:
        raise RuntimeError("a roster without pins of its own always lies within the bounds")
    kept = Fraction(goals.keep_value(facts, answer.pairs, roster))
    return replace(answer, goals=tuple(replace(one, value=kept) if one.name == "keep" else one for one in answer.goals))


def _pinned(facts: Facts, roster: Roster, released: frozenset[str]) -> Facts:
    statuses = {one.pair: one.status for one in roster.placements}
    fixed = {one.pair for one in facts.placements if facts.is_fixed(one)}
    held = {pair for pair in placed_on(facts, roster) if pair[1] not in released} - fixed
    others = tuple(one for one in facts.placements if one.pair not in held)
    pins = tuple(Placement(*pair, _as_pin(statuses[pair]), pinned=True) for pair in sorted(held))
    return replace(facts, placements=(*others, *pins))


def _as_pin(status: str) -> str:
    """A pin is of something that still goes on."""
    return "accepted" if status in ("live", "done") else status


def in_the_way(facts: Facts, roster: Roster, rules: Rulebook, pairs: Iterable[Pair]) -> list[str]:
    """The duties that have to be released for these placements, those in the way of most first; at most a few."""
    past, _ = settled_engagements(facts)
    placed = goals.engaged(facts, placed_on(facts, roster))
    settled = {one.duty.id for one in placed if one.fixed}
    company = Company(facts, rules, placed, past)
    counts: dict[str, int] = {}
    for person, duty in pairs:
        team = frozenset(one.pair for one in placed if one.duty.id == duty)
        objections = company.objections_beside(engage(facts, facts.people[person], facts.duties[duty]), team)
        for other in {one for each in objections if each.strength is Strength.HARD for one in each.duties} - {duty}:
            counts[other] = counts.get(other, 0) + 1
    ordered = sorted(counts, key=lambda one: (-counts[one], one))
    return [one for one in ordered if one not in settled][:MOST_RELEASED]
