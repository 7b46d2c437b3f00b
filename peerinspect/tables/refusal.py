"""What is said of a file, or of a cell, that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Report = Callable[[int], None]
"""Told how many rows are done, at each row that is read or weighed; it may raise Halted."""


class Unreadable(Exception):
    """The whole file cannot be used. Each sentence says what is wrong and what would be right."""

    def __init__(self, *sentences: str) -> None:
        self.sentences: Sequence[str] = sentences
        super().__init__(" ".join(f"{each}." for each in sentences))


class Wrong(Exception):
    """One cell cannot be used. The sentence says what to enter."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class Halted(Exception):
    """Raised by whoever is told how far a file is read, so that it is read no further."""
