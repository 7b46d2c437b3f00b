"""The kinds of task of the service itself, but for questions, which have lanes of their own (see `answerer`)."""

from __future__ import annotations

import logging
import time
from datetime import UTC, date, datetime

from flask import current_app

from peerinspect import store
from peerinspect.jobs.kinds import Kind, register
from peerinspect.services import divided_rows, import_tasks, plan_tasks, question_tasks, tasks
from peerinspect.services.check_tasks import CHECK, CHECK_APART, examine_part
from peerinspect.services.dividing import solve_piece
from peerinspect.services.holding_back.rounds import hold_round
from peerinspect.services.import_tasks import file_ended
from peerinspect.services.imports import forget_expired, take_on
from peerinspect.services.mentors import end_finished_mentoring
from peerinspect.services.notices.outbox import next_due
from peerinspect.services.notices.post import OUTAGE
from peerinspect.services.notices.sending import send_next
from peerinspect.services.notices.telling import POST
from peerinspect.services.plan_tasks import PLAN, PLAN_APART, plan_ended
from peerinspect.services.plans import is_job_queued, run_job
from peerinspect.services.recording import keep_next_records
from peerinspect.services.reserving import keep_next_reserves
from peerinspect.services.task_watch import NoWatch
from peerinspect.services.upkeep.purging import purge

SHORTEST_REST, LONGEST_REST = 5.0, 600.0
"""Seconds for which a mail server that cannot be used is left alone: each time twice as long."""
LONGEST_TURN = 2.0
"""Seconds for which spare work goes on before it looks whether a search waits."""
_REST = "peerinspect-post-rest"
_log = logging.getLogger("peerinspect.jobs")


def make_plan(job_id: str, watch: NoWatch) -> None:
    """Look for a roster; what it needs besides is worked out when nothing else waits."""
    run_job(job_id, watch)
    with store.transaction():
        tasks.queue_task("reserves", "", most_attempts=0)


def read_or_save(import_id: str, watch: NoWatch) -> None:
    """Read or save a file."""
    take_on(import_id, watch)


def send_mail(_key: str, watch: NoWatch) -> float | None:
    """Send one mail after the other. What it sends, and to whom, is in no log: not even that there was something."""
    rests: dict[str, float] = current_app.extensions.setdefault(_REST, {})
    while not watch.must_stop():
        outcome = send_next(lambda: datetime.now(UTC))
        if outcome is None:
            return next_due(datetime.now(UTC))
        if outcome.how == OUTAGE:
            _log.warning("the mail server cannot be used: %s", outcome.fault)
            rest = rests.get(POST, SHORTEST_REST)
            rests[POST] = min(2 * rest, LONGEST_REST)
            return rest
        rests.pop(POST, None)
    return 0.0


def hold_daily_round(_key: str, watch: NoWatch) -> None:
    """Hold each day's round once, soon after the day begins or the service starts; end mentoring that is over."""
    end_finished_mentoring(_today())
    hold_round(_today(), watch.must_stop)


def keep_records(_key: str, watch: NoWatch) -> float | None:
    """Keep the digests of decision records, a duty at a time."""
    until = time.monotonic() + LONGEST_TURN
    while keep_next_records(date.today()):
        if time.monotonic() > until or watch.must_stop() or is_job_queued():
            return 0.0
    return None


def keep_reserves(_key: str, watch: NoWatch) -> float | None:
    """Work out the reserves of one more part of the latest rosters, unless a search waits."""
    return 0.0 if keep_next_reserves(lambda: watch.must_stop() or is_job_queued()) else None


def purge_daily(_key: str, _watch: NoWatch) -> None:
    """Take out what the retention policy keeps no longer, where the settings say so: it cannot be taken back."""
    if current_app.config.get("PURGE_DAILY"):
        purge(_today(), _today())


def tidy(_key: str, _watch: NoWatch) -> None:
    """Forget what has had its time, and close what was left without a task."""
    now = datetime.now(UTC)
    with store.transaction():
        forget_expired(now)
        tasks.forget_ended(now)
    plan_tasks.recover_jobs(now - plan_tasks.ABANDONED)
    question_tasks.recover_questions(now - question_tasks.ABANDONED)
    import_tasks.recover_files(now - import_tasks.ABANDONED)


def _today() -> date:
    """Today, as pages see it."""
    told = current_app.config.get("TODAY")
    return told if isinstance(told, date) else date.today()


for _kind in (
    Kind(PLAN, make_plan, lane="plans", on_end=plan_ended),
    Kind(PLAN_APART, make_plan, lane="plans-apart", on_end=plan_ended),
    Kind(divided_rows.PIECE, solve_piece, lane="pieces", on_end=divided_rows.piece_ended),
    Kind(divided_rows.PIECE_APART, solve_piece, lane="pieces-apart", on_end=divided_rows.piece_ended),
    Kind("records", keep_records, lane="plans", every=30.0, is_spare=True),
    Kind("reserves", keep_reserves, lane="plans", every=30.0, is_spare=True),
    Kind(import_tasks.IMPORT, read_or_save, lane="imports", on_end=file_ended),
    Kind(CHECK, examine_part, lane="checks"),
    Kind(CHECK_APART, examine_part, lane="checks-apart"),
    Kind(POST, send_mail, lane="messages", every=60.0),
    Kind("round", hold_daily_round, lane="rounds", every=60.0),
    Kind("purge", purge_daily, lane="rounds", every=86_400.0),
    Kind("tidy", tidy, lane="rounds", every=300.0),
):
    register(_kind)
