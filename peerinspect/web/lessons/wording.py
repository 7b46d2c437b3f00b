"""What the pages of lessons call things."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.domain.themes import words_of
from peerinspect.services.views.lessons import Followed, SentView
from peerinspect.web.presenters import joined

WHICH: Mapping[str, str] = {"all": "All themes", "some": "Some themes", "none": "No theme"}
WHICH_EXAMPLES: Mapping[str, str] = {"all": "Themes that are added later, too"}
ANSWERS: Mapping[str, str] = {
    "planned": "We plan to act",
    "done": "We have acted",
    "not-here": "It does not apply here",
}
WHY: Mapping[str, str] = {
    "own": "The review was of a council of this board",
    "subscribed": "The board subscribes to a theme of it",
    "caught-up": "The board caught up on its themes",
}
STATES: Mapping[str, str] = {
    "waiting": "To acknowledge",
    "overdue": "Overdue",
    "open": "Read, action open",
    "settled": "Settled",
}
"""What a board's lessons can be narrowed to."""
TAGS: Mapping[str, tuple[str, str]] = {
    "overdue": ("Overdue", "red"),
    "waiting": ("To acknowledge", "yellow"),
    "read": ("Acknowledged", "blue"),
    "planned": ("Action planned", "blue"),
    "behind": ("Action late", "red"),
    "done": ("Done", "green"),
    "not-here": ("Does not apply", "grey"),
}


def stage(sent: SentView) -> str:
    """Where a finding that was sent stands at its board, by its tag."""
    if sent.is_overdue:
        return "overdue"
    if sent.acknowledged_on is None:
        return "waiting"
    if sent.is_behind:
        return "behind"
    return sent.answer or "read"


def themes(codes: tuple[str, ...]) -> str:
    """Themes in a row."""
    return ", ".join(words_of(code) for code in codes)


def followed(kept: Followed) -> str:
    """What is followed, in a few words."""
    if kept.which == "some":
        return joined(words_of(code) for code in kept.themes)
    return WHICH[kept.which]
