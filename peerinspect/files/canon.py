"""One order for every list, whatever order it came in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Entry = dict[str, Any]


def in_order(things: Iterable[Thing], as_entry: Callable[[Thing], Entry]) -> tuple[Thing, ...]:
    """The things sorted by what a file would write of them; a fact said twice is one fact."""
    told_apart = {text_of(as_entry(thing)): thing for thing in things}
    return tuple(told_apart[text] for text in sorted(told_apart))


def sorted_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of a file in the same order, each once."""
    told_apart = {text_of(entry): entry for entry in entries}
    return [told_apart[text] for text in sorted(told_apart)]


def text_of(value: Any) -> str:
    """A value's canonical text: keys sorted, no spaces. Equal values have equal texts."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
