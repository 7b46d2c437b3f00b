"""The tasks behind questions: queued beside the question, stopped with it, and closed when nobody is left.

Questions about open work and about sealed work are two kinds, and never wait for each other: who may not know of the
one could tell from the other how long it takes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from peerinspect import store
from peerinspect.services import tasks
from peerinspect.services.veil import OPEN
from peerinspect.store.tables import QuestionRow

ANSWER, ANSWER_APART = "answer", "answer-apart"
OVER = ("done", "cancelled", "failed")
LONGEST = 300
"""Seconds; a search stops by itself long before."""
LEFT = "The service was stopped while it looked. Ask again"
GIVEN_UP = "The search was begun several times and never came to its end. Tell the administrator"
ABANDONED = timedelta(hours=2)


def kind_of(is_sealed: bool) -> str:
    """The kind of the tasks of questions about sealed work, or about open work."""
    return ANSWER_APART if is_sealed else ANSWER


def queue_question(row: QuestionRow) -> None:
    """Queue the task of a question that was just written down."""
    tasks.queue_task(kind_of(row.part != OPEN), row.id, time_limit=LONGEST)


def stop_question(row: QuestionRow) -> None:
    """Have a question stopped: at once where nobody has begun it. Call it in the transaction."""
    state = tasks.ask_to_cancel(kind_of(row.part != OPEN), row.id)
    waits = row.state == "queued" if state is None else state == tasks.CANCELLED
    if waits:
        _close(row, "cancelled", "")
    else:
        row.state = "cancelling"


def question_ended(question_id: str, state: str, _fault: str) -> None:
    """Bring a question in line with its task, whose worker has gone. Call it in the transaction."""
    row = store.db.session.get(QuestionRow, question_id)
    if row is None or row.state in OVER:
        return
    if state == tasks.QUEUED:
        row.state = "queued"
    elif state == tasks.CANCELLED or row.state == "cancelling":
        _close(row, "cancelled", "")
    else:
        _close(row, "failed", GIVEN_UP)


def _close(row: QuestionRow, state: str, message: str) -> None:
    row.state, row.message, row.finished_at = state, message, datetime.now(UTC)


def recover_questions(before: datetime) -> None:
    """Close the questions asked before a moment, which are at work and have no task."""
    with store.transaction():
        row = QuestionRow
        left = select(row).where(row.state.in_(("running", "cancelling")), row.queued_at < before)
        for each in store.db.session.scalars(left).all():
            if not tasks.is_live(kind_of(each.part != OPEN), each.id):
                was_stopped = each.state == "cancelling"
                _close(each, *(("cancelled", "") if was_stopped else ("failed", LEFT)))
