"""The name of one request, under which its lines stand in the log: a person reads it out from an error page."""

from __future__ import annotations

import re
import secrets

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for each other when they are read out."""
_GROUPS, _IN_GROUP = 3, 4
_FINE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def new_request_id() -> str:
    """A new name, like k7mq-2xdw-9fhp: random, so that it says nothing of whoever asked."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))


def is_request_id(text: str) -> bool:
    """Whether a text may stand in the log as a request's name: 8 to 64 letters, digits, points, bars and dashes."""
    return _FINE.fullmatch(text) is not None
