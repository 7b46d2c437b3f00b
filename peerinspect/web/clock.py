"""The only clock of the pages: services are told what day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import current_app, request

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""The years that pages can be turned to."""


def today() -> date:
    """Today; the setting TODAY replaces it, so that a test can say what day it is."""
    told = current_app.config.get("TODAY")
    return told if isinstance(told, date) else date.today()


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def asked_day(name: str) -> date:
    """The day that the address asks for, like 2026-10-05; today where it asks for none that could be one."""
    try:
        found = date.fromisoformat(request.args.get(name, "")[:10])
    except ValueError:
        return today()
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else today()
