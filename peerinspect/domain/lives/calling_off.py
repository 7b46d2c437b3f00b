"""What the lives of all kinds of duty share: how they are called off, and what their forms ask for."""

from __future__ import annotations

from peerinspect.domain.lives.life import Step

CANCELLED, DEFERRED = "cancelled", "deferred"
CANCEL, DEFER, PLAN_AGAIN = "cancel", "defer", "plan-again"
WHY = "Why"
LETTER = "Reference of the letter"
CALLED_OFF = "Whoever was asked is stood down, and no search looks for anybody any more."


def cancelling(what: str, *before: str) -> Step:
    """The step that calls something off for good."""
    about = f"Calls {what} off for good. {CALLED_OFF}"
    return Step(CANCEL, before, CANCELLED, f"Cancel {what}", about, reason=WHY, releases=True)
