"""What a piece of long work is given along: whether to stop, where to tell how far it has come, and its claim."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.exc import OperationalError

from peerinspect.services import tasks
from peerinspect.services.tasks import Claim

LOOK_EVERY = 0.25
"""Seconds between two looks into the task's row: a cancel is known that soon."""


class HandBack(Exception):
    """The worker ends, or the work is to go on later: the task is queued again, which counts as no attempt."""


class NoWatch:
    """For work that no worker was given: a command's, or a test's."""

    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop it; also where its time is over, or its claim lost."""
        return False

    @property
    def is_out_of_time(self) -> bool:
        """Whether the task has had all its time."""
        return False

    def is_ending(self) -> bool:
        """Whether the worker itself ends. What is not done by then is handed back: raise HandBack."""
        return False

    def must_stop(self) -> bool:
        """Either of the two."""
        return self.is_cancelled() or self.is_ending()

    def hand_back_if_ending(self) -> None:
        """Raise HandBack where the worker ends and nobody asked to stop the task itself."""
        if self.is_ending() and not self.is_cancelled():
            raise HandBack

    def tell(self, words: str = "", done: int | None = None, total: int | None = None) -> None:
        """Note how far it has come, in words and numbers that reveal nothing."""

    def hold(self) -> None:
        """Make sure, in the transaction that writes a result, that it is this one's to write. Raises ClaimLost."""


NO_WATCH = NoWatch()
"""It holds nothing, so that everybody may share it."""


class TaskWatch(NoWatch):
    """The watch of a claimed task."""

    def __init__(
        self, claim: Claim, is_ending: Callable[[], bool] = lambda: False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.claim = claim
        self._is_ending = is_ending
        self._clock = clock
        self._over_at = None if claim.time_limit is None else clock() + claim.time_limit
        self._next = 0.0
        self._is_cancelled = False

    @property
    def is_out_of_time(self) -> bool:
        """Whether the task has had all its time."""
        return self._over_at is not None and self._clock() > self._over_at

    def is_cancelled(self) -> bool:
        """As above. The row is not looked at with every call."""
        if not self._is_cancelled and self._clock() >= self._next:
            self._next = self._clock() + LOOK_EVERY
            with suppress(OperationalError):  # Out of reach for a moment: the claim is asked about when it is written.
                self._is_cancelled = tasks.is_cancel_asked(self.claim)
        return self._is_cancelled or self.is_out_of_time

    def is_ending(self) -> bool:
        """As above."""
        return self._is_ending()

    def tell(self, words: str = "", done: int | None = None, total: int | None = None) -> None:
        """As above. What cannot be noted just now is told again soon."""
        with suppress(OperationalError):
            tasks.tell_progress(self.claim, words, done, total)

    def hold(self) -> None:
        """As above."""
        tasks.hold_claim(self.claim)
