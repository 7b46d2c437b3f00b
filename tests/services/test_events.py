"""What happened, told to readers who may not know of all of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from small_world import CODES, TODAY, World, build_world, inspection

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.queries.events import events_since
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.store import history

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def busy(bare: object) -> World:
    """Something open happened, and after it more than a page holds about a sealed inspection and by others."""
    world = build_world(TODAY, [inspection("secret", CODES[0])])
    with store.transaction():
        history.record("panel", "add-leave", "C01-director", sentence="Marked a time away.")
        for number in range(210):
            history.record("cleared", "look", "C01-director", duty="secret", sentence=f"Looked {number} times.")
            history.record("cleared", "look-at-list", "C01-director", sentence=f"Looked at {number}.")
            history.record("uncleared", "start-plan", "job", sentence="Started to look.")
    return world


def told(reader: Reader) -> list[str]:
    """What happened since long ago, as the reader is told it."""
    return [line.sentence for line in events_since(Sight(reader, TODAY), LONG_AGO)]


def test_what_a_reader_may_not_know_crowds_nothing_out(busy: World) -> None:
    assert told(busy.uncleared) == ["Marked a time away."]
    of_one = disclosure.events_about(busy.uncleared, "C01-director", TODAY)
    assert [line.sentence for line in of_one] == ["Marked a time away."]


def test_who_may_know_is_told_the_latest(busy: World) -> None:
    assert len(told(busy.liaison)) == 50
    assert told(busy.liaison)[0] == "Started to look."


def test_nobody_is_told_what_they_did_themselves(busy: World) -> None:
    assert "Started to look." not in told(busy.uncleared)
    assert set(told(busy.cleared)) == {"Started to look."}


def test_an_administrator_is_told_of_accounts_and_not_how_much_is_sealed(bare: object) -> None:
    world = build_world(TODAY, [inspection("secret", CODES[0])])
    with store.transaction():
        history.record("admin", "change-user", "cleared", sentence="Cleared this user.")
    disclosure.duties(world.cleared, "inspect", TODAY)
    assert history.events()[0].action == "look-at-list"
    found = disclosure.user(world.administrator, "cleared", TODAY).events
    assert [line.sentence for line in found] == ["Cleared this user."]
