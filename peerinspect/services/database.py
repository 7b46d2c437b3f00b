"""The database of an installation."""

from __future__ import annotations

from peerinspect import store


def bring_up_to_date() -> None:
    """Make the tables, or bring those of an earlier version up to date. Call it within the application's context."""
    store.upgrade()
