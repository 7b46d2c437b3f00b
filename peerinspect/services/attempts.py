"""Failed attempts to get in: counted by who was tried and from where, each further one waits twice as long.

A stranger who fails on purpose holds back nobody but those at the stranger's own address. Counts stand in the database,
which all processes share, under keyed digests. An account that does not exist is counted like one that does, so that a
wait tells nothing.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from peerinspect import store
from peerinspect.services.addresses import keyed
from peerinspect.services.refusal import Refusal
from peerinspect.services.wording import counted
from peerinspect.store.tables import AttemptRow

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
FREE_AT_ACCOUNT = 5
FREE_FROM_ADDRESS = 50
"""More, since a whole council may share one address."""
MOST_DOUBLINGS = 10
_SAME_NETWORK = 64
"""Bits of an address of version 6 that one connection has to itself."""


class HeldBack(Refusal):
    """Too many attempts failed. `wait` says how long the next one has to wait."""

    def __init__(self, field: str, wait: timedelta) -> None:
        minutes = -(-wait // timedelta(minutes=1))
        super().__init__(
            {field: f"There were too many failed attempts. Wait {counted(minutes, 'minute')}, then try again"}
        )
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Count:
    """One count of failures: `free` of them are answered at once."""

    key: str
    free: int


def counts_of(purpose: str, account: str, address: str) -> tuple[Count, Count]:
    """What an attempt counts towards: this account as tried from this address, and all that the address tries.

    `account` may be anything that was typed; `address` is that of the network, "" where there is none.
    """
    origin = origin_of(address)
    return (
        Count(keyed("attempt", purpose, account, origin), FREE_AT_ACCOUNT),
        Count(keyed("attempt", "any", "", origin), FREE_FROM_ADDRESS),
    )


def count_of_codes(user_id: str) -> Count:
    """What a wrong code counts towards: the account alone, since whoever is asked for a code knew the password."""
    return Count(keyed("attempt", "code", user_id), FREE_AT_ACCOUNT)


def origin_of(address: str) -> str:
    """The address, or the network that one connection has to itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((address, _SAME_NETWORK), strict=False)) if found.version == 6 else address


def refuse_while_waiting(counts: Iterable[Count], now: datetime, field: str) -> None:
    """Raise HeldBack, beside the field, while one of the counts makes the next attempt wait."""
    rows = [store.db.session.get(AttemptRow, count.key) for count in counts]
    until = max((row.waits_until for row in rows if row and row.waits_until), default=now)
    if until > now:
        raise HeldBack(field, until - now)


def note_failure(counts: Iterable[Count], now: datetime) -> bool:
    """Count a failure; whether one of the counts has just begun to make attempts wait. Call it in a transaction."""
    store.db.session.execute(delete(AttemptRow).where(AttemptRow.last_at < now - FORGOTTEN_AFTER))
    return any([_note(count, now) for count in counts])


def _note(count: Count, now: datetime) -> bool:
    if store.db.session.get(AttemptRow, count.key) is None:
        store.add_unless_there(AttemptRow(key=count.key, failures=0, last_at=now))
    row = store.db.session.get_one(AttemptRow, count.key, with_for_update=True)
    row.failures, row.last_at = row.failures + 1, now
    beyond = row.failures - count.free
    if beyond >= 0:
        row.waits_until = now + min(FIRST_WAIT * 2 ** min(beyond, MOST_DOUBLINGS), LONGEST_WAIT)
    return beyond == 0


def note_success(count: Count) -> None:
    """Forget the failures of one count. Call it in a transaction."""
    store.db.session.execute(delete(AttemptRow).where(AttemptRow.key == count.key))
