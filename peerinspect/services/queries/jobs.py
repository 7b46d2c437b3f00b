"""Plans being made, with their goals so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.plans import goals_from_text
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.told import told_of
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.rosters_seen import may_see
from peerinspect.services.veil import knows_sealed_work, parts_for
from peerinspect.store.reading.jobs import find_job, job_parts, list_jobs
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import JobPartRow, JobRow


def jobs(reader: Reader, today: date) -> tuple[views.JobView, ...]:
    """The last twenty plans made or being made, the latest first. For coordinators."""
    only(reader, COORDINATOR)
    return _views(reader, today, list_jobs(20, knows_sealed_work(reader)))


def job(reader: Reader, job_id: str, today: date) -> views.JobView:
    """One plan being made, with its goals so far. For coordinators."""
    only(reader, COORDINATOR)
    found = find_job(job_id)
    if found is None or not may_see(reader, found):
        raise NotFound("no such plan")
    return replace(_views(reader, today, [found])[0], from_roster=found.from_roster)


def _views(reader: Reader, today: date, found: Sequence[JobRow]) -> tuple[views.JobView, ...]:
    """Jobs with the parts that the reader may see."""
    parts: dict[str, list[JobPartRow]] = defaultdict(list)
    for row in job_parts([each.id for each in found], parts_for(reader)):
        parts[row.job].append(row)
    names = user_names()
    knows = knows_sealed_work(reader)
    told = told_of(Sight(reader, today), found)
    return tuple(replace(_view(each, parts[each.id], names, knows), **told[each.id]) for each in found)


def _view(each: JobRow, parts: Sequence[JobPartRow], names: Mapping[str, str], knows_sealed: bool) -> views.JobView:
    """One job. To who may not know of sealed parts the open one is all there is: its end is the end."""
    is_done = not knows_sealed and all(row.state == "done" for row in parts)
    return views.JobView(
        id=each.id,
        state="done" if is_done else each.state,
        started_by=names.get(each.started_by, ""),
        queued_at=each.queued_at,
        finished_at=_end_of(each, parts) if is_done else each.finished_at,
        time_limit=each.time_limit,
        parts=tuple(_part(row) for row in parts),
        roster_id=each.roster,
        message="" if is_done else each.message,
    )


def _end_of(each: JobRow, parts: Sequence[JobPartRow]) -> datetime | None:
    """When the last of the parts was done; a plan from before that was noted ended as a whole."""
    return max((row.finished_at for row in parts if row.finished_at), default=each.finished_at or each.started_at)


def _part(row: JobPartRow) -> views.JobPartView:
    """How far one part has come."""
    goals = goals_from_text(row.goals)
    return views.JobPartView(
        part=row.part,
        state=row.state,
        status=row.status,
        goals=tuple(views.GoalView(goal.name, goal.value, goal.bound) for goal in goals),
        pieces_done=row.pieces_done or 0,
        pieces_total=row.pieces_total or 0,
    )
