"""The worker thread: it claims, reports, cancels, recovers, and outlives a job that fails."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from small_world import TODAY, World

from peerinspect import jobs, store
from peerinspect.jobs import service_kinds
from peerinspect.jobs.kinds import on_ends
from peerinspect.services import disclosure, plans, solving
from peerinspect.services.plan_tasks import GIVEN_UP, queue_plan
from peerinspect.services.planning import CancelPlan, StartPlan, cancel_plan, start_plan
from peerinspect.services.plans import claim_job
from peerinspect.services.processes import machine, this_process
from peerinspect.services.stranded import sweep_stranded
from peerinspect.services.task_watch import TaskWatch
from peerinspect.services.tasks import ClaimLost, ask_to_cancel, claim_task, find_task
from peerinspect.services.veil import PARTS
from peerinspect.services.views import JobView
from peerinspect.store import history
from peerinspect.store.tables import JobPartRow, JobRow


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
    cancel_plan(CancelPlan(job), world.cleared, TODAY)
    over = wait_for(world, job, lambda view: view.is_over)
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


def test_stopping_the_service_hands_back_what_runs_and_the_next_one_does_it(
    app: Flask, world: World, endless_search: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = solving.SOLVER
    endless_search(False)
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    jobs.start(app)
    wait_for(world, job, lambda view: bool(view.parts[0].goals))
    began = time.monotonic()
    jobs.stop(app)
    assert time.monotonic() - began < 5
    monkeypatch.setattr(solving, "SOLVER", real)
    store.db.session.rollback()
    assert disclosure.job(world.cleared, job, TODAY).state == "queued"
    jobs.start(app)
    over = wait_for(world, job, lambda view: view.is_over)
    assert over.state == "done"
    assert len(disclosure.rosters(world.cleared, TODAY)) == 1
    row = find_task("plan", job)
    assert row is not None and row.attempts == 1, "handing back is no attempt"


def left_by_a_killed_worker(state: str, attempts: int = 1) -> None:
    """A plan at work whose worker is gone."""
    moment = datetime.now(UTC)
    with store.transaction():
        job = JobRow(id="left", state=state, as_of=TODAY, time_limit=20, started_by="cleared", queued_at=moment)
        store.add(job, *(JobPartRow(job="left", part=part) for part in PARTS))
        queue_plan(job)
    if state == "queued":
        return
    gone = f"{machine()}-{2**22}-1:x"
    for _ in range(attempts):
        assert claim_task(gone, ("plan",)) is not None
        if state == "cancelling":
            with store.transaction():
                ask_to_cancel("plan", "left")
        if attempts > 1:
            sweep_stranded(moment, on_ends())
    store.db.session.rollback()


@pytest.mark.parametrize(("left", "closed"), [("running", "done"), ("cancelling", "cancelled"), ("queued", "done")])
def test_what_a_killed_worker_left_is_begun_again_or_closed(app: Flask, world: World, left: str, closed: str) -> None:
    left_by_a_killed_worker(left)
    jobs.start(app)
    over = wait_for(world, "left", lambda view: view.is_over)
    assert (over.state, over.message) == (closed, "")
    assert len(disclosure.rosters(world.cleared, TODAY)) == (closed == "done")
    assert history.verify() == []


def test_a_plan_that_takes_its_worker_along_each_time_is_given_up_with_a_word(app: Flask, world: World) -> None:
    left_by_a_killed_worker("running", attempts=3)
    over = disclosure.job(world.cleared, "left", TODAY)
    assert over.is_over
    assert (over.state, over.message) == ("failed", GIVEN_UP)
    assert claim_task("one", ("plan",)) is None
    assert history.verify() == []


def test_a_part_that_is_saved_is_not_made_again(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker is gone when the open part is saved: the next goes on with the others, in the same roster."""
    made: list[object] = []
    real = plans.solve

    def die_after_one(*told: object) -> object:
        if made:
            raise SystemExit  # the thread ends like a process that is killed: nothing is written any more
        made.append(told)
        return real(*told)

    job = start_plan(StartPlan(20), world.cleared, TODAY)
    claim = claim_task(f"{machine()}-{2**22}-1:x", ("plan",))
    assert claim is not None
    with monkeypatch.context() as dying:
        dying.setattr(plans, "solve", die_after_one)
        dying.setattr(plans, "_close", lambda *_: None)
        with pytest.raises(SystemExit):
            plans.run_job(job, TaskWatch(claim))
    store.db.session.rollback()
    half = disclosure.job(world.cleared, job, TODAY)
    assert [part.state for part in half.parts] == ["done", "running", "waiting", "waiting"]
    jobs.start(app)
    over = wait_for(world, job, lambda view: view.is_over)
    assert (over.state, over.roster_id) == ("done", half.roster_id)
    assert len(disclosure.rosters(world.cleared, TODAY)) == 1
    whole = disclosure.roster(world.cleared, over.roster_id, TODAY)
    assert [part.part for part in whole.parts] == list(PARTS)


def test_a_worker_that_was_cut_off_writes_nothing_when_it_is_back(app: Flask, world: World) -> None:
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    late = claim_task("elsewhere:x", ("plan",))
    assert late is not None
    sweep_stranded(datetime.now(UTC) + timedelta(hours=1), on_ends())
    with pytest.raises(ClaimLost):
        plans.run_job(job, TaskWatch(late))
    store.db.session.rollback()
    assert disclosure.job(world.cleared, job, TODAY).state == "queued"
    assert disclosure.rosters(world.cleared, TODAY) == ()


def test_problem_files_that_a_killed_process_left_are_removed_and_no_others(app: Flask, world: World) -> None:
    work = Path(app.config["WORK_FOLDER"])
    names = {
        "left": False,
        f"{machine()}-{2**22}-1.abc": False,
        f"{this_process()}.abc": True,
        "0123456789ab-1-1.abc": True,
    }
    for name in names:
        (work / name).mkdir(parents=True)
        (work / name / "problem.json").write_text("sealed")
    jobs.start(app)
    assert {name: (work / name).exists() for name in names} == names


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
    return {one for one in threading.enumerate() if one.name == "peerinspect-plans"}


def test_digests_of_records_are_kept_while_nothing_is_queued(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[date] = []
    monkeypatch.setattr(service_kinds, "keep_next_records", lambda today: kept.append(today) or True)
    monkeypatch.setattr(service_kinds, "LONGEST_TURN", 0.1)
    jobs.start(app)
    deadline = time.monotonic() + 30
    while len(kept) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(kept) >= 3
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    assert wait_for(world, job, lambda view: view.is_over).state == "done", "spare work holds up no search"


def test_a_record_that_cannot_be_made_is_left_alone(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def fail(today: date) -> bool:
        asked.append(today)
        raise KeyError("damaged")

    monkeypatch.setattr(service_kinds, "keep_next_records", fail)
    jobs.start(app)
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    assert wait_for(world, job, lambda view: view.is_over).state == "done"
    time.sleep(0.2)
    assert len(asked) == 1


def test_a_cancel_is_over_within_a_second(app: Flask, world: World, endless_search: Callable[[bool], None]) -> None:
    endless_search(False)
    job = start_plan(StartPlan(20), world.cleared, TODAY)
    jobs.start(app)
    wait_for(world, job, lambda view: bool(view.parts[0].goals))
    asked = time.monotonic()
    cancel_plan(CancelPlan(job), world.cleared, TODAY)
    wait_for(world, job, lambda view: view.is_over)
    assert time.monotonic() - asked < 1.0
