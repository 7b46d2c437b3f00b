"""Going on in a list: by a cursor that names what was read last, never by a number of lines to skip.

A cursor holds the last few ids that its reader was shown and about where they stood in the reader's own list. So
whoever walks through a list meets everything that was in it all the time, once, whatever comes in or goes. It is
signed for one reader and one question, and tells nothing that the page before did not.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from peerinspect.services.addresses import keyed
from peerinspect.services.views import Cut
from peerinspect.web.api.problems import Problem

Item = TypeVar("Item")
Source = Callable[[int], Cut[Item]]
"""A page of the reader's list by its number from 1; the last one where there are fewer."""
USUAL, MOST = 50, 200
_CHUNK = 50
_ANCHORS = 5
"""Ids that a cursor remembers: one is enough unless it is taken off the list in between."""
_REACHES = (2, 40)
"""Pages around where they were in which remembered ids are looked for: a few, then many."""
_GONE = "This list has changed too much to go on in it. Begin again without a cursor"
_NOT_OURS = "This cursor is for another question, or is none of ours. Begin again without a cursor"


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """Some of a list: its items, and the cursor to go on with; None where this was the last."""

    items: tuple[Item, ...]
    cursor: str | None


def whole(items: Sequence[Item]) -> Source[Item]:
    """A list that was read as a whole, a page at a time."""

    def page(number: int) -> Cut[Item]:
        pages = max(1, -(-len(items) // _CHUNK))
        number = min(max(1, number), pages)
        return Cut(tuple(items[(number - 1) * _CHUNK : number * _CHUNK]), number, pages, len(items))

    return page


def walk(
    source: Source[Item], key: Callable[[Item], str], limit: int, cursor: str | None, question: str
) -> Slice[Item]:
    """The next items of a list. `question` is who asks what. Raises Problem for a cursor that leads nowhere."""
    cut, at = _resume(source, key, cursor, question) if cursor else (source(1), 0)
    found: list[tuple[Item, int]] = []
    while len(found) <= limit:
        found += [(item, cut.number) for item in cut.items[at:]]
        if cut.number >= cut.pages:
            break
        cut, at = source(cut.number + 1), 0
    shown = found[:limit]
    more = _cursor([key(item) for item, _ in shown][-_ANCHORS:], shown[-1][1], question) if len(found) > limit else None
    return Slice(tuple(item for item, _ in shown), more)


def _resume(source: Source[Item], key: Callable[[Item], str], cursor: str, question: str) -> tuple[Cut[Item], int]:
    """The page on which the last one shown stands now, and the place behind it; one before it where that is gone."""
    anchors, hint = _read(cursor, question)
    page = cache(source)
    for reach in _REACHES:
        for anchor in reversed(anchors):
            for number in _around(hint, page(hint).pages, reach):
                ids = [key(item) for item in page(number).items]
                if anchor in ids:
                    return page(number), ids.index(anchor) + 1
    raise Problem(400, _GONE, {"cursor": _GONE})


def _around(hint: int, pages: int, reach: int) -> Iterator[int]:
    """Pages to look on, the nearest first."""
    hint = min(max(1, hint), pages)
    yield hint
    for away in range(1, min(pages, reach + 1)):
        yield from (number for number in (hint - away, hint + away) if 1 <= number <= pages)


def _cursor(anchors: Sequence[str], number: int, question: str) -> str:
    told = json.dumps([number, *anchors], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(f"{_seal(told, question)}{told}".encode()).decode().rstrip("=")


def _read(cursor: str, question: str) -> tuple[list[str], int]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Problem(400, _NOT_OURS, {"cursor": _NOT_OURS}) from None
    seal, told = text[:_SEAL], text[_SEAL:]
    if not hmac.compare_digest(seal.encode(), _seal(told, question).encode()):
        raise Problem(400, _NOT_OURS, {"cursor": _NOT_OURS})
    number, *anchors = json.loads(told)
    return anchors, number


_SEAL = 22


def _seal(told: str, question: str) -> str:
    return keyed("api cursor", question, told)
