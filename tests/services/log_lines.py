"""The lines of the log as a program reads them, and the words that may never stand in one."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import select

from peerinspect import store
from peerinspect.store.tables import AuthorityRow, DutyRow, PersonRow, UserRow
from peerinspect.telemetry import lines


@contextmanager
def hearing() -> Iterator[io.StringIO]:
    """Everything that would be written, of every level, in the form that a program reads."""
    stream = io.StringIO()
    made = lines.settings("json", "DEBUG")["formatters"]["lines"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(made["()"](is_plain=False))
    log = logging.getLogger()
    ours = logging.getLogger("peerinspect")
    was = log.level, ours.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        log.removeHandler(handler)
        log.setLevel(was[0])
        ours.setLevel(was[1])


def names_of(app: Flask) -> set[str]:
    """Everything that would tell of a person, a council or a piece of work."""
    with app.app_context():
        session = store.db.session
        rows = [
            *session.execute(select(AuthorityRow.code, AuthorityRow.name)),
            *session.execute(select(PersonRow.id, PersonRow.name)),
            *session.execute(select(DutyRow.id)),
            *session.execute(select(UserRow.id, UserRow.email, UserRow.name, UserRow.session_key)),
        ]
        found = {str(value) for row in rows for value in row}
        session.rollback()
    # One user of the small world has the name of a role for an id, which is a view's name too.
    return {each for each in found if len(each) > 3} - {"panel"}
