"""The thread that sends messages: it rests while the mail server cannot be used, and its log says no more than that."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask import Flask
from mail_server import free_port, mail_server, send_to
from small_world import TODAY, World
from sqlalchemy import select

from peerinspect import jobs, store
from peerinspect.jobs import service_kinds
from peerinspect.services import notices
from peerinspect.store import history
from peerinspect.store.tables import MessageRow


def tell(*users: str) -> None:
    """An event that users are told of."""
    with store.transaction():
        notices.tell("held-offer", history.record("admin", "something", "subject", sentence="So."), users)


def wait_for(is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it never was"
        time.sleep(0.05)


def states() -> list[str]:
    """The states of all messages."""
    store.db.session.rollback()
    return sorted(store.db.session.scalars(select(MessageRow.state)))


def test_what_waits_is_sent_and_nothing_of_it_is_in_the_log(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["TODAY"] = TODAY
    caplog.set_level("DEBUG", "peerinspect")
    with mail_server(app) as server:
        tell("liaison", "cleared")
        jobs.lane_of(app, "messages").start()
        wait_for(lambda: states() == ["sent", "sent"])
        assert len(server.taken) == 2
    told = {record.getMessage() for record in caplog.records if record.name.startswith("peerinspect")}
    assert told <= {"task"}, "that the post was looked after, as it is each minute"
    assert "liaison" not in caplog.text and "example" not in caplog.text


def test_a_server_that_is_gone_is_left_alone_longer_and_longer_and_then_all_is_sent(
    app: Flask, world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["TODAY"] = TODAY
    monkeypatch.setattr(service_kinds, "SHORTEST_REST", 0.4)
    send_to(app, free_port())
    tell("liaison", "cleared")
    jobs.start_worker(app)
    time.sleep(2.0)
    # Rests of 0.4, 0.8 and 1.6 seconds: two or three looks, not forty.
    warnings = [each.getMessage() for each in caplog.records if each.name == "peerinspect.jobs"]
    assert 1 <= len(warnings) <= 4 and set(warnings) == {"the mail server cannot be used: connection"}
    assert states() == ["waiting", "waiting"]
    with mail_server(app) as server:
        wait_for(lambda: states() == ["sent", "sent"])
        assert len(server.taken) == 2


def test_what_is_told_while_it_sends_goes_once_each(app: Flask, world: World) -> None:
    app.config["TODAY"] = TODAY
    with mail_server(app) as server:
        jobs.start_worker(app)
        for _ in range(5):
            tell("liaison", "cleared")
        wait_for(lambda: states() == ["sent"] * 10)
        assert len(server.taken) == len({each["Message-ID"] for each in server.taken}) == 10
