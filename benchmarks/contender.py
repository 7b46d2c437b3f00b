"""What every contender is given and hands back."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol

from peerinspect.domain import Facts
from peerinspect.domain.placement import Pair
from peerinspect.independence.examiner import Examination


@dataclass(frozen=True)
class Given:
    """One instance: the facts, what our examiner finds of them, and the seconds and workers that there are."""

    facts: Facts
    found: Examination
    seconds: float
    workers: int
    began: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds left, at least a few hundredths."""
        return max(0.05, self.began + self.seconds - time.monotonic())


@dataclass(frozen=True)
class Answer:
    """The placements beside the fixed ones, and which goals were proven best."""

    placements: list[Pair]
    proven: list[str]


class Contender(Protocol):
    """One way to a roster. `why_not` says in one sentence why it cannot be had here, or for this instance."""

    name: str

    def why_not(self, facts: Facts) -> str | None:
        """None where the contender can try."""

    def load(self) -> None:
        """Import what it needs, before any clock runs."""

    def answer(self, given: Given) -> Answer:
        """The best placements that it finds in the time."""


def placed(found: Examination, chosen: list[int]) -> list[Pair]:
    """The pairs of the chosen candidates."""
    return [found.candidates[index].pair for index in chosen]
