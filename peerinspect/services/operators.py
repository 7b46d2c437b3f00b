"""In whose name the command line acts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.sessions import load_reader
from peerinspect.store.tables import UserRow

COMMAND_LINE = Reader("command-line", "Command line", COORDINATOR, cleared=True)
"""Whoever may run commands on the server, and so has the whole database."""


def operator(email: str | None, today: date) -> Reader | None:
    """The user with the email address, as they may act today; the command line itself without one.

    None where there is no such user, or their account has ended.
    """
    if email is None:
        return COMMAND_LINE
    user_id = store.db.session.scalar(select(UserRow.id).where(UserRow.email == email.strip().lower()))
    return load_reader(user_id, today) if user_id else None
