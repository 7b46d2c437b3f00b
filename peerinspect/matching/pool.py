"""The choices that a linear program over menus holds at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from peerinspect.matching.menus import Menu


class Pool:
    """The choices in the linear program, by menu and number: they stay there from goal to goal."""

    def __init__(self, menus: Sequence[Menu]) -> None:
        self.chosen: list[list[int]] = []
        self._known: list[set[int]] = []
        self._variables: list[dict[int, list[int]]] = []
        for menu in menus:
            self.open(menu)

    def open(self, menu: Menu) -> None:
        """Take in one more menu: to begin with nothing, and whatever stands alone."""
        self.chosen.append(list(range(min(len(menu.table), len(menu.members) + 1))))
        self._known.append(set(self.chosen[-1]))
        self._variables.append({})

    def add(self, menu: int, choice: int) -> bool:
        """Whether the choice is new."""
        if choice in self._known[menu]:
            return False
        self._known[menu].add(choice)
        self.chosen[menu].append(choice)
        return True

    def copy(self) -> Pool:
        """The same for a search that may be undone."""
        other = Pool(())
        other.chosen = [list(some) for some in self.chosen]
        other._known = [set(some) for some in self._known]
        other._variables = list(self._variables)
        return other

    def learn(self, other: Pool) -> None:
        """Take in what another pool of the same menus holds."""
        for menu, choices in enumerate(other.chosen):
            for choice in choices:
                self.add(menu, choice)

    def variables(self, index: int, menu: Menu) -> list[list[int]]:
        """The variables of each of a menu's choices in the pool."""
        known = self._variables[index]
        for choice in self.chosen[index]:
            if choice not in known:
                known[choice] = menu.variables_of(choice)
        return [known[choice] for choice in self.chosen[index]]

    def drop_dead(self, menus: Sequence[Menu]) -> None:
        """Leave out what can no longer be part of a best roster."""
        for index, menu in enumerate(menus):
            self.chosen[index] = [choice for choice in self.chosen[index] if menu.alive[choice]]
            self._known[index] = set(self.chosen[index])

    def renumber(self, index: int, kept: NDArray[np.int64]) -> None:
        """A menu has kept only these of its choices: they are numbered anew."""
        place = {old: new for new, old in enumerate(kept.tolist())}
        self.chosen[index] = [place[choice] for choice in self.chosen[index] if choice in place]
        self._known[index] = set(self.chosen[index])
        known = self._variables[index]
        self._variables[index] = {place[choice]: some for choice, some in known.items() if choice in place}

    def mask(self, index: int, menu: Menu) -> NDArray[np.bool_]:
        """Which of a menu's choices are in the pool."""
        found = np.zeros(len(menu.table), np.bool_)
        found[np.array(self.chosen[index], np.int64)] = True
        return found
