"""Finding a roster: start, watch, stop. The work itself is in `plans`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.plan_tasks import queue_plan, stop_plan
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.rosters_seen import may_see
from peerinspect.services.scopes import EVERYTHING, Scope, scope_text
from peerinspect.services.search_checks import check_scope, check_supposed
from peerinspect.services.supposing import Supposition, supposed_text
from peerinspect.services.under_way import closing_action, plans_under_way
from peerinspect.services.veil import PARTS, SUPPOSE_SEALED
from peerinspect.store import history
from peerinspect.store.tables import JobPartRow, JobRow, RosterRow

LONGEST = 3600


@dataclass(frozen=True, slots=True)
class StartPlan:
    """Find the best roster. `time_limit` is in seconds for each part; `from_roster` keeps as much of it as it can.

    `scope` says what is searched for, and all else stays as it is. With anything `supposed` of the facts the search
    makes a what-if: it can be read and compared, and is never published. `divided` has work of several years searched
    in pieces by all workers, or not; None leaves that to the settings.
    """

    time_limit: int = 120
    from_roster: str | None = None
    scope: Scope = EVERYTHING
    supposed: tuple[Supposition, ...] = ()
    divided: bool | None = None


@dataclass(frozen=True, slots=True)
class CancelPlan:
    """Stop looking; the best found so far is kept where there is one."""

    job_id: str


def start_plan(command: StartPlan, reader: Reader, today: date) -> str:
    """Queue the work and return its job id at once. For coordinators; refused while another plan is being made.

    Who may not know of sealed parts does not know that they are left to make either: then the new plan waits.
    """
    only(reader, COORDINATOR)
    with store.transaction():
        for_cleared = _check(command, reader, today)
        job = JobRow(
            id=store.new_token(),
            as_of=today,
            time_limit=command.time_limit,
            started_by=reader.user_id,
            queued_at=datetime.now(UTC),
            from_roster=command.from_roster or None,
            scope=scope_text(command.scope),
            supposed=supposed_text(command.supposed),
            for_cleared=for_cleared,
            divided=command.divided,
        )
        store.add(job, *(JobPartRow(job=job.id, part=part) for part in PARTS))
        queue_plan(job)
        action = SUPPOSE_SEALED if for_cleared else "start-plan"
        history.record(reader.user_id, action, job.id, sentence=_sentence(command))
        return job.id


def _sentence(command: StartPlan) -> str:
    return "Started to look what would be, if." if command.supposed else "Started to look for the best roster."


def _check(command: StartPlan, reader: Reader, today: date) -> bool:
    """Refuse what cannot be started now; whether what is supposed is of a sealed duty, and so for the cleared alone."""
    checks = Checks()
    checks.number(command.time_limit, "time_limit", 1, LONGEST, "The time limit")
    if command.from_roster:
        known = store.db.session.get(RosterRow, command.from_roster)
        is_real = known is not None and known.supposed is None
        checks.need(is_real, "from_roster", "Choose a roster from the list")
    check_scope(checks, command.scope)
    for_cleared = check_supposed(checks, command.supposed, reader, today)
    checks.need(
        not plans_under_way(reader), "", "A roster is being looked for already. Wait for it, or cancel it first"
    )
    checks.done()
    return for_cleared


def cancel_plan(command: CancelPlan, reader: Reader, today: date) -> None:
    """Ask a running plan to stop. For coordinators; NotFound alike for none and for one that they may not know of."""
    only(reader, COORDINATOR)
    with store.transaction():
        job = store.db.session.get(JobRow, command.job_id)
        if job is None or not may_see(reader, job):
            raise NotFound("no such plan")
        if job.id not in {each.id for each in plans_under_way(reader)}:
            raise Refusal("This search is over already")
        stop_plan(job)
        action = closing_action(job, "cancel-plan")
        history.record(reader.user_id, action, job.id, sentence="Asked to stop looking.")
