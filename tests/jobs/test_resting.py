"""Threads without work rest longer, and wake at once when this process has queued something."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from flask import Flask
from small_world import TODAY, World

from peerinspect import jobs, store
from peerinspect.jobs import watcher
from peerinspect.jobs.watcher import Watcher
from peerinspect.services import notices
from peerinspect.services.imports import OfferFile, offer_file
from peerinspect.services.planning import StartPlan, start_plan
from peerinspect.store import history

GUESS = b"gss,start,end\n" + b"C03,2026-09-07,2026-09-11\n" * 3000
"""Large enough to be read in the background."""


class Looking(Watcher):
    """Notes when it looked; there is nothing to find."""

    pause = 60.0

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.looked = threading.Semaphore(0)

    def _do_next(self) -> bool:
        self.looked.release()
        return False


@contextmanager
def looking(app: Flask) -> Iterator[Looking]:
    """One that has looked once and now rests for a minute."""
    found = Looking(app)
    found.start()
    assert found.looked.acquire(timeout=10)
    yield found
    found.stop()
    assert not found.is_at_work


def tell() -> None:
    notices.tell("held-offer", history.record("admin", "something", "subject", sentence="So."), ("liaison",))


@pytest.mark.parametrize(
    ("pause", "idle", "rest"),
    [(0.2, 0, 0.2), (0.2, 29.9, 0.2), (0.2, 30, 0.8), (0.5, 30, 2), (1, 3600, 2), (30, 3600, 30)],
)
def test_the_rest_is_up_to_four_times_as_long_and_two_seconds_at_most(
    app: Flask, pause: float, idle: float, rest: float
) -> None:
    found = Watcher(app)
    found.pause = pause
    assert found.rest(idle) == rest


def test_what_is_kept_in_memory_is_looked_for_as_often_as_ever(app: Flask) -> None:
    forecaster = jobs.forecaster_of(app)
    assert forecaster.rest(3600) == forecaster.pause


@pytest.mark.parametrize("queued", ["message", "file", "search"])
def test_a_commit_that_queues_something_wakes_it(app: Flask, world: World, queued: str) -> None:
    with looking(app) as found:
        assert not found.looked.acquire(timeout=0.2), "it rests"
        if queued == "message":
            with store.transaction():
                tell()
        elif queued == "file":
            offer_file(OfferFile("inspections", "guess.csv", GUESS), world.cleared, TODAY, datetime.now(UTC))
        else:
            start_plan(StartPlan(30), world.cleared, TODAY)
        assert found.looked.acquire(timeout=10)


def test_other_commits_and_what_is_taken_back_leave_it_at_rest(app: Flask, world: World) -> None:
    with looking(app) as found:
        with store.transaction():
            history.record("admin", "something", "subject", sentence="So.")
        with pytest.raises(RuntimeError), store.transaction():
            tell()
            store.db.session.flush()
            raise RuntimeError
        with store.transaction():
            history.record("admin", "something", "subject", sentence="So.")
        assert not found.looked.acquire(timeout=0.5)


def test_another_service_of_this_process_is_left_alone(app: Flask, world: World) -> None:
    with looking(Flask("another")) as found:
        with store.transaction():
            tell()
        assert not found.looked.acquire(timeout=0.5)


def test_whoever_had_work_lately_looks_often(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 20))
    monkeypatch.setattr(watcher, "time", type("Clock", (), {"monotonic": lambda: next(clock)}))
    rests: list[float] = []
    found = Watcher(app)
    pieces = [True, False, False, False]
    monkeypatch.setattr(found, "_do_next", lambda: pieces.pop(0) if pieces else found._over.set())  # noqa: SLF001
    monkeypatch.setattr(found._bell, "wait", rests.append)  # noqa: SLF001
    found._work()  # noqa: SLF001
    assert rests == [0.5, 2.0, 2.0]


def test_it_stops_in_the_middle_of_a_rest(app: Flask) -> None:
    with looking(app) as found:
        began = time.monotonic()
        found.stop()
        assert time.monotonic() - began < 5


class Failing(Looking):
    """Fails with every look, and so does what takes back what it had begun."""

    def _do_next(self) -> bool:
        self.looked.release()
        raise ConnectionError


def test_one_that_fails_rests_before_it_looks_again_and_lives_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ConnectionError

    monkeypatch.setattr(watcher, "AFTER_A_FAULT", 0.2)
    monkeypatch.setattr(store.db.session, "rollback", fail)
    found = Failing(app)
    found.start()
    began = time.monotonic()
    assert all(found.looked.acquire(timeout=10) for _ in range(4))
    assert time.monotonic() - began >= 0.5 and found.is_at_work
    found.stop()
    assert not found.is_at_work
