"""Taking a step of a board, once everybody has agreed whose word it needs: state, people, papers, event, messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import CHAIR
from peerinspect.domain.lives import GIVE_NOTICE, KEEP_CHAIR, NAME_INTERIM, REMOVE
from peerinspect.services.boards.acting import LIFE, Board
from peerinspect.services.boards.commands import APPRAISE, END, OFFER, RENEW, TAKE_POST, Terms
from peerinspect.services.boards.examining import follows, interim_duty
from peerinspect.services.duties import term_row
from peerinspect.services.holding_back.answer_links import tell_of_offer
from peerinspect.services.lives.team import stand_down, team_of
from peerinspect.services.moving import write_days
from peerinspect.services.notices import chief_executives, coordinators, tell, users_of
from peerinspect.services.reader import Reader
from peerinspect.services.registering import NewDuty, register_duty
from peerinspect.services.texts import tidy
from peerinspect.services.wording import duty_title, plain_day
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_names
from peerinspect.store.tables import AppraisalRow, DutyRow, PlacementRow, RemovalRow

KEPT, REMOVED = "kept", "removed"


def take(board: Board, terms: Terms, reader: Reader, today: date, reference: str = "") -> None:
    """Take the step, which has been examined. Call it in a transaction."""
    step = LIFE.step(terms.action)
    if step is None:
        raise AssertionError("a step that is taken is drawn")
    before = LIFE.states[board.state]
    told = _TAKEN.get(terms.action, _nothing_more)(board, terms, reader, today)
    board.row.state = step.to
    board.row.state_on = terms.day if terms.action == APPRAISE and terms.day else today
    letter = f" Letter: {tidy(reference)}." if tidy(reference) else ""
    sentence = f"“{before}” became “{LIFE.states[step.to]}”: {step.name.lower()}.{told}{letter}"
    event = history.record(
        reader.user_id, f"{terms.action}-chair", board.duty.id, duty=board.duty.id, sentence=sentence, state=step.to
    )
    _tell(board, terms, reader, event)


def _nothing_more(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    return ""


def _offer(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    name = read_names([terms.person])[terms.person]
    if terms.person not in {row.person for row in team_of(board.duty.id)}:
        ask(terms.person, board.duty, reader, today)
    return f" To {name}."


def ask(person: str, duty: Duty, reader: Reader, today: date) -> None:
    """Hold the chair for somebody and ask them."""
    row = store.db.session.get(PlacementRow, (person, duty.id)) or PlacementRow(person=person, duty=duty.id)
    row.status, row.finer, row.decline_reason = "offered", None, None
    row.offered_on, row.answered_on = today, None
    store.add(row)
    sentence = f"{read_names([person])[person]}: checked under every rule, held and asked."
    event = history.record(reader.user_id, "hold-placement", person, duty=duty.id, sentence=sentence)
    tell_of_offer(person, duty, event, today)


def _take_post(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    return f" {_chair(board)}."


def _appraise(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    day = terms.day or today
    store.add(
        AppraisalRow(
            duty=board.duty.id,
            person=board.chair or "",
            day=day,
            found=tidy(terms.reason),
            recorded_by=reader.user_id,
        )
    )
    return f" Day of the appraisal: {plain_day(day)}."


def _renew(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    last = terms.day or board.duty.last_day
    write_days(replace(board.duty, period=Period(board.duty.first_day, last)))
    return f" New last day of the term: {plain_day(last)}."


def _end(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    last = terms.day or today
    write_days(replace(board.duty, period=Period(board.duty.first_day, last)))
    return f" Last day in post: {plain_day(last)}."


def _give_notice(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    """The notice, and the term of the interim chair, who is asked at once."""
    days = terms.notice_days or 0
    coming = interim_duty(board.duty, max(today + timedelta(days=days + 1), board.duty.first_day))
    _register(coming, board.duty, reader, today)
    removal = RemovalRow(
        duty=board.duty.id,
        person=board.chair,
        grounds=tidy(terms.reason),
        served_on=today,
        notice_days=days,
        stands_in=coming.id,
    )
    store.add(removal)
    ask(terms.person, coming, reader, today)
    until = plain_day(today + timedelta(days=days))
    return f" {_chair(board)} can reply until {until}. The grounds are in the papers."


def _register(coming: Duty, duty: Duty, reader: Reader, today: date) -> None:
    """Write the interim chair's term. It begins where a choice was made: somebody is asked."""
    days = coming.days
    new = NewDuty(CHAIR, coming.first_day, coming.last_day, tuple(sorted(coming.authorities)), days=days, id=coming.id)
    register_duty(new, term_row(coming.id, coming.authorities, duty.id), reader)
    row = store.db.session.get_one(DutyRow, coming.id)
    row.state, row.state_on = "offered", today


def _name_interim(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    ask(terms.person, _interim(board, today), reader, today)
    return f" {read_names([terms.person])[terms.person]} is asked."


def _interim(board: Board, today: date) -> Duty:
    return read_duties(today, [_removal(board).stands_in])[_removal(board).stands_in]


def _removal(board: Board) -> RemovalRow:
    if board.removal is None:
        raise AssertionError("a board under notice has a removal")
    return board.removal


def _keep(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    """The chair stays: nobody follows them, and the search for one is over."""
    removal = _settle(board, KEPT, terms, today)
    people = [row.person for row in team_of(removal.stands_in)]
    stand_down(team_of(removal.stands_in))
    row = store.db.session.get_one(DutyRow, removal.stands_in)
    row.state, row.state_on = "cancelled", today
    sentence = "Nobody is needed to follow: the chair stays."
    event = history.record(reader.user_id, "cancel-chair", row.id, duty=row.id, sentence=sentence)
    for each in people:
        tell("held-change", event, users_of(each))
    return f" {_chair(board)} stays. The reasons are in the papers."


def _remove(board: Board, terms: Terms, reader: Reader, today: date) -> str:
    """The chair's last day is today; the interim chair follows tomorrow."""
    removal = _settle(board, REMOVED, terms, today)
    last = max(today, board.duty.first_day)
    write_days(replace(board.duty, period=Period(board.duty.first_day, last)))
    coming = follows(_interim(board, today), today)
    write_days(coming)
    row = store.db.session.get_one(DutyRow, removal.stands_in)
    row.state, row.state_on = "in-post", today
    names = read_names({each.person for each in team_of(coming.id)})
    sentence = f"Follows on {_chair(board)} from {plain_day(coming.first_day)}."
    history.record(reader.user_id, "take-post-chair", coming.id, duty=coming.id, sentence=sentence)
    return f" {_chair(board)}. {', '.join(names.values())} follows from {plain_day(coming.first_day)}."


def _settle(board: Board, outcome: str, terms: Terms, today: date) -> RemovalRow:
    removal = _removal(board)
    removal.outcome, removal.reasons, removal.decided_on = outcome, tidy(terms.reason), today
    return removal


def _chair(board: Board) -> str:
    return read_names([board.chair]).get(board.chair, "") if board.chair else "Nobody"


def _tell(board: Board, terms: Terms, reader: Reader, event: int) -> None:
    """Tell the chair what concerns them, and everybody who appoints."""
    work, name = duty_title(board.duty, read_places()), LIFE.step(terms.action)
    outcome = name.name.lower() if name else terms.action
    chair = users_of(board.chair) if board.chair and terms.action != OFFER else ()
    if terms.action == GIVE_NOTICE:
        tell("removal-notice", event, chair, work=work)
    elif terms.action in (REMOVE, KEEP_CHAIR, RENEW, END, TAKE_POST):
        tell("chair-told", event, chair, work=work, outcome=outcome)
    others = {user for code in board.duty.authorities for user in chief_executives(code)} | set(coordinators())
    tell("board-step-settled", event, others - {reader.user_id} - set(chair), work=work, outcome=outcome)


_TAKEN: Mapping[str, Callable[[Board, Terms, Reader, date], str]] = {
    OFFER: _offer,
    TAKE_POST: _take_post,
    APPRAISE: _appraise,
    RENEW: _renew,
    END: _end,
    GIVE_NOTICE: _give_notice,
    NAME_INTERIM: _name_interim,
    KEEP_CHAIR: _keep,
    REMOVE: _remove,
}
"""What is written beside the new state; the words that the event says of it."""
