"""Doing a task that was taken on, and writing down how it went: the same whoever hands tasks out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from peerinspect import store
from peerinspect.jobs import kinds
from peerinspect.jobs.kinds import Kind
from peerinspect.services import tasks
from peerinspect.services.operating import spoken
from peerinspect.services.task_watch import HandBack, TaskWatch
from peerinspect.services.tasks import Claim, ClaimLost
from peerinspect.telemetry import lines, measures, work

REST = 600.0
"""Seconds for which a standing task is left alone after a fault: the same would only fail once more. One that is done
once a day is not left alone for a day: what it failed at may be mended in a minute."""
FIRST_REST = 1.0
"""Seconds until any other is tried again; each time twice as long."""
_log = logging.getLogger("peerinspect.jobs")


def perform(claim: Claim, is_ending: Callable[[], bool] = lambda: False) -> str:
    """Do the task, and say how it went: a state of tasks. The log says no more than its kind and how that was.

    Its lines stand under the name of the request that asked for it.
    """
    told = spoken(claim.kind)
    with work.begun(claim.request or "", told) as cost:
        state = _perform(claim, is_ending)
        seconds = cost.lasted()
    measures.TASKS.labels(told, state).inc()
    measures.TASK_SECONDS.labels(told).observe(seconds)
    with work.begun(claim.request or "", told):
        level = logging.DEBUG if claim.key == "" else logging.INFO
        facts = {"kind": told, "outcome": state, "attempt": claim.attempt, "ms": round(1000 * seconds)}
        lines.tell("peerinspect.jobs", "task", level, **facts, statements=cost.statements)
    return state


def _perform(claim: Claim, is_ending: Callable[[], bool]) -> str:
    kind, watch = kinds.kinds()[claim.kind], TaskWatch(claim, is_ending)
    try:
        again = kind.run(claim.key, watch)
    except ClaimLost:
        store.db.session.rollback()
        return tasks.RUNNING
    except HandBack:
        store.db.session.rollback()
        return _hand_back(kind, claim)
    except Exception as fault:
        store.db.session.rollback()
        _log.error("%s ended with %s", spoken(claim.kind), type(fault).__name__)
        return _after_fault(kind, claim)
    store.db.session.rollback()
    return _done(kind, claim, watch) if kind.every is None else _done_for_now(kind, claim, again)


def _done(kind: Kind, claim: Claim, watch: TaskWatch) -> str:
    """It came to its end, or was stopped."""
    if watch.is_out_of_time:
        tasks.finish_task(claim, tasks.FAILED, tasks.TOO_LONG)
        return tasks.FAILED
    state = tasks.CANCELLED if watch.is_cancelled() else tasks.DONE
    tasks.finish_task(claim, state)
    return state


def _done_for_now(kind: Kind, claim: Claim, again: float | None) -> str:
    """A standing task waits for its next time."""
    seconds = float(kind.every or 0) if again is None else again
    tasks.stand_by(claim, datetime.now(UTC) + timedelta(seconds=seconds))
    return tasks.QUEUED


def _hand_back(kind: Kind, claim: Claim) -> str:
    """The worker ends: another goes on."""
    with store.transaction():
        if tasks.give_back(claim):
            kind.on_end(claim.key, tasks.QUEUED, "")
    return tasks.QUEUED


def _after_fault(kind: Kind, claim: Claim) -> str:
    """Try again later, up to the task's cap."""
    now = datetime.now(UTC)
    if kind.every is not None:
        tasks.stand_by(claim, now + timedelta(seconds=REST))
        return tasks.QUEUED
    try:
        with store.transaction():
            rest = timedelta(seconds=FIRST_REST * 2 ** (claim.attempt - 1))
            state = tasks.try_again(claim, tasks.FAULT, now + rest)
            kind.on_end(claim.key, state, tasks.FAULT)
        return state
    except ClaimLost:
        return tasks.RUNNING


def queue_standing() -> None:
    """Queue every standing task that is not there yet."""
    for kind in kinds.kinds().values():
        if kind.every is not None and not tasks.is_live(kind.name, ""):
            with store.transaction():
                if not tasks.is_live(kind.name, ""):
                    tasks.queue_task(kind.name, "", most_attempts=0)
    store.db.session.rollback()
