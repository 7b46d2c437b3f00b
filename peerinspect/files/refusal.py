"""The refusal of a file: sentences that say which entry is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

MOST_FOUND = 1000
"""How many sentences are looked for. A file of nonsense could otherwise be wrong in millions of places."""

MOST_SHOWN = 3
"""How many lines a refusal takes."""


class FileProblem(ValueError):
    """A problem or roster that cannot be used. `sentences` holds at least one, in the order they were found."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(islice(sentences, MOST_FOUND)) or ("the file cannot be used",)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """The refusal in one to three lines."""
        if len(self.sentences) <= MOST_SHOWN:
            return list(self.sentences)
        shown = MOST_SHOWN - 1
        at_least = "at least " if len(self.sentences) == MOST_FOUND else ""
        return [*self.sentences[:shown], f"and {at_least}{len(self.sentences) - shown} more"]


def refuse_any(sentences: Iterator[str]) -> None:
    """Raises FileProblem when there is at least one sentence."""
    first = next(sentences, None)
    if first is not None:
        raise FileProblem(_first_and(first, sentences))


def _first_and(first: str, others: Iterator[str]) -> Iterator[str]:
    yield first
    yield from others
