"""From a proven bound upwards, one target after another."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from peerinspect.matching.master import ChoiceBound

FIRST_CHOICES = 2000
"""Choices that the first target leaves open; each further one may leave twice as many."""

LITTLE = 0.6
"""A target that leaves more than this share of the choices is not worth a search of its own."""

WIDER = 3
"""How much further than a target lies the one that takes its place where it is not worth it."""

HARDLY_MORE = 1.1
"""A further target is aimed at instead where it leaves no more than so many times the choices."""

PATIENCE = 4.0
"""Seconds of one search, after which the next target has to be worth it."""


@dataclass
class Climb:
    """How far one goal's bound is proven, and which target is worth searching next.

    `is_thorough` once searches may take as long as it takes.
    """

    relaxed: ChoiceBound
    is_thorough: bool = False
    bound: int = field(init=False)
    target: int = field(init=False)
    size: int = FIRST_CHOICES
    step: int = 1
    spent: float = 0.0
    _seen: float = 0.0

    def __post_init__(self) -> None:
        self.bound = self.target = self.relaxed.least()

    def start_from(self, relaxed: ChoiceBound) -> None:
        """Go on with a better relaxation."""
        self.relaxed = relaxed
        self.bound = self.target = max(self.bound, relaxed.least())
        self.size, self.step, self.spent = FIRST_CHOICES, 1, 0.0

    def aim(self, value: int) -> int:
        """The next target, up to the value: whatever follows at little more cost is searched at once.

        From the bound itself on only what leaves the very same choices: the search ends as soon as it meets the bound.
        """
        left = self.relaxed.left(self.target)
        most = left if self.step == 1 else int(HARDLY_MORE * left)
        self.target = min(value, max(self.target, self.relaxed.reach(max(self.size, most), value)))
        wide = min(value, self.bound + WIDER * (self.target - self.bound + self.step))
        if self.spent > PATIENCE and self.target < wide:
            near, far = self.relaxed.left(self.target), self.relaxed.left(wide)
            self.target = self.target if near <= LITTLE * far else wide
        return self.target

    def look_at_clock(self) -> None:
        """To be called before and after each search: how long one took decides on what is worth searching next."""
        now = time.monotonic()
        self.spent, self._seen = now - self._seen, now

    def pass_by(self, target: int) -> None:
        """Nothing is as good as the target: the next one lies further, and wider each time."""
        self.bound, self.size = target + 1, self.size * 2
        self.target, self.step = target + self.step, self.step * 2
