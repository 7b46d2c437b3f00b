"""What a search tells while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a search. `phase` is searching, proven or stopped; `elapsed` is in seconds."""

    phase: str
    goal: str
    value: Fraction | None
    bound: Fraction | None
    elapsed: float


Listener = Callable[[Progress], None]
