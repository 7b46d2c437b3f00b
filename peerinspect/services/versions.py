"""Which version of a thing its reader saw: so that nobody saves over what somebody else changed in between.

A version is the digest of a thing as one reader sees it, and of nothing else. What a reader may not know of never
moves it: neither a sealed inspection nor a counter that such an inspection would have moved.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from peerinspect import store
from peerinspect.services.refusal import Refusal

LENGTH = 32
"""Characters of a version: 128 bits are more than any two states of a thing will share by chance."""
CHANGED = "This was changed after you opened it. Nothing was saved"
Done = TypeVar("Done")


class Stale(Refusal):
    """The thing is not as the reader saw it. `current` is its version now, as this reader sees it."""

    def __init__(self, current: str) -> None:
        super().__init__(CHANGED)
        self.current = current


def version_of(seen: object) -> str:
    """The digest of a representation: a view, or what JSON can say, in any order of the names in it."""
    text = json.dumps(_plain(seen), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def check_unchanged(expected: str, current: str) -> None:
    """Raise `Stale` unless the thing is as its reader saw it. Call it in the transaction that changes the thing."""
    if expected != current:
        raise Stale(current)


def unless_changed(expected: str, current: Callable[[], object], change: Callable[[], Done]) -> Done:
    """Make a change, unless the thing is no longer as its reader saw it; both under one lock.

    `current` reads the thing again as the reader sees it; `change` is a use case. Of two that saw the same and save at
    the same time, the second finds what the first left, and raises `Stale`.
    """
    with store.transaction():
        check_unchanged(expected, version_of(current()))
        return change()


def _plain(value: object) -> object:
    """A value as JSON can say it, each kind of thing in one way."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(_plain(name)): _plain(each) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Set):
        return sorted((_plain(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    raise TypeError(f"no version can be told of a {type(value).__name__}")
