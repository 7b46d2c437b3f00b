"""How many inspections may start in a week: set with a reason, kept with its history."""

from __future__ import annotations

import pytest
from small_world import CODES, TODAY, World

from peerinspect.services import disclosure
from peerinspect.services.refusal import NotAllowed, Refusal
from peerinspect.services.schedule import USUAL_STARTS, ChangeSchedule, change_schedule, most_starts
from peerinspect.store.history import verify


def test_it_is_six_until_somebody_sets_it(world: World) -> None:
    assert most_starts() == USUAL_STARTS == 6


def test_it_is_set_with_a_reason_that_stays_readable(world: World) -> None:
    change_schedule(ChangeSchedule(4, "Fewer inspectors this year"), world.uncleared, TODAY)
    change_schedule(ChangeSchedule(5, "One more was found"), world.cleared, TODAY)
    found = disclosure.schedule(world.liaison, TODAY)
    assert found.most_starts == most_starts() == 5
    assert [(event.by, event.sentence) for event in found.events] == [
        ("Cleared", "At most 5 inspections may start in a week; it was 4. One more was found"),
        ("Uncleared", "At most 4 inspections may start in a week; it was 6. Fewer inspectors this year"),
    ]
    assert verify() == []


@pytest.mark.parametrize(
    ("command", "field", "sentence"),
    [
        (ChangeSchedule(None, "why"), "most_starts", "Enter how many may start in a week"),
        (ChangeSchedule(0, "why"), "most_starts", "Starts a week must be between 1 and 50"),
        (ChangeSchedule(51, "why"), "most_starts", "Starts a week must be between 1 and 50"),
        (ChangeSchedule(6, "why"), "most_starts", "It is 6 already"),
        (ChangeSchedule(7, "  "), "reason", "Say why it should change"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    world: World, command: ChangeSchedule, field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        change_schedule(command, world.uncleared, TODAY)
    assert refused.value.messages == {field: sentence}
    assert most_starts() == 6
    assert disclosure.schedule(world.uncleared, TODAY).events == ()


def test_coordinators_alone_set_it(world: World) -> None:
    for reader in (world.liaison, world.director(CODES[0]), world.chief(CODES[0]), world.panel, world.administrator):
        with pytest.raises(NotAllowed):
            change_schedule(ChangeSchedule(4, "why"), reader, TODAY)
