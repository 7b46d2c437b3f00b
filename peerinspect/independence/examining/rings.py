"""Rounds of three that two settled placements leave open: which candidates could close one at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

import numpy as np

from peerinspect.independence.examining.arrays import Numbers
from peerinspect.independence.examining.joining import different, numbers
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.rounds import Step
from peerinspect.independence.shapes import Triple

BY_WAYS = {"ring": ("inspect",)}
"""Rules whose steps are the ways from homes to other councils, by code, with the kinds of duty that they count."""


def could_close(rule: Triple, roll: Roll) -> Numbers:
    """The places of the candidates with a step that closes a round of two settled ones."""
    wanted = _closing_steps(rule, roll)
    if not wanted:
        return numbers([])
    if rule.code not in BY_WAYS:
        places = range(roll.begin, len(roll))
        return numbers([place for place in places if wanted.intersection(rule.steps(roll.engagement(place)))])
    kinds = roll.register.is_kind(roll.duty, *BY_WAYS[rule.code])
    place, home, target, _ = roll.away(np.flatnonzero(kinds & (np.arange(len(roll)) >= roll.begin)))
    closes = roll.register.pairs_of_councils((str(start), str(middle)) for start, middle in wanted)
    return different(place[closes.has(roll.register.two_councils(home, target))])


def _closing_steps(rule: Triple, roll: Roll) -> set[Step]:
    """Every step from where a way of two settled steps ends to where it begins."""
    leaving: dict[Hashable, set[Hashable]] = defaultdict(set)
    for one in roll.settled:
        for start, end in rule.steps(one):
            leaving[start].add(end)
    return {
        (start, middle)
        for middle, ends in leaving.items()
        for end in ends
        for start in leaving.get(end, ())
        if start != middle and end not in (start, middle)
    }
