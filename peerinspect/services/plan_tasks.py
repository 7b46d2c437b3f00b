"""The tasks behind searches for rosters: queued beside the search, stopped with it, and closed when nobody is left.

A search that is for the cleared alone has a kind of its own, so that no other search waits for it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from peerinspect import store
from peerinspect.services import tasks
from peerinspect.services.divided_rows import forget_searches
from peerinspect.services.notices import tell as tell_users
from peerinspect.services.solving import GRACE
from peerinspect.services.under_way import closing_action
from peerinspect.services.veil import PARTS
from peerinspect.store import history
from peerinspect.store.tables import JobPartRow, JobRow

PLAN, PLAN_APART = "plan", "plan-apart"
KINDS = (PLAN, PLAN_APART)
END_SEARCH, RECOVER = "end-search", "recover-plan"
OVER = ("done", "cancelled", "failed")
GIVEN_UP = "The search was begun several times and never came to its end. Tell the administrator, or start again"
STOPPED = "The service was stopped while it looked. Start again"
ABANDONED = timedelta(hours=2)
"""After so long, a search that no task stands for counts as left."""


MOST_TURNS = 30
"""A divided search takes a part's time again and again: waves of pieces, and turns of their workers."""


def queue_plan(job: JobRow) -> None:
    """Queue the task of a search that was just written down."""
    longest = len(PARTS) * (job.time_limit + int(GRACE)) * MOST_TURNS + 300
    tasks.queue_task(kind_of(job), job.id, time_limit=longest)


def kind_of(job: JobRow) -> str:
    """The kind of its task."""
    return PLAN_APART if job.for_cleared else PLAN


def stop_plan(job: JobRow) -> None:
    """Have a search stopped: at once where nobody has begun it. Call it in the transaction."""
    state = tasks.ask_to_cancel(kind_of(job), job.id)
    waits = job.state == "queued" if state is None else state == tasks.CANCELLED
    job.state = "cancelled" if waits else "cancelling"
    if waits:
        job.finished_at = datetime.now(UTC)
        forget_searches(job.id)


def plan_ended(job_id: str, state: str, _fault: str) -> None:
    """Bring a search in line with its task, whose worker has gone. Call it in the transaction."""
    job = store.db.session.get(JobRow, job_id)
    if job is None or job.state in OVER:
        return
    if state == tasks.QUEUED:
        job.state = "queued"
        waiting = update(JobPartRow).where(JobPartRow.job == job_id, JobPartRow.state == "running")
        store.db.session.execute(waiting.values(state="waiting"))
    elif state == tasks.CANCELLED or job.state == "cancelling":
        _close(job, "cancelled", "")
    else:
        _close(job, "failed", GIVEN_UP)


def _close(job: JobRow, state: str, message: str) -> None:
    forget_searches(job.id)
    job.state, job.message, job.finished_at = state, message, datetime.now(UTC)
    sentence = "A search that the service had left was closed."
    event = history.record("", closing_action(job, RECOVER), job.id, sentence=sentence)
    if state == "failed":
        tell_users("search-over", event, [job.started_by])


def recover_jobs(before: datetime) -> int:
    """Close the searches begun before a moment, which are at work and have no task; returns how many."""
    with store.transaction():
        row = JobRow
        left = select(row).where(row.state.in_(("running", "cancelling")), row.queued_at < before)
        found = [job for job in store.db.session.scalars(left).all() if not tasks.is_live(kind_of(job), job.id)]
        for job in found:
            was_cancelled = job.state == "cancelling"
            _close(job, "cancelled" if was_cancelled else "failed", "" if was_cancelled else STOPPED)
        return len(found)
