"""The chain of events: it holds, it bears an erased payload, and it shows every kind of tampering."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text

from peerinspect import store
from peerinspect.store import history
from peerinspect.store.tables import EventRow


@pytest.fixture
def chain(app: Flask) -> None:
    """Four events."""
    with store.transaction():
        for number in range(1, 5):
            history.record("u", "told", f"s{number}", sentence=f"This is number {number}.")


def _tamper(statement: str) -> None:
    with store.transaction():
        store.db.session.execute(text(statement))


def test_an_empty_history_is_whole(app: Flask) -> None:
    assert history.verify() == []


def test_a_chain_as_written_is_whole(chain: None) -> None:
    assert history.verify() == []
    assert [each.subject for each in history.events()] == ["s4", "s3", "s2", "s1"]
    assert history.events(subject="s2")[0].payload["sentence"] == "This is number 2."


def test_a_purged_payload_leaves_the_chain_whole(chain: None) -> None:
    _tamper("DELETE FROM event_payload WHERE sequence = 2")
    assert history.verify() == ["What event 2 says was taken out, and by no purge."]
    with store.transaction():
        history.record("", history.PURGE, "history", erased="2")
    assert history.verify() == []
    assert history.events(subject="s2")[0].payload is None


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE event SET \"user\" = 'x' WHERE sequence = 2", "Event 2 is not as it was written."),
        ("UPDATE event SET at = '2020-01-01 00:00:00.000000' WHERE sequence = 2", "Event 2 is not as it was written."),
        ("UPDATE event SET duty = 'd' WHERE sequence = 1", "Event 1 is not as it was written."),
        ("UPDATE event_payload SET content = '{}' WHERE sequence = 3", "What event 3 says is not what was written."),
        ("DELETE FROM event_payload WHERE sequence = 3; DELETE FROM event WHERE sequence = 3", "Event 3 is missing."),
        (
            "DELETE FROM event_payload WHERE sequence = 4; DELETE FROM event WHERE sequence = 4",
            "The last events are missing.",
        ),
        ("DELETE FROM history_head", "The last events are missing."),
    ],
)
def test_tampering_is_noticed(chain: None, statement: str, finding: str) -> None:
    for part in statement.split("; "):
        _tamper(part)
    assert finding in history.verify()


def test_an_event_that_was_slipped_in_is_noticed(chain: None) -> None:
    _tamper(
        'INSERT INTO event (sequence, at, "user", action, subject, payload_digest, previous, digest) '
        'SELECT 5, at, "user", action, subject, payload_digest, digest, digest FROM event WHERE sequence = 4'
    )
    assert {"Event 5 is not as it was written.", "The last events are missing."} <= set(history.verify())


def test_the_code_itself_cannot_change_an_event(chain: None) -> None:
    with pytest.raises(history.AppendOnly), store.transaction():
        store.db.session.get(EventRow, 1).user = "x"
    assert history.verify() == []


def test_an_event_is_undone_with_the_change_it_tells_of(chain: None) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        history.record("u", "told", "s5")
        raise RuntimeError
    assert len(history.events()) == 4
    assert history.verify() == []


def test_events_after_a_moment_only(chain: None) -> None:
    assert len(history.events(after=datetime(2000, 1, 1, tzinfo=UTC))) == 4
    assert history.events(after=datetime(9000, 1, 1, tzinfo=UTC)) == []
