"""Who answers for a board about lessons: the chief executives of its councils, and its chair."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.lives.team import ASKED
from peerinspect.services.notices import chief_executives_of, users_of_people
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.safeguarding import BoardRecord, terms_of_boards
from peerinspect.store.tables import BoardRow, PlacementRow

_IN_THE_CHAIR = frozenset(ASKED) - {"offered"}


def users_of_boards(boards: Iterable[BoardRecord], today: date) -> set[str]:
    """The users who answer for any of the boards today."""
    listed = list(boards)
    codes = {code for board in listed for code in board.councils_on(today)}
    chairs = {person for people in chairs_of(listed, today).values() for person in people}
    of_chairs = (user for users in users_of_people(chairs).values() for user in users) if chairs else ()
    return {*(chief_executives_of(codes) if codes else ()), *of_chairs}


def chairs_of(boards: Iterable[BoardRecord], today: date) -> dict[str, frozenset[str]]:
    """Who chairs each of the boards today, as ids of people, by board; boards without a chair are left out."""
    ids = {board.id for board in boards}
    terms = terms_of_boards(ids) if ids else {}
    board_of = {duty: board for board, duties in terms.items() for duty in duties}
    current = {id_: duty for id_, duty in read_duties(today, set(board_of)).items() if duty.period.holds(today)}
    found: dict[str, set[str]] = {}
    for each in read_placements(today, current):
        if each.status in _IN_THE_CHAIR:
            found.setdefault(board_of[each.duty], set()).add(each.person)
    return {board: frozenset(people) for board, people in found.items()}


def boards_chaired_by(person: str) -> frozenset[str]:
    """The boards that somebody has chaired, chairs or is to chair."""
    term, placed = BoardRow, PlacementRow
    query = select(term.board).join(placed, placed.duty == term.duty).where(placed.person == person)
    return frozenset(board for board in store.db.session.scalars(query) if board)
