"""What those do who appoint a board's chair: they take and propose steps, and have their say. And the chair's reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peerinspect.services import disclosure, views
from peerinspect.services.boards import commands, proposing, replying
from peerinspect.web.api.changes.making import Change, record, takes
from peerinspect.web.api.frame import topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("chair_changes", "Appointing chairs")
_APPOINT, _OWN = "appoint chairs", "answer for oneself"

CHAIR = record(
    group,
    "/chairs/<duty_id>/state",
    _APPOINT,
    views.BoardView,
    lambda duty_id: disclosure.board(reader(), duty_id, today()),
    "Who chairs a board, what waits for whose word, and which steps can be taken.",
)
REMOVAL = record(
    group,
    "/my/duties/<address>/removal",
    _OWN,
    views.RemovalView,
    lambda address: disclosure.my_removal(reader(), address, today()),
    "The notice that one was given as chair: its grounds, and the last day for a reply.",
)


def _takes(rule: str, about: str, command: type, use_case: Callable[..., Any]) -> None:
    takes(group, f"/chairs/<duty_id>/{rule}", about, Change(_APPOINT, command, use_case, CHAIR))


_takes(
    "steps/<action>",
    "Take a step of a board, or propose it where others have to agree.",
    commands.TakeBoardStep,
    proposing.take_board_step,
)
_takes(
    "proposed/<step_id>/agreement",
    "Agree to a step, for one's own council.",
    commands.AgreeToStep,
    proposing.agree_to_step,
)
_takes(
    "proposed/<step_id>/refusal",
    "Refuse a step, for one's own council, with the reason.",
    commands.RefuseStep,
    proposing.refuse_step,
)
_takes("proposed/<step_id>/withdrawal", "Take a proposal back.", commands.WithdrawStep, proposing.withdraw_step)
_takes(
    "proposed/<step_id>/letter",
    "Record the word of a partner, who writes.",
    commands.RecordWord,
    proposing.record_word,
)
takes(
    group,
    "/my/duties/<address>/removal/reply",
    "Reply to the notice, once.",
    Change(_OWN, commands.ReplyToNotice, replying.reply_to_notice, REMOVAL),
)
GROUPS = (group,)
