"""How many placements of each sort one person can take, as far as ceilings over a year say: all the possible counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

Counts = tuple[int, ...]

MOST_PATTERNS = 5000
"""Of one person; whoever has more is bounded placement by placement."""


@lru_cache(maxsize=10_000)  # most people share their sorts and ceilings with others
def possible_counts(
    present: Counts, amounts: tuple[Counts, ...], most: Counts, limit: int = MOST_PATTERNS
) -> tuple[Counts, ...] | None:
    """Every count of placements by sort within the ceilings, up to those present; None where they are too many."""
    found: list[Counts] = [()]
    for number in present:
        grown = []
        for counts in found:
            for more in range(number + 1):
                longer = (*counts, more)
                if not _fits(longer, amounts, most):
                    break
                grown.append(longer)
        if len(grown) > limit:
            return None
        found = grown
    return tuple(found)


def _fits(counts: Counts, amounts: Sequence[Counts], most: Sequence[int]) -> bool:
    return all(
        sum(number * each for number, each in zip(counts, row, strict=False)) <= ceiling
        for row, ceiling in zip(amounts, most, strict=True)
    )
