"""What can be asked for about a board, and the terms of a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain.lives import GIVE_NOTICE, KEEP_CHAIR, NAME_INTERIM, REMOVE
from peerinspect.store.tables import BoardStepRow

CALL_PANEL, OFFER, BACK, TAKE_POST = "call-panel", "offer-chair", "back-to-panel", "take-post"
APPRAISE, RENEW, END = "appraise", "renew", "end-term"

OF_OFFICE = frozenset({OFFER, RENEW, GIVE_NOTICE, NAME_INTERIM, REMOVE, END})
"""The steps that give or take the office: everybody who appoints has to agree."""
ALONE = frozenset({CALL_PANEL, BACK, TAKE_POST, KEEP_CHAIR})
"""The steps that anybody who appoints can take alone. To take a notice back is to refuse the removal."""
STEPS = (CALL_PANEL, OFFER, BACK, TAKE_POST, APPRAISE, RENEW, GIVE_NOTICE, NAME_INTERIM, KEEP_CHAIR, REMOVE, END)
WITH_PERSON = frozenset({OFFER, GIVE_NOTICE, NAME_INTERIM})
WITH_DAY = frozenset({CALL_PANEL, APPRAISE, RENEW, END})
WITH_REASON = frozenset({BACK, APPRAISE, GIVE_NOTICE, KEEP_CHAIR, REMOVE, END})


@dataclass(frozen=True, slots=True)
class Terms:
    """What exactly is to be done. `accepts`: although rules object that somebody may set aside."""

    action: str
    person: str = ""
    day: date | None = None
    notice_days: int | None = None
    reason: str = ""
    accepts: bool = False


@dataclass(frozen=True, slots=True)
class ProposeStep:
    """Take a step of a board, or propose it where others have to agree. Coordinators name the letter behind it."""

    duty_id: str
    terms: Terms
    reference: str = ""


@dataclass(frozen=True, slots=True)
class TakeBoardStep:
    """The same in one piece, as programs send it: the step `action` of the board, and what it takes."""

    duty_id: str
    action: str
    person: str = ""
    day: date | None = None
    notice_days: int | None = None
    reason: str = ""
    accepts: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True)
class AgreeToStep:
    """Yes to a step that waits, for one's own council. Where `duty_id` is given, here and below, it is that board's."""

    step_id: str
    duty_id: str = ""


@dataclass(frozen=True, slots=True)
class RefuseStep:
    """No to a step that waits, with a reason: it ends there."""

    step_id: str
    reason: str
    duty_id: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawStep:
    """A step that nobody is to decide any more."""

    step_id: str
    duty_id: str = ""


@dataclass(frozen=True, slots=True)
class RecordWord:
    """The word of one who does not speak here, by letter: `party` is police, health or a council's code."""

    step_id: str
    party: str
    agrees: bool | None
    name: str
    reference: str
    duty_id: str = ""


@dataclass(frozen=True, slots=True)
class ReplyToNotice:
    """The chair's reply to a notice of removal, by the address of their placement."""

    address: str
    reply: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What became of a step: taken at once, or waiting under an id."""

    is_taken: bool
    step_id: str = ""


def terms_of(row: BoardStepRow) -> Terms:
    """The terms of a step as it was proposed."""
    return Terms(row.action, row.person or "", row.day, row.notice_days, row.reason, row.accepts)
