"""The bell that wakes whoever looks for work, rung when this process has queued some."""

from __future__ import annotations

import threading

from flask import Flask, current_app, has_app_context
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from peerinspect import store
from peerinspect.store.tables import MessageRow, TaskRow

QUEUES = (MessageRow, TaskRow)
"""Rows that somebody waits for. What another process queues is found by looking."""
_KEY = "peerinspect-bell"
_RINGS = "peerinspect_rings"


class Bell:
    """One bell for an application, heard by each of its threads."""

    def __init__(self) -> None:
        self._ears: list[threading.Event] = []

    def ear(self) -> threading.Event:
        """What is set whenever the bell rings."""
        self._ears.append(threading.Event())
        return self._ears[-1]

    def ring(self) -> None:
        """Wake whoever listens. All of them: who wakes tells nobody what was queued."""
        for ear in self._ears:
            ear.set()


def bell_of(app: Flask) -> Bell:
    """The application's bell."""
    bell: Bell = app.extensions.setdefault(_KEY, Bell())
    return bell


def _note(session: Session, _context: UOWTransaction) -> None:
    """Note that something is queued, once it is committed."""
    if any(isinstance(row, QUEUES) for row in (*session.new, *session.dirty)):
        session.info[_RINGS] = True


def _ring(session: Session) -> None:
    if session.info.pop(_RINGS, False) and has_app_context():
        bell_of(current_app).ring()


def _forget(session: Session) -> None:
    session.info.pop(_RINGS, None)


event.listen(store.db.session, "after_flush", _note)
event.listen(store.db.session, "after_commit", _ring)
event.listen(store.db.session, "after_rollback", _forget)
