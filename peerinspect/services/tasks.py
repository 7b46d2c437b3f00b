"""Tasks: long work that is queued beside the change that asks for it, taken on by one worker at a time, and finished.

A worker that takes a task on is given a claim. It beats while it works; when it has gone, or beats no more, the task
is queued again, up to its cap of attempts (`stranded`). Whoever writes a result asks first, in the very transaction,
whether the claim still stands (`hold_claim`): a worker that was cut off and comes back late writes nothing. So work
may be begun twice, and is seen once.

A task knows its kind and a key. What the key stands for, and who may know of it, is for the services that own it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update

from peerinspect import store
from peerinspect.store import handing_out
from peerinspect.store.base import db
from peerinspect.store.tables import TaskRow
from peerinspect.telemetry import work

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
OVER = (DONE, FAILED, CANCELLED)
LIVE = (QUEUED, RUNNING)
MOST_ATTEMPTS = 3
"""How often a task is begun, unless whoever queues it says otherwise. 0 stands for as often as it takes."""
FAULT, GONE, TOO_LONG = "fault", "worker-gone", "too-long"
"""What went wrong, in a word."""


class ClaimLost(Exception):
    """Somebody else has the task by now: nothing of it is to be written."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A task that one worker holds. `time_limit` is in seconds."""

    task_id: str
    kind: str
    key: str
    token: str
    worker: str
    attempt: int = 1
    time_limit: int | None = None
    request: str | None = None


def queue_task(
    kind: str,
    key: str,
    *,
    time_limit: int | None = None,
    most_attempts: int = MOST_ATTEMPTS,
    not_before: datetime | None = None,
) -> str:
    """Queue a task and return its id. Call it in the transaction that makes it necessary.

    While one of the kind and key is queued there is no second one: its id is returned, and it is due the sooner of the
    two moments.
    """
    with store.transaction():
        waiting = _live(kind, key, (QUEUED,))
        if waiting is not None:
            sooner = _sooner(waiting.not_before, not_before)
            if sooner != waiting.not_before:
                waiting.not_before = sooner
                handing_out.announce(kind, waiting.id, sooner)
            return waiting.id
        row = TaskRow(
            id=store.new_token(),
            kind=kind,
            key=key,
            time_limit=time_limit,
            most_attempts=most_attempts,
            not_before=not_before,
            queued_at=datetime.now(UTC),
            request=work.request_id() or None,
        )
        store.add(row)
        handing_out.announce(kind, row.id, not_before)
        return row.id


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier moment; None is at once."""
    return None if one is None or other is None else min(one, other)


def claim_task(
    worker: str,
    kinds: Collection[str],
    now: datetime | None = None,
    task_id: str | None = None,
    keys: Collection[str] | None = None,
) -> Claim | None:
    """Take on the task of these kinds that has waited longest and is due; None where there is none.

    It is one statement of its own: two callers never have the same task, whatever the engine, and a caller waits for
    no writer on PostgreSQL. Call it outside of any unit of work. With `task_id`, only that one is taken; with
    `keys`, one of theirs.
    """
    moment, row = now or datetime.now(UTC), TaskRow
    due = (row.state == QUEUED, row.kind.in_(kinds), _is_due(moment))
    chosen = [row.id == task_id] if task_id else []
    chosen += [] if keys is None else [row.key.in_(keys)]
    first = select(row.id).where(*due, *chosen).order_by(row.queued_at, row.id).limit(1)
    with db.engine.connect() as looking:
        if looking.scalar(first) is None:
            return None
    locked = first.with_for_update(skip_locked=True).scalar_subquery()
    taken = {"state": RUNNING, "worker": worker, "claim": store.new_token(), "attempts": row.attempts + 1}
    moments = {"claimed_at": moment, "heartbeat_at": moment}
    change = update(row).where(row.id == locked, row.state == QUEUED).values(**taken, **moments)
    with db.engine.begin() as connection:
        told = (row.id, row.kind, row.key, row.claim, row.worker, row.attempts, row.time_limit, row.request)
        found = connection.execute(change.returning(*told)).first()
    return None if found is None else Claim(*found)


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(TaskRow.not_before.is_(None), TaskRow.not_before <= now)


def beat(claim: Claim, now: datetime | None = None) -> bool:
    """Say that the worker is still there; whether the claim still stands. Call it outside of any unit of work."""
    change = update(TaskRow).where(*_held(claim)).values(heartbeat_at=now or datetime.now(UTC))
    with db.engine.begin() as connection:
        return connection.execute(change).rowcount == 1


def is_cancel_asked(claim: Claim) -> bool:
    """Whether somebody asked to stop it, or the claim stands no more. It only reads."""
    asked = select(TaskRow.cancel_asked_at).where(*_held(claim))
    with db.engine.connect() as connection:
        found = connection.execute(asked).first()
    return found is None or found[0] is not None


def tell_progress(claim: Claim, words: str = "", done: int | None = None, total: int | None = None) -> None:
    """Note how far it has come: a sentence and numbers that name nobody and no work."""
    told = {"progress": words[:300], "steps_done": done, "steps_total": total}
    values = {name: value for name, value in told.items() if value is not None and value != ""}
    if values:
        with db.engine.begin() as connection:
            connection.execute(update(TaskRow).where(*_held(claim)).values(**values))


def _held(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    row = TaskRow
    return row.id == claim.task_id, row.state == RUNNING, row.claim == claim.token


def hold_claim(claim: Claim) -> None:
    """Make sure that the claim stands until this unit of work ends. Raises ClaimLost.

    Claims are taken away in units of work alone, which wait for one another: no row needs locking, and beats go on.
    """
    if db.session.scalar(select(TaskRow.id).where(*_held(claim))) is None:
        raise ClaimLost


def finish_task(claim: Claim, state: str = DONE, fault: str = "") -> bool:
    """Write down that the task is over; whether the claim stood. Finishing twice changes nothing."""
    return _let_go(claim, {"state": state, "fault": fault, "ended_at": datetime.now(UTC)})


def give_back(claim: Claim, not_before: datetime | None = None) -> bool:
    """Queue it again: the worker ends, or the work is to be done again later. That counts as no attempt."""
    again = {"state": QUEUED, "attempts": TaskRow.attempts - 1, "not_before": not_before}
    with store.transaction():
        if stood := _let_go(claim, again):
            handing_out.announce(claim.kind, claim.task_id, not_before)
        return stood


def stand_by(claim: Claim, not_before: datetime) -> None:
    """Have a standing task wait for its next time, unless it is queued already, by whoever wanted it sooner."""
    with store.transaction():
        if _live(claim.kind, claim.key, (QUEUED,)) is None:
            give_back(claim, not_before)
        else:
            finish_task(claim)


def try_again(claim: Claim, fault: str, not_before: datetime | None = None) -> str:
    """What becomes of a task that went wrong: queued again, or failed where its attempts are used up."""
    with store.transaction():
        row = db.session.scalar(select(TaskRow).where(*_held(claim)))
        if row is None:
            raise ClaimLost
        return _after_attempt(row, fault, not_before)


def _let_go(claim: Claim, values: Mapping[str, object]) -> bool:
    with store.transaction():
        change = update(TaskRow).where(*_held(claim)).values(**values, worker=None, claim=None)
        return db.session.connection().execute(change).rowcount == 1


def _after_attempt(row: TaskRow, fault: str, not_before: datetime | None) -> str:
    """Queue the task again; end it where somebody wants that, or its attempts are used up. Its new state."""
    row.worker = row.claim = None
    row.fault = fault
    if row.cancel_asked_at is not None:
        row.state, row.ended_at = CANCELLED, datetime.now(UTC)
    elif row.most_attempts and row.attempts >= row.most_attempts:
        row.state, row.ended_at = FAILED, datetime.now(UTC)
    else:
        row.state, row.not_before = QUEUED, not_before
        handing_out.announce(row.kind, row.id, not_before)
    return row.state


def ask_to_cancel(kind: str, key: str) -> str | None:
    """Stop a task: one that waits is over at once, one at work is asked. Its state then; None where there is none.

    Call it in the transaction that changes what the key stands for.
    """
    with store.transaction():
        row = _live(kind, key, LIVE)
        if row is None:
            return None
        row.cancel_asked_at = row.cancel_asked_at or datetime.now(UTC)
        handing_out.abort(kind, row.id)
        if row.state == QUEUED:
            row.state, row.ended_at = CANCELLED, datetime.now(UTC)
        return row.state


def _live(kind: str, key: str, states: Collection[str]) -> TaskRow | None:
    row = TaskRow
    found = select(row).where(row.kind == kind, row.key == key, row.state.in_(states)).order_by(row.queued_at)
    return db.session.scalars(found.limit(1)).first()


def announce_queued() -> None:
    """Have procrastinate hand out whatever is queued and it does not know of. Call it in a transaction."""
    if not handing_out.is_handed_out():
        return
    row = TaskRow
    queued = db.session.execute(select(row.id, row.kind, row.not_before).where(row.state == QUEUED)).all()
    known = handing_out.queued_elsewhere([each.id for each in queued])
    for task_id, kind, not_before in queued:
        if task_id not in known:
            handing_out.announce(kind, task_id, not_before)


def is_live(kind: str, key: str) -> bool:
    """Whether such a task waits or is at work."""
    return _live(kind, key, LIVE) is not None


def take_here(kinds: Collection[str], keys: Collection[str] | None = None) -> str | None:
    """Take the task that has waited longest, of these keys where some are given, out of the queue, to do the work here
    and now; its key.

    For a command that does what it has queued itself. No worker ever gets the task, even if the command is ended.
    """
    claim = claim_task("here", kinds, keys=keys)
    if claim is None:
        return None
    finish_task(claim)
    return claim.key


def find_task(kind: str, key: str) -> TaskRow | None:
    """The latest task of the kind and key, over or not. What it may be shown to is for the caller to know."""
    row = TaskRow
    latest = select(row).where(row.kind == kind, row.key == key).order_by(row.queued_at.desc(), row.id).limit(1)
    return db.session.scalars(latest).first()


def due_kinds(now: datetime | None = None) -> set[str]:
    """The kinds of which something waits to be begun."""
    row = TaskRow
    due = select(row.kind).where(row.state == QUEUED, _is_due(now or datetime.now(UTC))).distinct()
    with db.engine.connect() as connection:
        return set(connection.scalars(due))


def is_task_due(kinds: Collection[str], now: datetime | None = None) -> bool:
    """Whether a task of these kinds waits to be begun."""
    row = TaskRow
    due = select(row.id).where(row.state == QUEUED, row.kind.in_(kinds), _is_due(now or datetime.now(UTC))).limit(1)
    with db.engine.connect() as connection:
        return connection.scalar(due) is not None


def forget_ended(now: datetime, after: timedelta = timedelta(days=30)) -> int:
    """Forget tasks that ended long ago: what they did is kept elsewhere. Call it in a transaction."""
    ended = select(TaskRow.id).where(TaskRow.state.in_(OVER), TaskRow.ended_at < now - after)
    gone = db.session.scalars(ended).all()
    for each in gone:
        db.session.delete(db.session.get_one(TaskRow, each))
    return len(gone)
