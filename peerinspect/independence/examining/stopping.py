"""How an examination is given up: whoever asked for it says when it is over."""

from __future__ import annotations

from collections.abc import Callable

IsOver = Callable[[], bool]
"""Whether nobody waits for the answer any more. Asked several times a second, so it should answer at once."""


class ExaminingStopped(Exception):
    """The examination was given up before it was finished; nothing that it found is kept."""


def never() -> bool:
    """Nobody gives this examination up."""
    return False


def go_on_unless(is_over: IsOver) -> None:
    """Raises ExaminingStopped when the examination is over."""
    if is_over():
        raise ExaminingStopped("the examination was given up")
