"""Which plans are being made, as far as a reader may know: to most of them the open part is all there is."""

from __future__ import annotations

from collections.abc import Collection

from peerinspect.services.reader import Reader
from peerinspect.services.rosters_seen import may_see
from peerinspect.services.veil import CLOSE_SEALED_PLAN, OPEN, knows_sealed_work
from peerinspect.store.reading.jobs import job_parts, jobs_under_way
from peerinspect.store.tables import JobRow

UNDER_WAY = ("queued", "running", "cancelling")


def plans_under_way(reader: Reader) -> tuple[JobRow, ...]:
    """The plans that to the reader's knowledge are not over, the oldest first."""
    found = [each for each in jobs_under_way(UNDER_WAY) if may_see(reader, each)]
    if knows_sealed_work(reader):
        return tuple(found)
    past = open_part_done([each.id for each in found])
    return tuple(each for each in found if each.id not in past)


def open_part_done(jobs: Collection[str]) -> set[str]:
    """Those of the plans whose open part is done."""
    return {row.job for row in job_parts(jobs, [OPEN]) if row.state == "done"}


def closing_action(job: JobRow, action: str) -> str:
    """The action, or, where nothing but sealed parts is left to close, the one that keeps quiet about them."""
    return CLOSE_SEALED_PLAN if job.for_cleared or open_part_done([job.id]) else action
