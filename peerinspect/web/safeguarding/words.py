"""What pages on safeguarding boards say."""

from __future__ import annotations

from collections.abc import Mapping

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
STATES: Mapping[str, tuple[str, str]] = {
    "vacant": ("No chair", "red"),
    "chair-due": ("Chair due", "yellow"),
    "contested": ("Contested", "orange"),
    "report-overdue": ("Report overdue", "red"),
    "meeting-overdue": ("No meeting in time", "red"),
    "ended": ("Ended", "grey"),
}
"""What is the matter with a board, and the colour of its tag."""

CHAIR_STATES: Mapping[str, str] = {"in-post": "In post", "coming": "Agreed, to come", "asked": "Asked", "past": "Past"}
MEETINGS: Mapping[str, tuple[str, str]] = {
    "planned": ("Planned", "blue"),
    "held": ("Held", "green"),
    "cancelled": ("Cancelled", "grey"),
    "late": ("Not recorded", "red"),
}
REPORTS: Mapping[str, tuple[str, str]] = {
    "published": ("Published", "green"),
    "due": ("Due", "blue"),
    "overdue": ("Overdue", "red"),
}
FORMS: Mapping[str, str] = {"plain": "One way", "swap": "Swap", "ring": "Ring"}
LETTERS: Mapping[str, str] = {"swap": "S", "ring": "R", "plain": ""}
"""What stands half-way along an arc, beside how it is drawn."""
