"""Tasks: one worker at a time, nothing lost when one goes, and an end to what fails again and again."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from peerinspect import store
from peerinspect.services import processes, stranded, tasks
from peerinspect.services.task_watch import TaskWatch
from peerinspect.services.tasks import (
    CANCELLED,
    DONE,
    FAILED,
    GONE,
    QUEUED,
    RUNNING,
    Claim,
    ClaimLost,
    ask_to_cancel,
    beat,
    claim_task,
    find_task,
    finish_task,
    give_back,
    hold_claim,
    queue_task,
    try_again,
)

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
KINDS = ("dig",)


def taken(worker: str = "elsewhere") -> Claim:
    """The task that waits, taken on."""
    claim = claim_task(worker, KINDS)
    assert claim is not None
    return claim


def state(key: str = "hole") -> tuple[str, int, str]:
    """State, attempts and fault of the task."""
    store.db.session.rollback()
    row = find_task("dig", key)
    assert row is not None
    return row.state, row.attempts, row.fault


def test_is_taken_on_once_and_finished_once(bare: Flask) -> None:
    queue_task("dig", "hole")
    claim = taken()
    assert claim_task("other", KINDS) is None
    assert (claim.kind, claim.key, claim.attempt) == ("dig", "hole", 1)
    assert finish_task(claim)
    assert not finish_task(claim, FAILED), "finishing twice changes nothing"
    assert state() == (DONE, 1, "")


def test_what_is_taken_back_is_not_queued(bare: Flask) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        queue_task("dig", "hole")
        raise RuntimeError
    assert claim_task("one", KINDS) is None


def test_the_same_is_queued_once_while_it_waits_and_again_while_it_runs(bare: Flask) -> None:
    later = NOW + timedelta(days=9000)
    first = queue_task("dig", "hole", not_before=later)
    assert claim_task("one", KINDS) is None, "its time has not come"
    assert queue_task("dig", "hole") == first
    claim = taken()
    assert queue_task("dig", "hole") != first, "what changed since it was begun may not have been seen"
    assert finish_task(claim)


def test_each_kind_is_claimed_by_those_who_do_it(bare: Flask) -> None:
    queue_task("dig", "hole")
    assert claim_task("one", ("fill",)) is None
    assert taken().kind == "dig"


def test_the_oldest_goes_first(bare: Flask) -> None:
    for key in ("one", "two", "three"):
        queue_task("dig", key)
    assert [taken().key for _ in range(3)] == ["one", "two", "three"]


def test_many_workers_never_have_the_same_task(bare: Flask) -> None:
    for number in range(30):
        queue_task("dig", str(number))
    got: list[str] = []

    def work() -> None:
        with bare.app_context():
            while (claim := claim_task("one", KINDS)) is not None:
                got.append(claim.key)
            store.db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(got) == sorted(str(number) for number in range(30))


def test_a_worker_that_beats_keeps_its_task(bare: Flask) -> None:
    queue_task("dig", "hole")
    claim = taken()
    now = datetime.now(UTC)
    patience = timedelta(seconds=300 if store.db.engine.dialect.name == "sqlite" else 60)
    assert beat(claim, now + patience)
    assert stranded.sweep_stranded(now + 2 * patience - timedelta(seconds=5)) == 0
    assert stranded.sweep_stranded(now + 2 * patience + timedelta(seconds=5)) == 1
    assert state() == (QUEUED, 1, GONE)


def test_one_that_was_cut_off_writes_nothing_when_it_is_back(bare: Flask) -> None:
    queue_task("dig", "hole")
    late = taken()
    stranded.sweep_stranded(datetime.now(UTC) + timedelta(minutes=6))
    second = taken("another")
    assert not beat(late)
    with pytest.raises(ClaimLost), store.transaction():
        hold_claim(late)
    assert TaskWatch(late).is_cancelled()
    assert not finish_task(late)
    with pytest.raises(ClaimLost):
        try_again(late, "fault")
    with store.transaction():
        hold_claim(second)
    assert finish_task(second)
    assert state() == (DONE, 2, "")


def test_a_process_of_this_machine_that_was_killed_is_missed_at_once(bare: Flask) -> None:
    queue_task("dig", "hole")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        began = processes.began(other.pid)
        taken(f"{processes.machine()}-{other.pid}-{began}:x")
        assert stranded.sweep_stranded(datetime.now(UTC)) == 0
        other.kill()
        other.wait()
        assert stranded.sweep_stranded(datetime.now(UTC)) == 1
    assert state() == (QUEUED, 1, GONE)


def test_this_process_is_known_to_be_there(bare: Flask) -> None:
    queue_task("dig", "hole")
    taken(stranded.this_worker())
    assert stranded.sweep_stranded(datetime.now(UTC)) == 0
    assert stranded.this_worker() != stranded.this_worker()


def test_attempts_come_to_an_end_with_a_word(bare: Flask) -> None:
    queue_task("dig", "hole", most_attempts=2)
    heard: list[tuple[str, str, str]] = []
    for _ in range(2):
        taken()
        stranded.sweep_stranded(datetime.now(UTC) + timedelta(minutes=6), {"dig": lambda *told: heard.append(told)})
    assert heard == [("hole", QUEUED, GONE), ("hole", FAILED, GONE)]
    assert state() == (FAILED, 2, GONE)
    assert claim_task("one", KINDS) is None


def test_what_goes_wrong_is_tried_again_up_to_its_cap(bare: Flask) -> None:
    queue_task("dig", "hole", most_attempts=2)
    assert try_again(taken(), "fault") == QUEUED
    assert try_again(taken(), "fault") == FAILED
    assert state() == (FAILED, 2, "fault")


def test_some_work_is_tried_for_ever(bare: Flask) -> None:
    queue_task("dig", "hole", most_attempts=0)
    for _ in range(9):
        assert try_again(taken(), "fault") == QUEUED


def test_what_is_handed_back_is_no_attempt(bare: Flask) -> None:
    queue_task("dig", "hole", most_attempts=1)
    assert give_back(taken())
    assert state() == (QUEUED, 0, "")
    assert taken().attempt == 1


@pytest.mark.parametrize("is_begun", [False, True])
def test_a_cancel_ends_what_waits_and_asks_what_runs(bare: Flask, is_begun: bool) -> None:
    queue_task("dig", "hole")
    claim = taken() if is_begun else None
    assert ask_to_cancel("dig", "hole") == (RUNNING if is_begun else CANCELLED)
    assert claim_task("one", KINDS) is None
    if claim:
        assert TaskWatch(claim).is_cancelled()
        stranded.sweep_stranded(datetime.now(UTC) + timedelta(minutes=6))
    assert state()[0] == CANCELLED, "what nobody wants any more is not begun again"
    assert ask_to_cancel("dig", "hole") is None


def test_time_runs_out(bare: Flask) -> None:
    queue_task("dig", "hole", time_limit=10)
    clock = [0.0]
    watch = TaskWatch(taken(), clock=lambda: clock[0])
    assert not watch.is_cancelled()
    clock[0] = 10.5
    assert watch.is_cancelled() and watch.is_out_of_time


def test_progress_is_noted_by_whoever_holds_the_claim(bare: Flask) -> None:
    queue_task("dig", "hole")
    claim = taken()
    tasks.tell_progress(claim, "half", 1, 2)
    row = find_task("dig", "hole")
    assert row is not None and (row.progress, row.steps_done, row.steps_total) == ("half", 1, 2)
    finish_task(claim)
    tasks.tell_progress(claim, "late", 2, 2)
    store.db.session.rollback()
    row = find_task("dig", "hole")
    assert row is not None and row.progress == "half"


def test_what_ended_long_ago_is_forgotten(bare: Flask) -> None:
    queue_task("dig", "hole")
    finish_task(taken())
    queue_task("dig", "other")
    with store.transaction():
        assert tasks.forget_ended(datetime.now(UTC)) == 0
        assert tasks.forget_ended(datetime.now(UTC) + timedelta(days=31)) == 1
    assert find_task("dig", "hole") is None
    assert state("other")[0] == QUEUED
