"""The worker thread: it claims, reports, cancels, recovers, and outlives a job that fails."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from small_world import TODAY, World

from peerinspect import jobs, store
from peerinspect.jobs import worker
from peerinspect.services import disclosure, solving
from peerinspect.services.planning import CancelPlan, StartPlan, cancel_plan, start_plan
from peerinspect.services.plans import claim_job
from peerinspect.services.views import JobView
from peerinspect.store import history
from peerinspect.store.tables import JobRow


def wait_for(world: World, job: str, is_so: Callable[[JobView], bool], seconds: float = 60) -> JobView:
    """The job as soon as it is so."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        store.db.session.rollback()
        view = disclosure.job(world.cleared, job, TODAY)
        if is_so(view):
            return view
        time.sleep(0.05)
    raise AssertionError(f"still {view}")


def test_a_queued_plan_is_made_in_the_background(app: Flask, world: World) -> None:
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    assert disclosure.job(world.cleared, job, TODAY).state == "queued"
    jobs.start(app)
    view = wait_for(world, job, lambda view: view.is_over)
    assert (view.state, view.message) == ("done", "")
    assert [(part.part, part.state, part.status) for part in view.parts] == [
        (part, "done", "optimal") for part in ("open", "sealed-0", "sealed-1", "sealed-2")
    ]
    assert view.parts[0].goals[0].name == "fill"
    assert disclosure.roster(world.cleared, view.roster_id, TODAY).line.filled == 2
    jobs.stop(app)
    assert not any(Path(app.config["WORK_FOLDER"]).iterdir()), "no problem file may lie about"


def test_an_uncleared_coordinator_watches_the_open_part_alone(app: Flask, world: World) -> None:
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    assert [part.part for part in disclosure.job(world.uncleared, job, TODAY).parts] == ["open"]


def test_progress_is_seen_while_it_lasts_and_a_cancel_keeps_the_best_so_far(
    app: Flask, world: World, endless_search: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    endless_search(True)
    monkeypatch.setattr(solving, "PATIENCE", 30.0)
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    jobs.start(app)
    view = wait_for(world, job, lambda view: bool(view.parts[0].goals))
    assert view.state == "running"
    assert view.parts[0].state == "running"
    assert (view.parts[0].goals[0].name, view.parts[0].goals[0].bound) == ("fill", 0)
    assert disclosure.coordinator_home(world.uncleared, TODAY).counts[-1].number == 1
    cancel_plan(CancelPlan(job), world.uncleared, TODAY)
    over = wait_for(world, job, lambda view: view.is_over)
    assert over.state == "cancelled"
    kept = disclosure.roster(world.cleared, over.roster_id, TODAY)
    assert [part.part for part in kept.parts] == ["open"]
    assert kept.line.filled == 2


def test_a_search_that_takes_no_notice_is_ended(
    app: Flask, world: World, endless_search: Callable[[bool], None]
) -> None:
    endless_search(False)
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    jobs.start(app)
    wait_for(world, job, lambda view: bool(view.parts[0].goals))
    asked = time.monotonic()
    cancel_plan(CancelPlan(job), world.cleared, TODAY)
    over = wait_for(world, job, lambda view: view.is_over)
    assert time.monotonic() - asked < 5
    assert (over.state, over.roster_id) == ("cancelled", None)
    assert disclosure.rosters(world.cleared, TODAY) == ()


def test_a_search_that_outstays_its_time_is_ended(
    app: Flask, world: World, endless_search: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    endless_search(False)
    monkeypatch.setattr(solving, "GRACE", 0.5)
    job = start_plan(StartPlan(1), world.cleared, TODAY)
    jobs.start(app)
    over = wait_for(world, job, lambda view: view.is_over, 20)
    assert (over.state, over.message) == ("failed", solving.NO_ROSTER)


def test_a_search_that_breaks_fails_the_job_and_not_the_worker(
    app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(solving, "SOLVER", (sys.executable, "-c", "raise SystemExit('sealed secrets')"))
        job = start_plan(StartPlan(5), world.cleared, TODAY)
        jobs.start(app)
        over = wait_for(world, job, lambda view: view.is_over)
        assert (over.state, over.message) == ("failed", solving.NO_ROSTER)
    again = start_plan(StartPlan(20), world.cleared, TODAY)
    assert wait_for(world, again, lambda view: view.is_over).state == "done"


def test_stopping_the_service_cancels_what_runs(
    app: Flask, world: World, endless_search: Callable[[bool], None]
) -> None:
    endless_search(False)
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    jobs.start(app)
    wait_for(world, job, lambda view: bool(view.parts[0].goals))
    jobs.stop(app)
    store.db.session.rollback()
    assert disclosure.job(world.cleared, job, TODAY).state == "cancelled"


@pytest.mark.parametrize(("left", "closed"), [("running", "failed"), ("cancelling", "cancelled"), ("queued", "done")])
def test_what_a_stopped_service_left_is_closed_or_taken_up(app: Flask, world: World, left: str, closed: str) -> None:
    with store.transaction():
        row = JobRow(
            id="left", state=left, as_of=TODAY, time_limit=20, started_by="cleared", queued_at=datetime.now(UTC)
        )
        store.add(row)
    jobs.start(app)
    over = wait_for(world, "left", lambda view: view.is_over)
    assert over.state == closed
    assert ("stopped" in over.message) == (closed == "failed")
    assert history.verify() == []


def test_problem_files_that_a_stopped_service_left_are_removed(app: Flask, world: World) -> None:
    left = Path(app.config["WORK_FOLDER"]) / "left"
    left.mkdir(parents=True)
    (left / "problem.json").write_text("sealed")
    jobs.start(app)
    assert not left.exists()


def test_how_sealed_parts_fared_is_not_told_to_the_uncleared(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from peerinspect.services import plans

    def fail(*_: object) -> None:
        raise solving.SolveFailed("sealed")

    monkeypatch.setattr(plans, "sealed_problem", fail)
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    jobs.start(app)
    over = wait_for(world, job, lambda view: view.is_over)
    assert (over.state, over.message) == ("failed", "sealed")
    seen = disclosure.job(world.uncleared, job, TODAY)
    assert (seen.state, seen.message, len(seen.parts)) == ("done", "", 1)


def test_two_claims_never_take_the_same_job(app: Flask, world: World) -> None:
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    assert [claim_job(), claim_job()] == [job, None]


def test_starting_twice_makes_one_worker(app: Flask, world: World) -> None:
    before = _workers()
    jobs.start(app)
    first = _workers() - before
    jobs.start(app)
    assert len(first) == 1 and _workers() - before == first


def _workers() -> set[threading.Thread]:
    return {one for one in threading.enumerate() if one.name == "peerinspect-jobs"}


def test_digests_of_records_are_kept_while_nothing_is_queued(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[date] = []
    monkeypatch.setattr(worker, "keep_next_records", lambda today: kept.append(today) or True)
    monkeypatch.setattr(worker.Worker, "pause", 0.01)
    jobs.start(app)
    deadline = time.monotonic() + 30
    while len(kept) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(kept) >= 3


def test_a_record_that_cannot_be_made_is_left_alone(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def fail(today: date) -> bool:
        asked.append(today)
        raise KeyError("damaged")

    monkeypatch.setattr(worker, "keep_next_records", fail)
    monkeypatch.setattr(worker.Worker, "pause", 0.01)
    jobs.start(app)
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    assert wait_for(world, job, lambda view: view.is_over).state == "done"
    time.sleep(0.2)
    assert len(asked) == 1
