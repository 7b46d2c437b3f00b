"""Small draws from a `random.Random`, for the random problems."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def odds(rng: Random, percent: int) -> bool:
    """True this often."""
    return rng.random() * 100 < percent


def shuffled(rng: Random, items: Iterable[Item]) -> list[Item]:
    return rng.sample(list(items), len(list(items)))


def some(rng: Random, items: Iterable[Item], percent: int) -> list[Item]:
    """Each item this often, in their order."""
    return [item for item in items if odds(rng, percent)]


def few(rng: Random, items: Sequence[Item], least: int, most: int) -> list[Item]:
    """So many different items, or as many as there are."""
    return shuffled(rng, items)[: rng.randint(least, most)]
