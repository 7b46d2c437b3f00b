"""What stands where in a linear program over menus, so that the next one can begin where it ended."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peerinspect.matching.cuts import Cut
from peerinspect.matching.glop import AT_LOWER, BASIC, Basis
from peerinspect.matching.relaxation import Whole


@dataclass(frozen=True)
class Layout:
    """A linear program's columns: so many free variables, then each menu's choices; its rows: shared, menus, cuts.

    Of one menu, choices join at the end.
    """

    free: int
    choices: Whole
    shared: int
    cuts: tuple[Cut, ...]

    def carried(self, basis: Basis, before: Layout) -> Basis | None:
        """The basis of the program before, with new choices at none and new cuts not yet met.

        None where a cut is gone that was met: what is left of the basis is none then.
        """
        columns = np.full(self.free + int(self.choices.sum()), AT_LOWER, np.int64)
        columns[: self.free] = basis.columns[: self.free]
        was, now = (self.free + np.cumsum(one.choices) - one.choices for one in (before, self))
        columns[np.arange(before.free, len(basis.columns)) + np.repeat(now - was, before.choices)] = basis.columns[
            before.free :
        ]
        fixed = self.shared + len(self.choices)
        rows = np.full(fixed + len(self.cuts), BASIC, np.int64)
        rows[:fixed] = basis.rows[:fixed]
        places = {cut: place for place, cut in enumerate(before.cuts, fixed)}
        for place, cut in enumerate(self.cuts, fixed):
            if cut in places:
                rows[place] = basis.rows[places[cut]]
        carried = Basis(columns, rows)
        return carried if carried.is_whole else None
