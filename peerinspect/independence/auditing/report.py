"""What the auditor hands back: data first, and the same in plain English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from peerinspect.domain import Objection


@dataclass(frozen=True, slots=True)
class Report:
    """The result of an audit.

    `hard` objections involve at least one placement that the roster chose; `standing` ones stand between fixed and
    past placements alone; `soft` ones need a waiver. `faults` are sentences on what the roster states wrongly or lacks,
    `notes` on what could not be checked. `values` are the goals as recomputed. The counts say what was examined.
    """

    hard: tuple[Objection, ...]
    soft: tuple[Objection, ...]
    standing: tuple[Objection, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    values: tuple[tuple[str, Fraction], ...]
    rules_examined: int
    placements_listed: int
    placements_examined: int
    pairs_examined: int
    threes_examined: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing stands against the roster. An audit that looked at nothing has not cleared anything."""
        looked = self.rules_examined > 0 and (self.placements_examined > 0 or self.placements_listed == 0)
        return looked and not (self.hard or self.standing or self.faults)

    def lines(self) -> list[str]:
        """The report in plain English: the verdict, what was examined, then what was found, a line each."""
        return [
            "The roster is clean." if self.is_clean else "The roster is not clean.",
            f"Examined {_count(self.rules_examined, 'rule')}, {_count(self.placements_examined, 'placement')}, "
            f"{_count(self.pairs_examined, 'pair')} and {_count(self.threes_examined, 'set')} of three placements.",
            *self._blind_spots(),
            *(f"Fault: {fault}" for fault in self.faults),
            *_told("Forbidden", self.hard),
            *_told("Forbidden, but fixed beforehand", self.standing),
            *_told("Needs a waiver", self.soft),
            *(f"Note: {note}" for note in self.notes),
        ]

    def _blind_spots(self) -> list[str]:
        spots = []
        if self.rules_examined == 0:
            spots.append("Fault: no rule was examined, so nothing is cleared.")
        if self.placements_examined == 0 and self.placements_listed > 0:
            spots.append(f"Fault: none of the {self.placements_listed} placements could be examined.")
        return spots


def _told(heading: str, objections: Sequence[Objection]) -> list[str]:
    return [
        f"{heading}: {' and '.join(one.people)} on {' and '.join(one.duties)}, by {one.rule}: {one.sentence}"
        for one in objections
    ]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
