"""What rules about three placements make of candidates and of rosters, found by rounds instead of by all threes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from peerinspect.domain import Objection, Strength
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rounds import Rounds, Three
from peerinspect.independence.shapes import Triple
from peerinspect.independence.waiving import Waivers


def cost_to_close(rule: Triple, one: Engagement, rounds: Rounds, waivers: Waivers) -> Fraction | None:
    """What the placement costs with every two of the settled ones that it offends with; None where that is forbidden.

    Two halves that stand already make a bar of the rule: hard, or priced once each.
    """
    cost = Fraction(0)
    for two, three, objections in rule.closing(one, rounds):
        if any(each.strength is Strength.HARD for each in objections):
            return None
        if _is_priced(rule, (one, two, three), objections, waivers):
            cost += rule.weight
    return cost


def priced_threes(rule: Triple, engagements: Sequence[Engagement], waivers: Waivers) -> Iterator[Three]:
    """The threes among these that cost the rule's weight: soft, unwaived, and not all past."""
    for three in rule.found(engagements):
        if _is_priced(rule, three, rule.objections(*three), waivers):
            yield three


def _is_priced(rule: Triple, three: Three, objections: Sequence[Objection], waivers: Waivers) -> bool:
    soft = any(each.strength is Strength.SOFT for each in objections)
    return soft and not waivers.covers_three(rule.code, three)
