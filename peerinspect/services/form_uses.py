"""Forms that are sent once: a second click finds that the first is under way, or where it led.

A page's form is claimed in a transaction of its own before it is carried out, so that views stay as they are. Where the
process dies in between, the claim stays: whoever sends the same form again is told to look first what became of it.
What programs make is claimed, made and noted in one transaction: whoever asks again always gets it, once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from peerinspect import store
from peerinspect.store.tables import FormUseRow

REMEMBERED_FOR = timedelta(hours=24)
LONGEST_LOCATION = 2000


@dataclass(frozen=True, slots=True)
class FormUse:
    """How a form stands: `is_first` where it was claimed just now; else `location`, None while it is under way."""

    is_first: bool
    location: str | None = None


def claim_form(key: str, now: datetime) -> FormUse:
    """Claim a form by its key, or learn what became of it. `now` is in UTC."""
    with store.transaction():
        store.db.session.execute(delete(FormUseRow).where(FormUseRow.sent_at < now - REMEMBERED_FOR))
        if store.db.session.get(FormUseRow, key) is None:
            is_first = store.add_unless_there(FormUseRow(key=key, sent_at=now))
            return FormUse(is_first)
        return FormUse(False, store.db.session.get_one(FormUseRow, key).location)


def finish_form(key: str, location: str) -> None:
    """Note where the form led, an address of our own."""
    with store.transaction():
        row = store.db.session.get(FormUseRow, key)
        if row is not None:
            row.location = location[:LONGEST_LOCATION]


def release_form(key: str) -> None:
    """Let the form be sent again: nothing was done."""
    with store.transaction():
        store.db.session.execute(delete(FormUseRow).where(FormUseRow.key == key))


def made_once(key: str, now: datetime, make: Callable[[], str]) -> FormUse:
    """Make something, unless the key made it before; `make` says where it is. All of it is written, or nothing."""
    with store.transaction():
        use = claim_form(key, now)
        if not use.is_first:
            return use
        location = make()
        finish_form(key, location)
        return FormUse(True, location)
