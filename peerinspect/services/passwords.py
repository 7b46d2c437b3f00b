"""Passwords: how they are kept, and what makes one good enough."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from peerinspect.services.checking import Checks
from peerinspect.services.common_passwords import is_common

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1000
FEWEST_SIGNS = 5
"""Different letters, digits and signs."""
SHORTEST_PART = 4
"""A shorter part of a name may well stand in a password by chance."""


def hashed(password: str) -> str:
    """The argon2 hash under which a password is kept."""
    return _hasher().hash(password)


def matches(known_hash: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed.

    Nobody's hash, None or "", takes the same work as anybody's and never matches.
    """
    hasher = _hasher()
    against = known_hash or _nobodys_hash(hasher.time_cost, hasher.memory_cost)
    try:
        is_right = hasher.verify(against, password[:LONGEST_PASSWORD])
        return is_right and bool(known_hash) and len(password) <= LONGEST_PASSWORD
    except (VerificationError, InvalidHashError):
        return False


def check_password(checks: Checks, password: str, email: str, name: str) -> None:
    """Note what is wrong with a password that somebody of this name and address would have."""
    fits = SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD
    checks.need(fits, "password", f"Choose a password of at least {SHORTEST_PASSWORD} characters")
    told = "Choose a password without your name or email address in it"
    checks.need(not _names_somebody(password, email, name), "password", told)
    is_easy = _is_simple(password) or (fits and is_common(password))
    checks.need(not is_easy, "password", "Choose a password that is harder to guess")


def _names_somebody(password: str, email: str, name: str) -> bool:
    """Whether a part of the name or the address stands in the password."""
    parts = {part for part in re.split(r"[\W_]+", f"{name} {email.partition('@')[0]}".casefold()) if part}
    text = password.casefold()
    return any(part in text for part in parts if len(part) >= SHORTEST_PART)


def _is_simple(password: str) -> bool:
    """Whether few different signs, a piece again and again, or the alphabet's or the digits' own order make it up."""
    text = password.casefold()
    is_repeated = (text + text).find(text, 1) < len(text)
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    is_in_order = sum(abs(step) <= 1 for step in steps) > len(steps) * 2 / 3
    return len(set(text)) < FEWEST_SIGNS or is_repeated or is_in_order


def _hasher() -> PasswordHasher:
    """The hasher; PASSWORD_COST (time, memory in KiB) makes tests quick."""
    time_cost, memory_cost = current_app.config.get("PASSWORD_COST", (3, 65_536))
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_cost)


@cache
def _nobodys_hash(time_cost: int, memory_cost: int) -> str:
    """The hash that an unknown address is checked against, so that it takes as long as a known one."""
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_cost).hash("nobody has this password")
