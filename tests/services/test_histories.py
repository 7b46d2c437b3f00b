"""The history of a person, a council or a duty, a page at a time, for readers who may not know of all of it."""

from __future__ import annotations

import pytest
from small_world import CODES, TODAY, World, build_world, inspection

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.store import history

PERSON = "C01-director"
OPEN_EVENTS = 120


@pytest.fixture
def busy(bare: object) -> World:
    """More than two pages of open events about a person, between events about a sealed inspection."""
    world = build_world(TODAY, [inspection("secret", CODES[0])])
    with store.transaction():
        for number in range(OPEN_EVENTS):
            history.record("cleared", "offer", PERSON, duty="secret", sentence=f"Held {number} times.")
            history.record("panel", "add-leave", PERSON, sentence=f"Away {number} times.")
        history.record("cleared", "change-council", CODES[2], sentence="Changed its name.")
        history.record("cleared", "look", "secret", duty="secret", sentence="Looked at it.")
    return world


def test_is_paged_the_latest_first(busy: World) -> None:
    first = disclosure.history_of(busy.uncleared, "person", PERSON, 1, TODAY)
    assert (first.number, first.pages, first.total, len(first.items)) == (1, 3, OPEN_EVENTS, 50)
    assert first.items[0].sentence == "Away 119 times."
    assert first.items[0].by == "Panel"
    last = disclosure.history_of(busy.uncleared, "person", PERSON, 9, TODAY)
    assert (last.number, len(last.items), last.items[-1].sentence) == (3, 20, "Away 0 times.")


def test_counts_nothing_that_the_reader_may_not_know(busy: World) -> None:
    totals = [
        disclosure.history_of(reader, "person", PERSON, 1, TODAY).total
        for reader in (busy.cleared, busy.liaison, busy.uncleared)
    ]
    assert totals == [2 * OPEN_EVENTS, 2 * OPEN_EVENTS, OPEN_EVENTS]
    assert "Held" not in repr(disclosure.history_of(busy.uncleared, "person", PERSON, 1, TODAY))


def test_a_council_has_its_own(busy: World) -> None:
    found = disclosure.history_of(busy.uncleared, "authority", CODES[2], 1, TODAY)
    assert [line.sentence for line in found.items] == ["Changed its name."]
    assert disclosure.history_of(busy.uncleared, "authority", CODES[3], 1, TODAY).total == 0


def test_of_a_duty_it_is_for_those_who_may_know_of_it(busy: World) -> None:
    assert "Looked at it." in repr(disclosure.history_of(busy.liaison, "duty", "secret", 1, TODAY))
    for reader in (busy.uncleared,):
        with pytest.raises(NotFound) as refused:
            disclosure.history_of(reader, "duty", "secret", 1, TODAY)
        with pytest.raises(NotFound) as unknown:
            disclosure.history_of(reader, "duty", "never-was", 1, TODAY)
        assert str(refused.value) == str(unknown.value)


def test_a_look_at_the_history_of_a_sealed_duty_is_recorded(busy: World) -> None:
    before = history.length()
    disclosure.history_of(busy.cleared, "duty", "secret", 1, TODAY)
    assert history.length() == before + 1


@pytest.mark.parametrize("sort", ["person", "authority", "duty", "user"])
def test_there_is_none_of_what_is_not_there(busy: World, sort: str) -> None:
    with pytest.raises(NotFound):
        disclosure.history_of(busy.cleared, sort, "never-was", 1, TODAY)


def test_it_is_for_coordinators_and_the_liaison(busy: World) -> None:
    for reader in (busy.panel, busy.administrator, busy.director(CODES[1]), busy.chief(CODES[1])):
        with pytest.raises(NotAllowed):
            disclosure.history_of(reader, "person", PERSON, 1, TODAY)
