"""Workers killed in the middle of what they do: nothing is lost, nothing is there twice, and no search is orphaned."""

from __future__ import annotations

import random
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from questioning import LACKING, OPEN_BOARD, build_questions
from several_workers import Workers, children_of, service_on, wait_until, workers_of
from small_world import TODAY, World
from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
import throwaway_postgres

from peerinspect import store
from peerinspect.services import disclosure, notices
from peerinspect.services.asking import Ask, ask
from peerinspect.services.imports import OfferFile, offer_file
from peerinspect.services.planning import CancelPlan, StartPlan, cancel_plan, start_plan
from peerinspect.services.tasks import find_task
from peerinspect.store import history
from peerinspect.store.tables import ImportRow, MessageRow, TaskRow

INSPECTIONS = b"gss,start,end\n" + b"C03,2026-09-07,2026-09-11\n" * 4000
ENGINES = ("sqlite", "postgresql", "procrastinate")


@pytest.fixture(params=ENGINES)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A service on each engine, its tasks handed out in each way."""
    if request.param == "sqlite":
        with service_on(tmp_path, None) as app:
            yield app
        return
    if throwaway_postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    handing = "procrastinate" if request.param == "procrastinate" else "own"
    with throwaway_postgres.server() as address, service_on(tmp_path, address, handing) as app:
        yield app


@pytest.fixture
def world(app: Flask) -> World:
    """The small world with a roster to ask about."""
    return build_questions()


@pytest.fixture
def workers(app: Flask, world: World) -> Iterator[Workers]:
    """Its workers."""
    with workers_of(app) as found:
        yield found


def tell(*users: str) -> None:
    """An event that users are told of."""
    with store.transaction():
        event = history.record("admin", "something", "subject", sentence="So.")
        notices.tell("held-offer", event, users)


def test_whenever_they_are_killed_all_is_done_once(app: Flask, world: World, workers: Workers) -> None:
    chance = random.Random(app.config["SQLALCHEMY_DATABASE_URI"])
    rosters = len(disclosure.rosters(world.cleared, TODAY))
    plan = start_plan(StartPlan(20), world.cleared, TODAY)
    person = disclosure.candidates(world.cleared, OPEN_BOARD, TODAY).eligible[0].person_id
    questions = [ask(Ask(OPEN_BOARD, person), world.cleared, TODAY), ask(Ask(LACKING), world.uncleared, TODAY)]
    file = offer_file(OfferFile("inspections", "guess.csv", INSPECTIONS), world.cleared, TODAY, datetime.now(UTC))
    tell("liaison", "cleared")
    workers.start()
    workers.start()
    wait_until(lambda: "running" in _states("plan"))
    for _ in range(2):  # The third attempt is the last: that killed workers end there is tested elsewhere.
        time.sleep(chance.uniform(0.0, 1.5))
        workers.kill(chance.choice(workers.running))
        workers.start()

    def is_over() -> bool:
        asked = [disclosure.question(world.cleared, each, TODAY).is_over for each in questions]
        read = store.db.session.get_one(ImportRow, file).state == "ready"
        return disclosure.job(world.cleared, plan, TODAY).is_over and all(asked) and read

    wait_until(is_over)
    assert disclosure.job(world.cleared, plan, TODAY).state == "done"
    assert {disclosure.question(world.cleared, each, TODAY).state for each in questions} == {"done"}
    assert len(disclosure.rosters(world.cleared, TODAY)) == rosters + 1
    made = disclosure.job(world.cleared, plan, TODAY).roster_id
    assert [each.part for each in disclosure.roster(world.cleared, made, TODAY).parts] == [
        "open", "sealed-0", "sealed-1", "sealed-2",
    ]  # fmt: skip
    wait_until(lambda: set(store.db.session.scalars(select(MessageRow.state))) <= {"sent", "sending"})
    mails = len(list((Path(app.config["INSTANCE"]) / "mailbox").glob("*.eml")))
    assert mails <= store.db.session.query(MessageRow).count(), "sent again, a mail is the same mail"
    wait_until(lambda: _states("plan") == {"done"} and _states("answer") == {"done"} and _states("import") == {"done"})
    assert history.verify() == []


def _states(kind: str) -> set[str]:
    store.db.session.rollback()
    return set(store.db.session.scalars(select(TaskRow.state).where(TaskRow.kind == kind)))


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_search_of_a_killed_worker_ends_itself_and_another_begins_again(
    app: Flask, world: World, workers: Workers
) -> None:
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    first = workers.start()
    wait_until(lambda: "running" in _states("plan") and bool(children_of(first.pid)))
    searches = children_of(first.pid)
    workers.kill(first)
    gone = wait_until(lambda: not any(Path(f"/proc/{each}/cwd").exists() for each in searches), 10)
    assert gone < 5
    workers.start()
    wait_until(lambda: disclosure.job(world.cleared, job, TODAY).is_over)
    assert disclosure.job(world.cleared, job, TODAY).state == "done"
    row = find_task("plan", job)
    assert row is not None and row.attempts == 2
    work = Path(app.config["WORK_FOLDER"])
    wait_until(lambda: not any(work.iterdir()), 30)


@pytest.mark.parametrize("app", ["procrastinate"], indirect=True)
def test_one_that_is_asked_to_end_hands_back_and_a_cancel_reaches_another_process(
    app: Flask, world: World, workers: Workers
) -> None:
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    first = workers.start()
    wait_until(lambda: "running" in _states("plan") and bool(children_of(first.pid)))
    began = time.monotonic()
    workers.kill(first, signal.SIGTERM)
    assert first.returncode == 0 and time.monotonic() - began < 15
    store.db.session.rollback()
    assert disclosure.job(world.cleared, job, TODAY).state in ("queued", "done")
    if disclosure.job(world.cleared, job, TODAY).state == "queued":
        second = workers.start()
        wait_until(lambda: "running" in _states("plan") and bool(children_of(second.pid)))
        if not disclosure.job(world.cleared, job, TODAY).is_over:
            cancel_plan(CancelPlan(job), world.cleared, TODAY)
            assert wait_until(lambda: disclosure.job(world.cleared, job, TODAY).is_over) < 1.5
    assert history.verify() == []
