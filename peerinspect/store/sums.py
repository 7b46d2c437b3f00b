"""A sum over all facts, which changes with each row and needs no other row to be kept up to date.

Each fact stands in the sum by a number of 2,048 bits that SHAKE-256 makes of its table, key and digest. The sum is
taken modulo 2 to the 2,048: that many bits, since sums of short numbers can be met on purpose (Wagner's generalised
birthday). Whoever changes, adds or takes out a fact without the sum is found, and so is whoever changes its digest too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

BITS = 2048
EMPTY = f"{0:0{BITS // 4}x}"
"""The sum over no fact."""


class Kept(NamedTuple):
    """What is kept of a row: its table and key, the event that had been written last, a salt, and its digest."""

    table: str
    key: str
    sequence: int
    salt: str
    digest: str


def changed(total: str, out: Iterable[Kept], into: Iterable[Kept]) -> str:
    """The sum once some facts are taken out and others are put in."""
    number = int(total, 16) - sum(map(_number, out)) + sum(map(_number, into))
    return f"{number % (1 << BITS):0{BITS // 4}x}"


def _number(kept: Kept) -> int:
    """What a fact adds to the sum."""
    told = json.dumps([kept.table, kept.key, kept.sequence, kept.digest]).encode()
    return int.from_bytes(hashlib.shake_256(told).digest(BITS // 8))


def short(total: str) -> str:
    """A sum in 64 letters, as events and heads tell it."""
    return hashlib.sha256(total.encode()).hexdigest()


def digest_of_row(salt: str, row: Mapping[str, Any]) -> str:
    """The digest of a row by column. Nothing in a column counts like no such column, so that tables can grow.

    The salt keeps anybody from guessing the row back once it is erased.
    """
    told = [[name, _plain(value)] for name, value in sorted(row.items()) if value is not None]
    return hashlib.sha256(f"{salt}{json.dumps(told, ensure_ascii=False)}".encode()).hexdigest()


def key_of(values: Iterable[Any]) -> str:
    """A primary key as text."""
    return json.dumps([_plain(value) for value in values], ensure_ascii=False)


def _plain(value: Any) -> Any:
    """A value as JSON has it, alike on every database."""
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime):
        aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return aware.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | str) else str(value)
