"""Rows of numbers joined with rows of numbers: what the fast examiner does instead of looking things up one by one."""

from __future__ import annotations

from typing import Any

import numpy as np

from peerinspect.independence.examining.arrays import Numbers, Truths


def numbers(values: Any, width: Any = np.int64) -> Numbers:
    """The values as an array of whole numbers, an empty one for nothing."""
    return np.array(values, width)


class Shelves:
    """Things in groups: group g holds the things `first[g]` to `first[g] + count[g]`, in the order they stand in."""

    def __init__(self, count: Any) -> None:
        self.count = numbers(count)
        self.first = np.cumsum(self.count) - self.count

    def spread(self, groups: Numbers) -> tuple[Numbers, Numbers]:
        """For every group asked for, each of its things: the place of the asking, and the thing."""
        return spread(self.first[groups], self.count[groups])


def spread(first: Numbers, count: Numbers) -> tuple[Numbers, Numbers]:
    """Row k stands for `count[k]` things from `first[k]` on: for each thing its row, and the thing."""
    rows = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return rows, np.arange(len(rows)) + np.repeat(first - before, count)


class Keys:
    """Things by a key: where the keys asked for stand. A key may have many things, or none."""

    def __init__(self, keys: Any) -> None:
        given = numbers(keys)
        self.order = np.argsort(given, kind="stable")
        self.sorted = given[self.order]

    def has(self, keys: Numbers) -> Truths:
        """Whether anything has the key."""
        if not len(self.sorted):
            return np.zeros(len(keys), np.bool_)
        place = np.minimum(np.searchsorted(self.sorted, keys), len(self.sorted) - 1)
        return np.asarray(self.sorted[place] == keys, np.bool_)

    def join(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """For every key asked for, each thing that has it: the place of the asking, and the thing."""
        first = np.searchsorted(self.sorted, keys)
        rows, things = spread(first, np.searchsorted(self.sorted, keys, "right") - first)
        return rows, self.order[things]


def different(values: Numbers) -> Numbers:
    """The values in rising order, each once. (By sorting: numpy's own way, by hashing, takes ten times as long.)"""
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return np.asarray(ordered[is_new])


def any_of(rows: Numbers, total: int) -> Truths:
    """Which of so many are among the rows."""
    found = np.zeros(total, np.bool_)
    found[rows] = True
    return found


def blocks(count: Numbers, most: int) -> list[slice]:
    """Neighbours cut into slices whose counts come to `most` or little more, none empty."""
    if not len(count):
        return []
    part = (np.cumsum(count) - count) // most
    starts = np.flatnonzero(np.diff(part, prepend=-1))
    return [slice(int(one), int(other)) for one, other in zip(starts, [*starts[1:], len(count)], strict=True)]
