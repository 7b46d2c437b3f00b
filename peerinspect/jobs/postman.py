"""The thread that sends messages."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime

from flask import Flask

from peerinspect.jobs.watcher import Watcher
from peerinspect.services.notices.post import OUTAGE
from peerinspect.services.notices.sending import send_next

SHORTEST_REST, LONGEST_REST = 5.0, 600.0
"""Seconds for which a mail server that cannot be used is left alone: each time twice as long."""
_log = logging.getLogger("peerinspect.jobs")


class Postman(Watcher):
    """Sends one mail after the other. What it sends, and to whom, is in no log: not even that there was something."""

    name = "messages"
    pause = 1.0

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._rest = SHORTEST_REST
        self._rests_until = 0.0

    def _do_next(self) -> bool:
        if time.monotonic() < self._rests_until:
            return False
        outcome = send_next(lambda: datetime.now(UTC))
        if outcome is not None and outcome.how == OUTAGE:
            _log.warning("the mail server cannot be used: %s", outcome.fault)
            self._rests_until, self._rest = time.monotonic() + self._rest, min(2 * self._rest, LONGEST_REST)
            return False
        if outcome is not None:
            self._rest = SHORTEST_REST
        return outcome is not None
