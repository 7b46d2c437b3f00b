"""Sending what is due, a mail at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from peerinspect.services.notices.outbox import claim_next, settle
from peerinspect.services.notices.post import Outcome, deliver


def send_next(clock: Callable[[], datetime]) -> Outcome | None:
    """Send one mail and note how it went; None where nothing was due. `clock` tells the moment in UTC.

    No transaction is open while the mail server is waited for.
    """
    parcel = claim_next(clock())
    if parcel is None:
        return None
    outcome = deliver(parcel.mail)
    settle(parcel, outcome, clock())
    return outcome
