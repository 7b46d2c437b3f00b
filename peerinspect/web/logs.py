"""What logs of requests may not hold: addresses that are secrets in themselves."""

from __future__ import annotations

import copy
import logging
import re
from typing import Any

from flask import Flask

WRITERS = ("gunicorn.access", "waitress", "waitress.queue", "werkzeug")
"""The loggers of servers that write down what was asked for."""
SECRET = re.compile(r"(/(?:calendars|invitations|answer|messages/address)/)[^/?#\s\"']+")
"""An address whose next part is a secret: a calendar's, an invitation's, a link to answer by or to confirm an
address by."""
_HIDDEN = r"\1…"
TOKEN = re.compile(r"peer_[a-z0-9]{6,}")
"""A token for programs, wherever somebody puts it."""


class HideAddresses(logging.Filter):
    """Take the secret out of every address before a record is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without secrets."""
        record.msg = _hidden(record.msg)
        if isinstance(record.args, dict):
            record.args = _all_hidden(record.args)
        elif record.args:
            record.args = tuple(_hidden(value) for value in record.args)
        return True


def _all_hidden(named: dict[str, Any]) -> dict[str, Any]:
    """The same mapping, of the same sort, without secrets: a server's own mapping may answer for names it lacks."""
    copied = copy.copy(named)
    for name, value in named.items():
        copied[name] = _hidden(value)
    return copied


def _hidden(value: Any) -> Any:
    return TOKEN.sub("peer_…", SECRET.sub(_HIDDEN, value)) if isinstance(value, str) else value


_FILTER = HideAddresses()


def init_app(app: Flask) -> None:
    """Have every server's log go through the filter, once, however many applications there are."""
    for name in WRITERS:
        logging.getLogger(name).addFilter(_FILTER)
    app.logger.addFilter(_FILTER)
