"""Proposing steps of boards, and the word of each whose word they need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain.lives import HEALTH, POLICE, whose_word
from peerinspect.services.boards.acting import (
    LIFE,
    Board,
    councils_spoken_for,
    open_board,
    step_under_way,
    tie_of,
)
from peerinspect.services.boards.carrying import take
from peerinspect.services.boards.commands import (
    ALONE,
    OF_OFFICE,
    STEPS,
    AgreeToStep,
    Proposed,
    ProposeStep,
    RecordWord,
    RefuseStep,
    TakeBoardStep,
    Terms,
    WithdrawStep,
    terms_of,
)
from peerinspect.services.boards.examining import examine
from peerinspect.services.checking import Checks
from peerinspect.services.lives.stepping import drawn_step
from peerinspect.services.notices import chief_executives, coordinators, tell
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.wording import duty_title, joined
from peerinspect.store import history
from peerinspect.store.reading.boards import words_on
from peerinspect.store.reading.councils import read_places
from peerinspect.store.tables import BoardAgreementRow, BoardStepRow

TAKEN, REFUSED, WITHDRAWN = "taken", "refused", "withdrawn"
PARTNERS = {POLICE: "the police", HEALTH: "health"}
WAITS = "“{name}” waits for {whom} already. Agree to it, refuse it or take it back first"
OnStep = AgreeToStep | RefuseStep | WithdrawStep | RecordWord
SETTLED = "This has been settled already. Reload the page to see what became of it"


def propose_step(command: ProposeStep, reader: Reader, today: date) -> Proposed:
    """Take a step of a board, or propose it where others have to agree.

    For the chief executive of a council of the board, who thereby agrees, and for coordinators, by letter. Refused
    where another step waits, where a tie forbids it, where it is not drawn, and for what its terms lack.
    """
    terms = command.terms
    with store.transaction():
        board = open_board(reader, command.duty_id, today)
        if terms.action not in STEPS:
            raise NotFound("no such step of a board")
        drawn_step(LIFE, board.state, terms.action)
        _refuse_tie(reader, board, terms, today)
        _refuse_second(board)
        examine(board, terms, today)
        _check_letter(reader, command.reference)
        if terms.action in ALONE:
            take(board, terms, reader, today, command.reference)
            return Proposed(True)
        row = _write(board, terms, reader, today)
        own = councils_spoken_for(reader, board.duty, today)
        _say(row, own, True, reader, today)
        return Proposed(_take_if_agreed(board, row, reader, today, command.reference), row.id)


def take_board_step(command: TakeBoardStep, reader: Reader, today: date) -> Proposed:
    """Take a step of a board, or propose it: see `propose_step`."""
    asked = command
    terms = Terms(asked.action, asked.person, asked.day, asked.notice_days, asked.reason, asked.accepts)
    return propose_step(ProposeStep(asked.duty_id, terms, asked.reference), reader, today)


def agree_to_step(command: AgreeToStep, reader: Reader, today: date) -> bool:
    """Say yes for one's own council; whether the step is taken by now. Saying it twice changes nothing."""
    with store.transaction():
        row, board = _waiting(command, reader, today)
        own = _own_words(reader, board, row, today)
        if row.outcome == TAKEN and not own:
            return True
        _refuse_settled(row)
        if not own:
            return False
        _refuse_tie(reader, board, terms_of(row), today)
        _examine_if_last(board, row, own, today)
        _say(row, own, True, reader, today)
        _record(board, row, reader, "agree-to-board-step", f"{_names(own)} agreed to “{_name(row)}”.")
        return _take_if_agreed(board, row, reader, today)


def refuse_step(command: RefuseStep, reader: Reader, today: date) -> None:
    """Say no for one's own council, with a reason: the step ends there."""
    with store.transaction():
        row, board = _waiting(command, reader, today)
        own = councils_spoken_for(reader, board.duty, today)
        if not own:
            raise NotFound("no council of this board is the reader's")
        _refuse_settled(row)
        _refuse_tie(reader, board, terms_of(row), today)
        checks = Checks()
        check_text(checks, command.reason, "reason", "Say why, in a sentence", "the reason")
        checks.done()
        _say(row, own, False, reader, today, reason=command.reason)
        _end(board, row, REFUSED, reader, today, f"{_names(own)} refused “{_name(row)}”. It ends there.")


def withdraw_step(command: WithdrawStep, reader: Reader, today: date) -> None:
    """Take back a step that waits. For whoever proposed it, and for coordinators."""
    with store.transaction():
        row, board = _waiting(command, reader, today)
        if reader.role != COORDINATOR and row.made_by != reader.user_id:
            raise NotFound("no step of this reader's own")
        _refuse_settled(row)
        _end(board, row, WITHDRAWN, reader, today, f"“{_name(row)}” was taken back.")


def record_word(command: RecordWord, reader: Reader, today: date) -> bool:
    """Write down the word of a partner, by letter; whether the step is taken by now.

    The chief executives of the board record the police's and health's word; coordinators a council's too.
    """
    with store.transaction():
        row, board = _waiting(command, reader, today)
        _refuse_settled(row)
        party = _check_word(command, reader, board, row, today)
        if command.agrees:
            _examine_if_last(board, row, {party}, today)
        _say(row, {party}, bool(command.agrees), reader, today, tidy(command.name), tidy(command.reference))
        told = f"{_names([party])}, {tidy(command.name)} ({tidy(command.reference)})"
        if not command.agrees:
            _end(board, row, REFUSED, reader, today, f"{told}, refused “{_name(row)}”. It ends there.")
            return False
        _record(board, row, reader, "agree-to-board-step", f"{told}, agreed to “{_name(row)}”.")
        return _take_if_agreed(board, row, reader, today)


def parties_of(board: Board, row: BoardStepRow) -> tuple[str, ...]:
    """All whose word the step needs, by the law of the day on which it was proposed."""
    return whose_word(row.made_on, board.duty.authorities, row.action in OF_OFFICE)


def _check_word(command: RecordWord, reader: Reader, board: Board, row: BoardStepRow, today: date) -> str:
    """Everything that a letter is recorded with; whose it is."""
    missing = set(parties_of(board, row)) - {each.party for each in words_on([row.id])}
    theirs = missing if reader.role == COORDINATOR else missing & {POLICE, HEALTH}
    checks = Checks()
    checks.need(command.party in theirs, "party", "Choose somebody whose word is still missing")
    checks.need(command.agrees is not None, "agrees", "Choose whether they agree")
    check_text(checks, command.name, "name", "Enter the name of who signed", "the name", LONGEST_REFERENCE)
    missing_letter = "Enter the reference of the letter"
    check_text(checks, command.reference, "reference", missing_letter, "the reference", LONGEST_REFERENCE)
    checks.done()
    _refuse_tie(reader, board, terms_of(row), today)
    return command.party


def _waiting(command: OnStep, reader: Reader, today: date) -> tuple[BoardStepRow, Board]:
    """The step and its board, locked; NotFound where the reader has nothing to do with it, or it is another board's."""
    found = store.db.session.scalar(select(BoardStepRow).where(BoardStepRow.id == command.step_id))
    if found is None or command.duty_id not in ("", found.duty):
        raise NotFound("no such step")
    board = open_board(reader, found.duty, today)
    store.db.session.refresh(found)
    return found, board


def _own_words(reader: Reader, board: Board, row: BoardStepRow, today: date) -> set[str]:
    """The reader's councils that have not agreed yet. NotFound for who speaks for none."""
    own = councils_spoken_for(reader, board.duty, today)
    if not own:
        raise NotFound("no council of this board is the reader's")
    return set(own) - {each.party for each in words_on([row.id])}


def _refuse_settled(row: BoardStepRow) -> None:
    if row.outcome is not None:
        raise Refusal(SETTLED)


def _refuse_tie(reader: Reader, board: Board, terms: Terms, today: date) -> None:
    tie = tie_of(reader, [terms.person, board.chair or ""], board.duty, today)
    if tie:
        raise Refusal(tie)


def _refuse_second(board: Board) -> None:
    row = step_under_way(board)
    if row is not None:
        said = {each.party for each in words_on([row.id])}
        missing = [each for each in parties_of(board, row) if each not in said]
        raise Refusal(WAITS.format(name=_name(row), whom=_names(missing)))


def _check_letter(reader: Reader, reference: str) -> None:
    """Coordinators act for others, by letter."""
    if reader.role == COORDINATOR:
        checks = Checks()
        missing = "Enter the reference of the letter"
        check_text(checks, reference, "reference", missing, "the reference", LONGEST_REFERENCE)
        checks.done()


def _write(board: Board, terms: Terms, reader: Reader, today: date) -> BoardStepRow:
    """The step as it is proposed, its event, and the question to everybody else."""
    row = BoardStepRow(
        duty=board.duty.id,
        action=terms.action,
        person=terms.person or None,
        day=terms.day,
        notice_days=terms.notice_days,
        reason=tidy(terms.reason),
        accepts=terms.accepts,
        made_by=reader.user_id,
        made_on=today,
    )
    store.add(row)
    event = _record(board, row, reader, "propose-board-step", f"Proposed “{_name(row)}”.")
    if len(parties_of(board, row)) > 1:
        users = {user for code in board.duty.authorities for user in chief_executives(code)} - {reader.user_id}
        tell("board-step-waits", event, users, work=duty_title(board.duty, read_places()))
    return row


def _say(
    row: BoardStepRow,
    parties: Iterable[str],
    agrees: bool,
    reader: Reader,
    today: date,
    name: str = "",
    reference: str = "",
    reason: str = "",
) -> None:
    """Write somebody's word; a later one stands in the place of an earlier."""
    for party in sorted(parties):
        found = store.db.session.get(BoardAgreementRow, (row.id, party))
        word = found or BoardAgreementRow(step=row.id, party=party)
        word.agrees, word.name, word.reference = agrees, name or reader.name, reference
        word.reason, word.said_by, word.said_on = tidy(reason), reader.user_id, today
        store.add(word)


def _examine_if_last(board: Board, row: BoardStepRow, coming: set[str], today: date) -> None:
    """Before the last word is written, look whether the step can still be taken."""
    drawn_step(LIFE, board.state, row.action)
    if _missing(board, row) <= coming:
        examine(board, terms_of(row), today)


def _missing(board: Board, row: BoardStepRow) -> set[str]:
    said = {each.party for each in words_on([row.id]) if each.agrees}
    return set(parties_of(board, row)) - said


def _take_if_agreed(board: Board, row: BoardStepRow, reader: Reader, today: date, reference: str = "") -> bool:
    """Take the step once nobody's word is missing any more; whether it was."""
    if _missing(board, row):
        return False
    row.outcome, row.settled_on = TAKEN, today
    take(board, terms_of(row), reader, today, reference)
    return True


def _end(board: Board, row: BoardStepRow, outcome: str, reader: Reader, today: date, sentence: str) -> None:
    """The step is not taken: write why, and tell everybody who was asked."""
    row.outcome, row.settled_on = outcome, today
    event = _record(board, row, reader, "end-board-step", sentence)
    users = {user for code in board.duty.authorities for user in chief_executives(code)} | set(coordinators())
    work, told = duty_title(board.duty, read_places()), f"{_name(row).lower()}: {outcome}"
    tell("board-step-settled", event, users - {reader.user_id}, work=work, outcome=told)


def _record(board: Board, row: BoardStepRow, reader: Reader, action: str, sentence: str) -> int:
    return history.record(reader.user_id, action, board.duty.id, duty=board.duty.id, sentence=sentence, step=row.id)


def _name(row: BoardStepRow) -> str:
    """What the step is called."""
    step = LIFE.step(row.action)
    return step.name if step else row.action


def _names(parties: Iterable[str]) -> str:
    """Whose word it is, in words that begin no sentence but with a council's name."""
    places = read_places()
    return joined(PARTNERS.get(each) or places[each].name for each in sorted(parties))
