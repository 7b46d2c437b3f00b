"""How far councils are from each other, over arrays: the array form of out-of-reach."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.bar_forms import OfBlock, Verdict
from peerinspect.independence.examining.block import Block
from peerinspect.independence.examining.joining import any_of
from peerinspect.independence.examining.register import Register
from peerinspect.independence.goals import EARTH_RADIUS_KM, ROAD_FACTOR, travel_minutes
from peerinspect.independence.shapes import Bar

Degrees = NDArray[np.float64]

DOUBT_MINUTES = 1e-6
"""Nearer to the limit than this the plain formula decides: arrays may round the last bit of a sine another way."""


def out_of_reach(rule: Bar, register: Register) -> OfBlock:
    """Which chairs and advisers come from further than the parameter, or from nobody knows how far: softly refused."""
    places = Places(register)
    most = rule.parameters["minutes"]

    def of(block: Block) -> Verdict:
        if block.kind not in ("chair", "support"):
            return None, None
        rows, home, target = block.away
        return None, any_of(rows[places.further_than(most, home, target)], len(block))

    return of


class Places:
    """Where the councils of a register lie, in radians; unknown ones are nowhere."""

    def __init__(self, register: Register) -> None:
        known = register.facts.authorities
        self._authorities = [known.get(code) for code in register.councils]
        self._north, self._east = (
            np.radians(np.array([_degrees(one, name) for one in self._authorities], np.float64))
            for name in ("latitude", "longitude")
        )

    def further_than(self, most: int, home: Numbers, target: Numbers) -> Truths:
        """Which of the ways take more minutes than these, or a number that is unknown."""
        minutes = self._minutes(home, target)
        too_far = ~(minutes <= most)
        for place in np.flatnonzero(np.abs(minutes - most) < DOUBT_MINUTES).tolist():
            one, other = self._authorities[int(home[place])], self._authorities[int(target[place])]
            exact = travel_minutes(one, other) if one and other else None
            too_far[place] = exact is None or exact > most
        return too_far

    def _minutes(self, home: Numbers, target: Numbers) -> Degrees:
        """Not rounded up; NaN where a coordinate is missing."""
        south, north = self._north[home], self._north[target]
        across = np.sin((self._east[target] - self._east[home]) / 2)
        half_chord = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * across**2
        kilometres = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(half_chord)))
        return np.asarray(ROAD_FACTOR * kilometres, np.float64)


def _degrees(authority: Any, name: str) -> float:
    """The coordinate; NaN for one that is not recorded."""
    degrees = getattr(authority, name, None)
    return float("nan") if degrees is None else float(degrees)
