"""What was worked out is kept until a fact changes: explanations are pure, and pages ask for them again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

from flask import current_app

from peerinspect.services.user_events import CHANGE_USER, INVITE_PERSON, OF_ACCOUNTS, WITHDRAW_PERSONS_INVITATION
from peerinspect.services.veil import LOOK_AT_LIST
from peerinspect.store import history

ASK = "ask"
"""The action of asking a question about a duty."""
CHANGE_NOTHING = frozenset({"look", LOOK_AT_LIST, ASK, INVITE_PERSON, WITHDRAW_PERSONS_INVITATION}) | (
    OF_ACCOUNTS - {CHANGE_USER}
)
"""The actions after which every fact is as it was."""
MOST = 64
_KEY = "peerinspect-kept"
Found = TypeVar("Found")


class Kept:
    """The last things that were worked out, each under what it was worked out from. Threads share it."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: Hashable, work_out: Callable[[], Found]) -> Found:
        """What is kept under the key; else what is worked out now, which is kept."""
        with self._turn:
            if key in self._found:
                self._found.move_to_end(key)
                known: Found = self._found[key]
                return known
        found = work_out()
        with self._turn:
            self._found[key] = found
            while len(self._found) > MOST:
                self._found.popitem(last=False)
        return found


def kept(name: str, asked: Hashable, today: date, work_out: Callable[[], Found]) -> Found:
    """What `work_out` finds as long as no fact has changed and it is the same day.

    What is handed out is shared, so it must not be changed; and it must not depend on who asks.
    """
    shelf: Kept = current_app.extensions.setdefault(_KEY, Kept())
    return shelf.get((name, asked, today, history.last_change(CHANGE_NOTHING)), work_out)
