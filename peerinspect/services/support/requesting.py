"""What a council asks for, and what coordinators answer."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain.themes import find_theme
from peerinspect.services.checking import Checks, only
from peerinspect.services.notices import coordinators, tell
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.support.commands import AskForSupport, DeclineRequest, WithdrawRequest
from peerinspect.services.support.parts import councils_led
from peerinspect.services.support.telling import leaders_of
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.support import waiting_requests
from peerinspect.store.tables import SupportRequestRow, SupportRequestThemeRow

REGISTERED, DECLINED, WITHDRAWN = "registered", "declined", "withdrawn"
MOST_DAYS, MOST_THEMES = 366, 6
ANSWERED = "This has been answered already. Reload the page to see what became of it"
WAITS = "Your council has asked already, and waits for an answer. Take that back first, to ask for something else"
NOT_YOURS = "Choose the council that you lead"


def ask_for_support(command: AskForSupport, reader: Reader, today: date) -> str:
    """Ask for it; the request's id. For a council's chief executive and its director."""
    only(reader, CHIEF_EXECUTIVE, DIRECTOR)
    with store.transaction():
        checks = Checks()
        checks.need(command.authority in councils_led(reader, today), "authority", NOT_YOURS)
        check_themes(checks, command.themes)
        checks.number(command.days, "days", 1, MOST_DAYS, "Days")
        check_text(checks, command.hopes, "hopes", "Say what your council hopes for", "this")
        checks.done()
        if waiting_requests([command.authority]):
            raise Refusal(WAITS)
        row = SupportRequestRow(
            authority=command.authority,
            days=command.days,
            hopes=tidy(command.hopes),
            asked_by=reader.user_id,
            asked_on=today,
        )
        store.add(row)
        store.add(*(SupportRequestThemeRow(request=row.id, theme=each) for each in sorted(set(command.themes))))
        event = _record(
            reader,
            "ask-for-support",
            row,
            f"Asked for support between inspections for {read_places()[row.authority].name}.",
        )
        tell("support-asked", event, coordinators(), council=read_places()[row.authority].name)
        return row.id


def check_themes(checks: Checks, themes: tuple[str, ...]) -> None:
    """There is at least one, all are of the vocabulary, and they are few enough to work on."""
    known = [find_theme(each) for each in themes]
    checks.need(themes and all(known), "themes", "Choose at least one theme from the list")
    checks.need(len(set(themes)) <= MOST_THEMES, "themes", f"Choose at most {MOST_THEMES} themes")


def decline_request(command: DeclineRequest, reader: Reader, today: date) -> None:
    """Register nothing of it, and say why. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row = waiting_request(command.request_id)
        checks = Checks()
        check_text(checks, command.answer, "answer", "Say why, in a sentence", "the answer")
        checks.done()
        answer(row, DECLINED, reader, today, tidy(command.answer))


def withdraw_request(command: WithdrawRequest, reader: Reader, today: date) -> None:
    """Take it back. For those who lead the council that asked."""
    only(reader, CHIEF_EXECUTIVE, DIRECTOR)
    with store.transaction():
        row = waiting_request(command.request_id, councils_led(reader, today))
        row.outcome, row.answered_by, row.answered_on = WITHDRAWN, reader.user_id, today
        _record(reader, "withdraw-support-request", row, "Took the request for support back.")


def waiting_request(request_id: str, councils: frozenset[str] | None = None) -> SupportRequestRow:
    """The request, locked. NotFound where there is none, or none of `councils`; Refusal where it was answered."""
    query = select(SupportRequestRow).where(SupportRequestRow.id == request_id).with_for_update()
    row = store.db.session.scalar(query)
    if row is None or (councils is not None and row.authority not in councils):
        raise NotFound("no such request")
    if row.outcome is not None:
        raise Refusal(ANSWERED)
    return row


def answer(row: SupportRequestRow, outcome: str, reader: Reader, today: date, said: str = "") -> None:
    """Write what became of it, and tell the council. Call it in a transaction."""
    row.outcome, row.answer, row.answered_by, row.answered_on = outcome, said, reader.user_id, today
    sentence = "Registered the support that the council asked for."
    if outcome == DECLINED:
        sentence = "Declined the request for support."
    event = _record(reader, "answer-support-request", row, sentence)
    users = leaders_of([row.authority], today) | {row.asked_by}
    council = read_places()[row.authority].name
    tell("support-answered", event, users, council=council, outcome=outcome, path=f"/support/requests/{row.id}")


def _record(reader: Reader, action: str, row: SupportRequestRow, sentence: str) -> int:
    """The event, on the request's own record: that a council asks says something about it that the Ofsted liaison, who
    reads councils' histories, is not to know."""
    return history.record(reader.user_id, action, row.id, sentence=sentence)
