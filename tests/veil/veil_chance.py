"""Chance and the clock, taken out of two lives so that everything left can be compared letter by letter."""

from __future__ import annotations

import hashlib
import inspect
import itertools
import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from peerinspect.store import base, history

_SKIPPED = ("peerinspect.store.base", "sqlalchemy", "veil_chance", "unittest")


class _Dealt:
    """Stands in for `secrets`: what is drawn hangs on who draws and how often, so that both lives draw alike.

    What is drawn while something sealed is done comes from a row of its own, and so shifts no other draw: ids are
    random in the real service, and tell nothing of each other.
    """

    def __init__(self, act: str) -> None:
        self.act = act
        self.drawn: dict[str, Iterator[int]] = defaultdict(itertools.count)
        self.row = "open"

    def token_bytes(self, number: int) -> bytes:
        name = f"{self.act} {self.row} {_who_draws()}"
        return hashlib.sha256(f"{name} {next(self.drawn[name])}".encode()).digest()[:number]

    def token_hex(self, number: int) -> str:
        return self.token_bytes(number).hex()

    def __getattr__(self, name: str) -> object:
        return getattr(secrets, name)


def _who_draws() -> str:
    """The function that asked for something random."""
    frame = inspect.currentframe()
    assert frame is not None
    while frame.f_back and frame.f_globals.get("__name__", "").startswith(_SKIPPED):
        frame = frame.f_back
    return f"{frame.f_globals.get('__name__')}.{frame.f_code.co_name}"


_current: list[_Dealt] = []


@contextmanager
def dealt(act: str) -> Iterator[None]:
    """During the act, ids and salts are dealt out alike in every life."""
    with patch.object(base, "secrets", found := _Dealt(act)), patch.object(history, "secrets", found):
        _current.append(found)
        yield
        _current.pop()


@contextmanager
def sealed_hand() -> Iterator[None]:
    """What only one life does draws from a row of its own."""
    found = _current[-1]
    before, found.row = found.row, "sealed"
    yield
    found.row = before
