"""Seasons in which people are scarcer: the same work and the same past, and fewer offers for what is to come."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from peerinspect.domain import Facts, Person, kinds
from peerinspect.season.chance import Chance, shuffled

PersonAndKind = tuple[str, str]


def with_fewer_offers(facts: Facts, chance: Chance, tightness: float) -> Facts:
    """The facts with one offer left for every `tightness` of each kind. An offer that was taken up stays.

    Offers go in one order of chance, so that the offers of a tighter season are among those of a looser one; at 1
    nothing goes.
    """
    stream, taken_up = chance.stream("tightness"), _taken_up(facts)
    gone: set[PersonAndKind] = set()
    for kind in kinds.KINDS:
        free = [one for one in _offering(facts, kind) if one not in taken_up]
        gone |= set(shuffled(stream, free)[round(len(free) / tightness) :])
    return replace(facts, people={id_: _without(one, gone) for id_, one in facts.people.items()})


def _taken_up(facts: Facts) -> set[PersonAndKind]:
    """Who is on a duty that is not over, or has a waiver for one, and the kind of the duty."""
    pairs = [one.pair for one in facts.placements] + [(one.person, one.duty) for one in facts.waivers]
    return {(person, facts.duties[duty].kind) for person, duty in pairs if facts.is_open(facts.duties[duty])}


def _offering(facts: Facts, kind: str) -> list[PersonAndKind]:
    return [(id_, kind) for id_, one in facts.people.items() if any(offer.kind == kind for offer in one.offers)]


def _without(person: Person, gone: Set[PersonAndKind]) -> Person:
    return replace(person, offers=tuple(offer for offer in person.offers if (person.id, offer.kind) not in gone))
