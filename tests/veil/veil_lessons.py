"""What all lives have of lessons: a published review of the inspected council, and one that is final elsewhere."""

from __future__ import annotations

from datetime import timedelta

from lesson_world import Lessons, add_lesson, publish, subscribe
from small_world import TODAY, World
from veil_world import TARGET

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import REVIEW
from peerinspect.store.loading import load_duties
from peerinspect.store.reading.safeguarding import boards_of
from peerinspect.store.tables import EVERY_THEME

FOUND, WRITTEN = "found", "written"
REVIEWED = Period(TODAY - timedelta(weeks=60), TODAY - timedelta(weeks=30))


def learn_lessons(world: World) -> None:
    """Two boards are sent a finding, one has it as its own; another finding waits for its review."""
    with store.transaction():
        load_duties(
            [
                Duty(FOUND, REVIEW, REVIEWED, 1, frozenset({TARGET}), case="R/1"),
                Duty(WRITTEN, REVIEW, REVIEWED, 1, frozenset({"C05"}), case="R/2"),
            ],
            {FOUND: "published", WRITTEN: "final"},
        )
    subscribe(next(iter(boards_of(["C04"]))), EVERY_THEME)
    add_lesson(FOUND, 1, "Visits were missed.", "seen-alone")
    add_lesson(WRITTEN, 1, "It drifted.", "neglect")
    publish(Lessons(world), FOUND)
