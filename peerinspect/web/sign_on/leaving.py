"""Signing out of the organisation's own sign-in too, for whoever came by it."""

from __future__ import annotations

from flask import session as kept

from peerinspect.services.sign_on import entering
from peerinspect.web.outside import outside_address
from peerinspect.web.session import BY_PROVIDER


def mark() -> None:
    """Remember that this browser came by the provider."""
    kept[BY_PROVIDER] = True


def address() -> str | None:
    """Where to sign out there; None for whoever did not come by it. Ask before signing out."""
    return entering.leave_address(outside_address("home.start")) if kept.get(BY_PROVIDER) else None
