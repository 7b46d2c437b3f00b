"""Leaving with whoever started a command: a service that is killed cannot end its searches any more."""

from __future__ import annotations

import os
import threading

LEASH = "PEERINSPECT_LEASH"
"""With this variable set, the end of the standard input ends the process."""


def leave_with_starter() -> None:
    """Where the service started this process, watch its input, and leave when that ends.

    The variable goes no further: processes of this one leave with it in a way of their own.
    """
    if os.environ.pop(LEASH, None):
        threading.Thread(target=_leave, daemon=True).start()


def _leave() -> None:
    while os.read(0, 4096):
        pass
    os._exit(1)
