"""How often somebody asked for something, in the database that all processes share."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from peerinspect.services.addresses import keyed
from peerinspect.store import counting

_log = logging.getLogger(__name__)


def is_counted_together() -> bool:
    """Whether the counts stand in the database; else there is one process, and its memory will do."""
    return counting.is_shared()


def count_together(parts: tuple[str, ...], seconds: int, now: datetime) -> tuple[int, datetime] | None:
    """Count one for what the parts name: how many in this window, and when it ends. `now` is in UTC.

    None where it could not be written: whoever only reads is not turned away because a disk is full.
    """
    try:
        return counting.count_once_more(keyed("asked", *parts), seconds, now)
    except SQLAlchemyError as error:
        _log.warning("how often something was asked could not be counted: %s", type(error).__name__)
        return None
