"""A stamp for each table of facts, new with every commit that writes to it: the same stamp means the same rows.

They stand in the head of the history, which each writer changes anyway, as JSON. Stamps are drawn by lot, so that those
of two databases, or of one before and after it was restored, are the same only where their rows are.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from peerinspect.store.tables import HistoryHeadRow

_DATABASE = ""
"""What stands for tables that nobody has written to since there are stamps."""

Stamps = tuple[str, ...]


def stamped(known: str | None, tables: Iterable[str]) -> str:
    """The stamps once some tables were written to."""
    stamps: dict[str, str] = json.loads(known) if known else {_DATABASE: _drawn()}
    return json.dumps(stamps | {name: _drawn() for name in tables}, sort_keys=True)


def read_stamps(session: Session) -> dict[str, str] | None:
    """The stamps as the session's transaction sees them; None where the database has none yet."""
    told = session.scalar(select(HistoryHeadRow.stamps))
    return json.loads(told) if told else None


def stamps_of(stamps: dict[str, str], tables: Iterable[str]) -> Stamps:
    """The stamps of some tables."""
    return (stamps[_DATABASE], *(stamps.get(name, "") for name in tables))


def _drawn() -> str:
    return secrets.token_hex(8)
