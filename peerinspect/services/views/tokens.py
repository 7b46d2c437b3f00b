"""Tokens for programs, as their owner and the operator see them: never the token itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token. `state` is good, expired or revoked; `last_used_on` is None where it was never used."""

    id: str
    name: str
    owner: str
    email: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    last_used_on: date | None
    state: str
