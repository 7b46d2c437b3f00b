"""Lanes never wait for each other, faults are tried again up to a cap, and on PostgreSQL a task has one worker too."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from several_workers import service_on, wait_until
from small_world import TODAY, World

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
import throwaway_postgres

from peerinspect import jobs, store
from peerinspect.jobs import kinds, performing
from peerinspect.jobs.kinds import Kind
from peerinspect.services import disclosure
from peerinspect.services.imports import OfferFile, offer_file
from peerinspect.services.planning import StartPlan, start_plan
from peerinspect.services.stranded import sweep_stranded
from peerinspect.services.task_watch import HandBack, NoWatch
from peerinspect.services.tasks import beat, claim_task, find_task, finish_task, queue_task
from peerinspect.store.tables import ImportRow

ROWS = b"gss,start,end\n" + b"C03,2026-09-07,2026-09-11\n" * 3000


def test_a_search_without_end_holds_up_no_file(
    app: Flask, world: World, endless_search: Callable[[bool], None]
) -> None:
    endless_search(False)
    job = start_plan(StartPlan(60), world.cleared, TODAY)
    jobs.start(app)
    wait_until(lambda: bool(disclosure.job(world.cleared, job, TODAY).parts[0].goals))
    file = offer_file(OfferFile("inspections", "guess.csv", ROWS), world.cleared, TODAY, datetime.now(UTC))
    wait_until(lambda: store.db.session.get_one(ImportRow, file).state == "ready", 30)
    assert disclosure.job(world.cleared, job, TODAY).state == "running"


@pytest.fixture
def digging() -> Iterator[list[str]]:
    """A kind of work that does as its key says, and which keys it was given."""
    known, given = kinds.kinds(), list[str]()

    def dig(key: str, _watch: NoWatch) -> None:
        given.append(key)
        if key == "stone":
            raise ValueError("Council T")
        if key == "dusk":
            raise HandBack

    kinds.register(Kind("dig", dig, lane="garden"))
    yield given
    assert set(kinds.kinds()) - set(known) == {"dig"}
    kinds._KINDS.pop("dig")  # noqa: SLF001 - nothing forgets a kind but a test


def dug(minutes: int = 0) -> str:
    """How the next task went, so many minutes from now."""
    claim = claim_task("one", ("dig",), datetime.now(UTC) + timedelta(minutes=minutes))
    assert claim is not None
    return performing.perform(claim)


def test_what_fails_each_time_is_given_up_with_a_word(
    app: Flask, digging: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    queue_task("dig", "stone")
    assert dug() == "queued"
    assert claim_task("one", ("dig",)) is None, "it is left alone for a moment"
    assert [dug(1), dug(2)] == ["queued", "failed"]
    row = find_task("dig", "stone")
    assert row is not None and (row.state, row.fault, row.attempts) == ("failed", "fault", 3)
    assert digging == ["stone"] * 3
    assert "ValueError" in caplog.text and "Council T" not in caplog.text


def test_what_is_handed_back_costs_no_attempt(app: Flask, digging: list[str]) -> None:
    queue_task("dig", "dusk", most_attempts=1)
    assert [dug(), dug()] == ["queued", "queued"]
    row = find_task("dig", "dusk")
    assert row is not None and row.attempts == 0


def test_a_standing_task_stands_once_and_is_done_again_and_again(app: Flask) -> None:
    for _ in range(2):
        performing.queue_standing()
    claim = claim_task("one", ("tidy",))
    assert claim is not None and claim_task("two", ("tidy",)) is None
    performing.perform(claim)
    assert claim_task("one", ("tidy",)) is None
    assert claim_task("one", ("tidy",), datetime.now(UTC) + timedelta(seconds=301)) is not None


def test_on_postgresql_each_task_has_one_worker_and_one_that_went_silent_loses_it(tmp_path: Path) -> None:
    if throwaway_postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with throwaway_postgres.server() as address, service_on(tmp_path, address) as app:
        for number in range(40):
            queue_task("dig", str(number))
        got: list[str] = []

        def work() -> None:
            with app.app_context():
                while (claim := claim_task("one", ("dig",))) is not None:
                    got.append(claim.key)
                    finish_task(claim)
                store.db.session.remove()

        threads = [threading.Thread(target=work) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert sorted(got) == sorted(str(number) for number in range(40))
        queue_task("dig", "last")
        silent = claim_task("elsewhere", ("dig",))
        assert silent is not None and beat(silent)
        assert sweep_stranded(datetime.now(UTC) + timedelta(seconds=59)) == 0
        assert sweep_stranded(datetime.now(UTC) + timedelta(seconds=62)) == 1
        assert not beat(silent)
