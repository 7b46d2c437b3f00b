"""How often each rule decided in a roster: whom it kept off which duty, though they had volunteered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from peerinspect.domain import Facts, Objection, Roster, Strength
from peerinspect.explain.company import Company
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examiner import settled_engagements
from peerinspect.independence.rulebook import Rulebook


def kept_off(facts: Facts, roster: Roster, rulebook: Rulebook) -> Counter[str]:
    """For each rule how many people it kept off an open duty of a kind that they offer, the roster as it is.

    A person and a duty count once under every rule that forbids the placement alone; where none does, under every rule
    that forbids it beside the roster. Who is on the duty, or was, is not counted; nor is anybody who did not volunteer,
    since nothing had to be decided about them.
    """
    past, _ = settled_engagements(facts)
    pairs = [each.pair for each in roster.placements]
    company = Company(facts, rulebook, goals.engaged(facts, pairs), past)
    taken = {*pairs, *(one.pair for one in past)}
    counts: Counter[str] = Counter()
    for one in _volunteers(facts):
        if one.pair not in taken:
            counts.update(_forbidding(rulebook.objections_alone(one)) or _forbidding(company.objections_beside(one)))
    return counts


def _forbidding(objections: Iterable[Objection]) -> set[str]:
    return {each.rule for each in objections if each.strength is Strength.HARD}


def _volunteers(facts: Facts) -> Iterator[Engagement]:
    """Everybody on every open duty of the kinds that they offer."""
    for duty in facts.duties.values():
        if facts.is_open(duty) and duty.seats:
            for person in facts.people.values():
                if any(offer.kind == duty.kind for offer in person.offers):
                    yield engage(facts, person, duty)
