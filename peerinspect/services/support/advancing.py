"""Taking support one step on from its own page, with what the step rests on."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Duty
from peerinspect.domain.lives import Step
from peerinspect.services.lives.stepping import drawn_step
from peerinspect.services.reader import Reader
from peerinspect.services.support.parts import LIFE, locked_row, state_of
from peerinspect.store import history
from peerinspect.store.tables import DutyRow

SCOPE, AGREE, BEGIN, REVIEW, CLOSE = "scope", "agree", "begin", "review", "close"
OVER = "It is over, so nothing about it is changed any more"


def step_now(duty: Duty, action: str) -> tuple[DutyRow, Step]:
    """The duty's row, locked, and the step, where it is drawn from its state. Raises Refusal where it is not."""
    row = locked_row(duty.id)
    return row, drawn_step(LIFE, state_of(row), action)


def advance(row: DutyRow, step: Step, reader: Reader, today: date, told: str = "", on: date | None = None) -> int:
    """Write the new state and its event; the event's number. `told` are sentences that every planner may read."""
    before = LIFE.states[state_of(row)]
    row.state, row.state_on = step.to, on or today
    sentence = f"“{before}” became “{LIFE.states[step.to]}”.{told}"
    return history.record(
        reader.user_id, f"{step.action}-support", row.id, duty=row.id, sentence=sentence, state=step.to
    )


def note_event(reader: Reader, action: str, duty_id: str, sentence: str) -> int:
    """Write what happened in a programme. The Ofsted liaison reads it: so it names no theme, and says no word of what
    was written."""
    return history.record(reader.user_id, action, duty_id, duty=duty_id, sentence=sentence)
