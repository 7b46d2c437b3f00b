"""Chance with a seed: one stream a topic, so that tuning one topic leaves the others as they were."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

LETTERS = "bcdfghjkmnpqrstvwxz23456789"
"""Signs that are neither mistaken for another nor spell a word."""


class Chance:
    """The streams of one copy of England."""

    def __init__(self, seed: int, copy: int, year: int = 0) -> None:
        self._seed, self._copy = seed, copy
        self._root = f"{seed}/{copy}/year {year}" if year else f"{seed}/{copy}"

    def later(self, year: int) -> Chance:
        """The streams of a further year of the same copy."""
        return Chance(self._seed, self._copy, year)

    def stream(self, topic: str) -> Random:
        """A fresh stream for the topic: the same one for the same seed, copy and topic."""
        return Random(f"{self._root}/{topic}")


class Mint:
    """Makes ids of duties: a letter for the kind and five signs that say nothing of order or number."""

    def __init__(self, stream: Random, suffix: str) -> None:
        self._stream, self._suffix = stream, suffix
        self._made: set[str] = set()

    def duty(self, letter: str) -> str:
        """A new id."""
        while True:
            made = f"{letter}-{''.join(self._stream.choices(LETTERS, k=5))}{self._suffix}"
            if made not in self._made:
                self._made.add(made)
                return made


def some(stream: Random, items: Sequence[T], share: float) -> list[T]:
    """A share of the items, rounded: a quota instead of a coin for each, so that every seed has the same rates."""
    return stream.sample(items, round(len(items) * share))


def shuffled(stream: Random, items: Sequence[T]) -> list[T]:
    """The items in an order of chance."""
    return stream.sample(items, len(items))
