"""The threads that answer questions: the search of one stays up for the next, and ends with the thread."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from questioning import OPEN_BOARD, build_questions
from small_world import TODAY, World

from peerinspect import jobs, store
from peerinspect.services import disclosure, warm
from peerinspect.services.asking import Ask, StopAsking, ask, stop_asking
from peerinspect.services.views import QuestionView
from peerinspect.services.warm import WarmSearch

ENDLESS = """
import time
print('{"event": "read"}', flush=True)
time.sleep(60)
"""


@pytest.fixture
def world(app: Flask) -> World:
    """The small world with a roster to ask about."""
    return build_questions()


def wait_for(world: World, question: str, is_so: Callable[[QuestionView], bool], seconds: float = 60) -> QuestionView:
    """The question as soon as it is so."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        store.db.session.rollback()
        view = disclosure.question(world.cleared, question, TODAY)
        if is_so(view):
            return view
        time.sleep(0.05)
    raise AssertionError(f"still {view}")


def searches(app: Flask) -> list[WarmSearch]:
    """The search of each thread: that for open work, that for sealed."""
    return [one._warm for one in jobs.answerers_of(app)]  # noqa: SLF001


def test_two_questions_go_to_one_process_which_ends_with_the_service(app: Flask, world: World) -> None:
    first, second = disclosure.candidates(world.cleared, OPEN_BOARD, TODAY).eligible[:2]
    jobs.start(app)
    pids = []
    for person in (first, second):
        question = ask(Ask(OPEN_BOARD, person.person_id), world.cleared, TODAY)
        assert wait_for(world, question, lambda view: view.is_over).state == "done"
        pids.append(searches(app)[0].pid)
    assert pids[0] is not None
    assert pids[0] == pids[1]
    assert searches(app)[1].pid is None, "sealed work has a search of its own, and nobody asked"
    jobs.stop(app)
    assert searches(app)[0].pid is None
    assert not Path(f"/proc/{pids[0]}").exists()


def test_a_stop_is_obeyed_within_a_second(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "ANSWERER", (sys.executable, "-c", ENDLESS))
    person = disclosure.candidates(world.cleared, OPEN_BOARD, TODAY).eligible[0].person_id
    jobs.start(app)
    question = ask(Ask(OPEN_BOARD, person), world.cleared, TODAY)
    wait_for(world, question, lambda view: searches(app)[0].pid is not None)
    stop_asking(StopAsking(question), world.cleared, TODAY)
    asked = time.monotonic()
    assert wait_for(world, question, lambda view: view.is_over).state == "cancelled"
    assert time.monotonic() - asked < 1
    assert searches(app)[0].pid is None


def test_a_search_that_nobody_asks_is_looked_after(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tended = []
    monkeypatch.setattr(WarmSearch, "tend", lambda search: tended.append(search))
    jobs.start(app)
    deadline = time.monotonic() + 20
    while len(set(tended)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set(tended) == set(searches(app))
