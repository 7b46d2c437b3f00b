"""Why directors leave: the reasons there are to choose from, and what of their numbers may be told.

A reason is somebody's own affair. It is read in numbers alone, and a number under LEAST is not told. Nor is a total
from which such a number could be worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

REASONS: Mapping[str, str] = {
    "retired": "Retired",
    "other-director": "To be a director of children’s services elsewhere",
    "wider-director": "To be a director of more services, or a chief executive",
    "other-post": "Another post in public service",
    "outside": "Work outside public service, or on their own account",
    "contract-ended": "The contract came to its end",
    "interim-ended": "An interim or acting term came to its end",
    "reorganised": "The council, or the post, was reorganised",
    "after-inspection": "After an inspection or a government intervention",
    "agreed": "By agreement with the council",
    "dismissed": "Dismissed",
    "health": "Health",
    "personal": "Family, or another reason of their own",
    "other": "Another reason",
    "not-said": "They did not say",
}
"""What a leaver, or a coordinator, chooses from; the words that pages use."""
LEAST = 5
"""The least number that is told."""
SAID_IN = (6, 30)
"""The month and the day, after a year's end in March, up to which its leavers can say why. Then its numbers are told,
and they do not change any more: two looks at a number that grows would give away the newcomer's reason."""


@dataclass(frozen=True, slots=True)
class Told:
    """A table of numbers as it may be told: None for what is not told."""

    cells: Mapping[str, int | None]
    total: int | None


def told_numbers(counts: Mapping[str, int]) -> Told:
    """The numbers that may be told of a year's reasons, with their total.

    A number under LEAST is not told, zero among them. The total is told unless it would give one of them away: where
    only one is kept back, or where those kept back are all as low, or all as high, as they can be.
    Whoever knows this rule still finds at least two values for each number that is kept back.
    """
    cells = {reason: count if count >= LEAST else None for reason, count in counts.items()}
    small = [count for count in counts.values() if count < LEAST]
    is_safe = not small or (len(small) > 1 and 0 < sum(small) < len(small) * (LEAST - 1))
    return Told(cells, sum(counts.values()) if is_safe else None)


def last_day_to_say(year_ends: date) -> date:
    """The last day on which leavers of the year that ends on a 31 March can say why."""
    month, day = SAID_IN
    return date(year_ends.year, month, day)
