"""Invitations as whoever sends them sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AccountView:
    """Whether somebody can sign in.

    `state`: none (no account), invited (a link is open), expired (it ran out), withdrawn, awaited (no link was sent),
    active, disabled or ended. `address` is that of the account, else the one on their record.
    """

    state: str
    address: str = ""
    invited_by: str = ""
    invited_at: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class InvitableLine:
    """Somebody who can be invited: no account in use, and an address on their record."""

    person_id: str
    name: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class InvitablePage:
    """Who can be invited of those asked for, and how many of them have no address on their record."""

    people: tuple[InvitableLine, ...]
    without_address: int
    invited_already: int
