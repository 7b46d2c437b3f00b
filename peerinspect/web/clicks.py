"""Buttons without a form of their own: what a click rests on, and the refusal where that is something else by now.

Most buttons need none of this: what they do is the same whatever happened in between, or its state refuses them. A
button that says yes to what stands beside it carries the version of that, as forms do.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from peerinspect.services.versions import Stale
from peerinspect.web.versions import FIELD, footing

LOOK_AGAIN = "Open the page again, read how it is now, and decide then"


class StaleClick(Exception):
    """What stood beside the button is not so any more. `happened` says what was changed, `back` where to look."""

    def __init__(self, happened: list[str], back: str) -> None:
        super().__init__("Nothing was saved")
        self.happened = happened
        self.back = back

    def sentences(self) -> list[str]:
        """What the page says, in its order."""
        return ["Nothing was saved. What you saw beside the button is not so any more", *self.happened, LOOK_AGAIN]


def carried(seen: object) -> dict[str, str]:
    """What a button carries unseen of what stands beside it."""
    return {FIELD: footing(seen, lambda: seen, "").carried(None)}


def click(use_case: Callable[[], object], again: Callable[[], object], back: str, subject: str = "") -> None:
    """Carry a button out, while what stood beside it is as its reader saw it; both under one lock.

    `again` reads that anew, `back` is the page that shows it, `subject` whose history tells what was changed. Raises
    StaleClick. What is not there any more is left to the use case, which refuses it in words of its own; so is a click
    that carries no version, which no page of ours has made.
    """
    seen = again() if FIELD in request.form else None
    if seen is None:
        use_case()
        return
    resting = footing(seen, again, subject)
    try:
        resting.guard(use_case)()
    except Stale:
        raise StaleClick(resting.what_changed(), back) from None
