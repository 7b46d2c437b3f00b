"""Two placements whose ways meet: from one council to another and back, or the same way, or onto one team.

Placements are joined by their homes and targets first; a form then judges those that were found, by kinds and dates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.away_form import Groups
from peerinspect.independence.examining.duty_clashes import Verdict, spans_overlap
from peerinspect.independence.examining.joining import Keys
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.rules.crossed_duties import WORK
from peerinspect.independence.shapes import Clash


class Met(NamedTuple):
    """Row k: two places on the roll whose ways meet, and whether each directs the home at which its way starts."""

    one: Numbers
    other: Numbers
    one_directs: Truths
    other_directs: Truths


OfMet = Callable[[Met], Verdict]
"""A rule's verdicts on placements that met."""


class Ways:
    """The ways of the roll's placements of some kinds, joined with one another."""

    def __init__(self, roll: Roll, *kinds: str) -> None:
        self.roll = roll
        wanted = np.flatnonzero(roll.register.is_kind(roll.duty, *kinds))
        self._place, home, target, stand = roll.away(wanted)
        self._directs = roll.standings.directs[stand]
        self._there = roll.register.two_councils(home, target)
        self._back = Keys(roll.register.two_councils(target, home))
        self._forth = Keys(self._there)

    def facing(self, places: Truths) -> Met:
        """Each of the marked places with everyone who goes from its target to its home."""
        return self._met(self._back, places)

    def along(self, places: Truths) -> Met:
        """Each of the marked places with everyone who goes the same way."""
        return self._met(self._forth, places)

    def _met(self, keys: Keys, places: Truths) -> Met:
        mine = np.flatnonzero(places[self._place])
        asked, found = keys.join(self._there[mine])
        asked = mine[asked]
        return Met(self._place[asked], self._place[found], self._directs[asked], self._directs[found])


def _earlier_first(roll: Roll, met: Met) -> tuple[Numbers, Numbers]:
    """The two duties in order of start; by the people's and then the duties' ids where both start on one day."""
    register = roll.register
    one, other = roll.duty[met.one], roll.duty[met.other]
    who, whom = roll.person[met.one], roll.person[met.other]
    tie = (who > whom) | ((who == whom) & (one > other))
    swap = (register.start[one] > register.start[other]) | ((register.start[one] == register.start[other]) & tie)
    return np.where(swap, other, one), np.where(swap, one, other)


def _inspect_each_other(rule: Clash, roll: Roll) -> OfMet:
    register, months = roll.register, rule.parameters.get("months", 12 * rule.parameters.get("years", 0))
    clear = register.clear_after(months)

    def of(met: Met) -> Verdict:
        both = register.is_kind(roll.duty[met.one], "inspect") & register.is_kind(roll.duty[met.other], "inspect")
        earlier, later = _earlier_first(roll, met)
        return both & (register.start[later] < clear[earlier]), None

    return of


def _crossed_duties(rule: Clash, roll: Roll) -> OfMet:
    register = roll.register
    clear = register.clear_after(rule.parameters["months"])

    def of(met: Met) -> Verdict:
        one, other = roll.duty[met.one], roll.duty[met.other]
        inspects = register.is_kind(one, "inspect")
        inspection, work = np.where(inspects, one, other), np.where(inspects, other, one)
        counts = register.is_kind(inspection, "inspect") & register.is_kind(work, *WORK)
        overlap = spans_overlap(register, inspection, work)
        swap = register.start[inspection] > register.start[work]
        earlier, later = np.where(swap, work, inspection), np.where(swap, inspection, work)
        return counts & overlap, counts & ~overlap & (register.start[later] < clear[earlier])

    return of


def _chair_swap(rule: Clash, roll: Roll) -> OfMet:
    register = roll.register

    def of(met: Met) -> Verdict:
        one, other = roll.duty[met.one], roll.duty[met.other]
        both = register.is_kind(one, "chair") & register.is_kind(other, "chair")
        overlap = (register.first[one] <= register.last[other]) & (register.first[other] <= register.last[one])
        return None, both & overlap

    return of


def _colleagues_supported(rule: Clash, roll: Roll) -> OfMet:
    register = roll.register
    clear = register.clear_after(12 * rule.parameters["years"])

    def of(met: Met) -> Verdict:
        one, other = roll.duty[met.one], roll.duty[met.other]
        inspects = register.is_kind(one, "inspect")
        inspection, support = np.where(inspects, one, other), np.where(inspects, other, one)
        directs = np.where(inspects, met.one_directs, met.other_directs)
        counts = register.is_kind(inspection, "inspect") & register.is_kind(support, "support")
        near = (register.start[support] <= register.last[inspection]) & (register.start[inspection] < clear[support])
        return counts & near & directs, counts & near & ~directs

    return of


FACING: Mapping[str, tuple[tuple[str, ...], Callable[[Clash, Roll], OfMet]]] = {
    "reciprocal-inspection": (("inspect",), _inspect_each_other),
    "own-inspector": (("inspect",), _inspect_each_other),
    "crossed-duties": (("inspect", *WORK), _crossed_duties),
    "chair-swap": (("chair",), _chair_swap),
}
"""Kinds and array forms of clashes of two that face each other, by the rule's code."""

ALONG: Mapping[str, tuple[tuple[str, ...], Callable[[Clash, Roll], OfMet]]] = {
    "colleagues-supported": (("inspect", "support"), _colleagues_supported),
}
"""Kinds and array forms of clashes of two that go the same way, by the rule's code."""

TEAM = "same-team"


def on_one_team(roll: Roll, places: Truths) -> tuple[Numbers, Numbers]:
    """Each of the marked places with everyone else's on the same duty who has a home or a group of councils in common.

    The form of same-team: homes in one group share a director or a trust on a day of the duty's span.
    """
    several = np.bincount(roll.duty, minlength=len(roll.register.duties)) > 1
    may_meet = np.flatnonzero(several[roll.duty] & _several_places(roll))
    groups = Groups(roll.register)
    place, holder = groups.of(roll, may_meet)
    key = roll.duty[place] * max(1, len(groups.holders)) + holder
    mine = np.flatnonzero(places[place])
    asked, found = Keys(key).join(key[mine])
    one, other = place[mine][asked], place[found]
    differ = roll.person[one] != roll.person[other]
    return one[differ], other[differ]


def _several_places(roll: Roll) -> Truths:
    """Whose duty has not just one seat, or somebody settled on it: candidates for one seat never meet."""
    settled = np.zeros(len(roll.register.duties), np.bool_)
    settled[roll.duty[: roll.begin]] = True
    return np.asarray((roll.register.seats[roll.duty] != 1) | settled[roll.duty], np.bool_)
