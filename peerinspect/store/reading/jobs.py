"""Jobs and their parts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from peerinspect.store import tables as t
from peerinspect.store.base import db


def find_job(job_id: str) -> t.JobRow | None:
    """A job by its id."""
    return db.session.get(t.JobRow, job_id)


def list_jobs(most: int, with_hidden: bool) -> Sequence[t.JobRow]:
    """Jobs, the latest first; those for the cleared among them, or passed over before any are counted."""
    query = select(t.JobRow).order_by(t.JobRow.queued_at.desc()).limit(most)
    if not with_hidden:
        query = query.where(t.JobRow.for_cleared.is_not(True))
    return db.session.scalars(query).all()


def job_parts(jobs: Collection[str], parts: Collection[str]) -> Sequence[t.JobPartRow]:
    """The named parts of some jobs, the open one first."""
    row = t.JobPartRow
    query = select(row).where(row.job.in_(sorted(jobs)), row.part.in_(sorted(parts))).order_by(row.job, row.part)
    return db.session.scalars(query).all()


def jobs_under_way(states: Collection[str]) -> Sequence[t.JobRow]:
    """The jobs in some states, the oldest first."""
    query = select(t.JobRow).where(t.JobRow.state.in_(sorted(states))).order_by(t.JobRow.queued_at)
    return db.session.scalars(query).all()
