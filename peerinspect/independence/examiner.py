"""The fast examiner: which placements are possible, and what each costs alone, in pairs and in what it fills up.

It asks the same rules as the auditor, but only as far as it takes to know whether an objection is hard or soft; each
rule once for all the placements that it cannot tell apart, and only pairs that share a rule's key. The matching
package turns its findings into rows; nothing here knows how a roster is searched.
"""

from __future__ import annotations

from peerinspect.domain import Facts
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examining.alone import ask_alone, free_seats
from peerinspect.independence.examining.examination import Ceiling, Examination
from peerinspect.independence.examining.filling import Filling
from peerinspect.independence.examining.stopping import ExaminingStopped, IsOver, go_on_unless, never
from peerinspect.independence.examining.together import ask_clashes, ask_triples
from peerinspect.independence.rubbish import not_collected
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.waiving import Waivers

__all__ = ["Ceiling", "Examination", "ExaminingStopped", "examine", "free_seats", "settled_engagements"]


def examine(facts: Facts, rulebook: Rulebook, is_over: IsOver | None = None) -> Examination:
    """Examine every open duty against every person.

    Raises ExaminingStopped soon after `is_over` says so; it is asked several times a second.
    """
    asked = is_over or never
    with not_collected():
        found = Examination(facts, rulebook, *settled_engagements(facts))
        waivers = Waivers(facts)
        ask_alone(found, waivers)
        fillings = []
        go_on_unless(asked)
        for limit in rulebook.limits:
            fillings.append(Filling(limit, found, waivers))
            found.forget(fillings[-1].overfilling_alone())
        go_on_unless(asked)
        ask_clashes(found, waivers)
        go_on_unless(asked)
        ask_triples(found, waivers)
        found.ceilings = [ceiling for filling in fillings for ceiling in filling.ceilings(found.candidates)]
    return found


def settled_engagements(facts: Facts) -> tuple[tuple[Engagement, ...], tuple[Engagement, ...]]:
    """The past engagements and the fixed ones, in order of duty, then person."""
    engagements = [
        engage(facts, facts.people[one.person], facts.duties[one.duty], one)
        for one in sorted(facts.placements, key=lambda one: (one.duty, one.person))
        if facts.is_history(one) or facts.is_fixed(one)
    ]
    return tuple(one for one in engagements if one.past), tuple(one for one in engagements if one.fixed)
