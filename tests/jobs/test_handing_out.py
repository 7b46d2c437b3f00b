"""Whoever waits for procrastinate: lanes have threads enough on any machine, and all begins again after a loss."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest
from flask import Flask

from peerinspect.jobs import kinds
from peerinspect.jobs.procrastinated import Handed
from peerinspect.jobs.pulse import Pulse
from peerinspect.services.stranded import this_worker


@asynccontextmanager
async def _open() -> AsyncIterator[None]:
    yield


@pytest.fixture
def handed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Handed:
    """One whose database is played."""
    monkeypatch.setattr(Handed, "_handing", lambda _: SimpleNamespace(open_async=_open))
    return Handed(app, this_worker(), Pulse(app))


def test_every_lane_has_a_thread_on_a_machine_with_one_core(handed: Handed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    at_work = threading.Barrier(len(kinds.lanes()))
    met: list[int] = []

    def work(self: Handed, _handing: object, _lane: str) -> asyncio.Task[None]:
        return asyncio.create_task(asyncio.to_thread(lambda: met.append(at_work.wait(10))))

    monkeypatch.setattr(Handed, "_worker_of", work)
    # A thread of its own: where browsers are played in this process, its first thread has a loop that runs already.
    with ThreadPoolExecutor(1) as aside, pytest.raises(ConnectionError):
        aside.submit(lambda: asyncio.run(handed._serve())).result()  # noqa: SLF001
    assert sorted(met) == list(range(len(kinds.lanes())))


def test_a_worker_that_gives_up_has_the_others_hand_back_and_all_begin_again(
    handed: Handed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peerinspect.jobs.procrastinated.LOOK_EVERY", 0.05)
    first, begun = kinds.lanes()[0], threading.Semaphore(0)

    async def give_up() -> None:
        raise ConnectionError

    def go_on() -> None:
        while not handed._is_ending():  # noqa: SLF001
            threading.Event().wait(0.01)

    def work(self: Handed, _handing: object, lane: str) -> asyncio.Task[None]:
        if lane == first:
            begun.release()
        return asyncio.create_task(give_up() if lane == first else asyncio.to_thread(go_on))

    monkeypatch.setattr(Handed, "_worker_of", work)
    handed.start()
    assert all(begun.acquire(timeout=10) for _ in range(3))
    handed.stop()
    assert handed._thread is not None and not handed._thread.is_alive()  # noqa: SLF001
