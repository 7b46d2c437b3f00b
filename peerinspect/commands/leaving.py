"""How a command leaves: with whoever started it, since a service that is killed cannot end its searches any more; and
quietly, when whoever read what it says has left before."""

from __future__ import annotations

import gc
import os
import sys
import threading
from typing import NoReturn

LEASH = "PEERINSPECT_LEASH"
"""With this variable set, the end of the standard input ends the process."""

_is_left = False


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


def tell(text: str) -> None:
    """Write what was found to its end. Whoever reads it may have gone: then the exit code says it all the same."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        let_go_of_output()


def let_go_of_output() -> None:
    """Have nothing left to say: Python would try once more when it ends, and complain of a reader who has gone."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def leave_as_it_is() -> None:
    """Whatever there is now stays until the process ends: it is neither looked through nor taken apart then.

    After a search that takes Python most of a second, and the system frees it anyway.
    """
    global _is_left
    gc.freeze()
    _is_left = True


def end_process(code: int) -> NoReturn:
    """The end of a process that has run one command: at once, where what is left of it was to be left as it is."""
    if _is_left:
        let_go_of_output()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
