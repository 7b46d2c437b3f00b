"""Two rosters side by side."""

from __future__ import annotations

from dataclasses import dataclass

from peerinspect.services.views.rosters import GoalView, RosterLine


@dataclass(frozen=True, slots=True)
class GoalPair:
    """One goal of a part in both rosters; None in one that does not know the part or the goal."""

    part: str
    name: str
    one: GoalView | None
    other: GoalView | None


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A duty that somebody does in one of the two rosters and not in the other; `reason` says why it differs."""

    duty_id: str
    title: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Somebody whose work differs: what they do in the first roster alone, and in the second alone, with days of all
    their work in each."""

    person_id: str
    name: str
    leaves: tuple[WorkLine, ...]
    takes: tuple[WorkLine, ...]
    days_one: int
    days_other: int

    @property
    def more_days(self) -> int:
        """By how many days the second roster asks more of them; below nought for less."""
        return self.days_other - self.days_one


@dataclass(frozen=True, slots=True)
class CompareView:
    """Two rosters side by side, as far as the reader may see them. `same` counts the placements in both.

    `moves` are those that were asked for, and `movers` counts all.
    """

    one: RosterLine
    other: RosterLine
    goals: tuple[GoalPair, ...]
    moves: tuple[MoveLine, ...]
    same: int
    seats_changed: int
    movers: int = 0
