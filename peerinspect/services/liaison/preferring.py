"""A region that a secondment is asked from weighs in a search like an affinity.

It prefers people from there, and takes nobody away: of two who would do as well the one from the region is chosen.
"""

from __future__ import annotations

from dataclasses import replace

from peerinspect.domain import Duty, Facts, kinds
from peerinspect.domain.placement import Pair
from peerinspect.store.reading.liaison import needs_of

FROM_THE_REGION = 0.1
"""The affinity of people from the region that is asked for: as much as a hundred minutes of travel."""


def with_regions_preferred(facts: Facts) -> Facts:
    """The facts with an affinity of those who come from the region that a secondment was asked from."""
    found = dict(facts.affinity)
    seconded = {id_ for id_, duty in facts.duties.items() if duty.kind == kinds.SECOND}
    for id_, need in needs_of(seconded).items() if seconded else ():
        for pair in _from_there(facts, facts.duties[id_], need.region):
            found.setdefault(pair, FROM_THE_REGION)
    return replace(facts, affinity=found)


def _from_there(facts: Facts, duty: Duty, region: str) -> list[Pair]:
    """The people who offer secondments and have a home in the region during the duty, each with it."""
    inside = {code for code, one in facts.authorities.items() if region and one.region == region}
    return [
        (id_, duty.id)
        for id_, one in facts.people.items()
        if any(offer.kind == kinds.SECOND for offer in one.offers)
        and any(post.authority in inside and post.period.overlaps(duty.span) for post in one.posts)
    ]
