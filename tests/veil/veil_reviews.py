"""What all lives have of case reviews: one that waits for the national panel's advice, a reviewer, a panel of three."""

from __future__ import annotations

from review_world import reviewed
from small_world import World

COUNCIL, REVIEWER = "C05", "C01-senior"
PANEL = ("C02-senior", "C04-senior", "C01-director")


def hold_a_review(world: World) -> None:
    """The first member has the panel's account; the last one worked for the council, and so takes no part."""
    reviewed(world, COUNCIL, REVIEWER, PANEL)
