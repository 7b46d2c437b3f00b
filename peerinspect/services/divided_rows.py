"""What workers share of a divided search: its pieces as files, each with a task of its own.

Pieces of sealed work have a kind of their own, so that none of open work ever waits for them. All rows go when the part
of the plan is saved, or the plan closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update

from peerinspect import store
from peerinspect.services import tasks
from peerinspect.services.problems import circle_of_part
from peerinspect.services.solving import GRACE
from peerinspect.store.tables import DividedPieceRow, DividedSearchRow, JobPartRow

PIECE, PIECE_APART = "divided-piece", "divided-piece-apart"
WAITING, DONE, FAILED = "waiting", "done", "failed"
MOST_ATTEMPTS = 5
"""How often a piece is begun: workers of several machines come and go."""


@dataclass(frozen=True, slots=True)
class Search:
    """A divided search: its problem file, how many waves have been begun, and the part of the plan that it is for."""

    id: str
    job: str
    part: str
    waves: int
    problem: bytes

    @property
    def kind(self) -> str:
        """The kind of its pieces' tasks."""
        return PIECE if circle_of_part(self.part) is None else PIECE_APART


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: where it belongs, its problem file, and its roster file; None as long as nobody has solved it."""

    wave: int
    number: int
    problem: bytes
    roster: bytes | None


def find_search(job: str, part: str) -> Search | None:
    """The divided search for a part of a plan, with the very problem that it was begun with."""
    row = store.db.session.scalar(
        select(DividedSearchRow).where(DividedSearchRow.job == job, DividedSearchRow.part == part)
    )
    found = None if row is None else Search(row.id, row.job, row.part, row.waves, row.problem_bytes)
    store.db.session.rollback()
    return found


def add_search(job: str, part: str, problem: bytes) -> None:
    """Begin one. Call it in a transaction."""
    moment = datetime.now(UTC)
    store.add(DividedSearchRow(id=store.new_token(), job=job, part=part, problem_bytes=problem, begun_at=moment))


def add_wave(search: Search, problems: Sequence[bytes], time_limit: int, wave: int | None = None) -> None:
    """Queue the pieces of the next wave, or of a later one where those between have none. Call it in a transaction.

    `time_limit` is in seconds, for each piece.
    """
    number_of_wave = search.waves if wave is None else wave
    row = store.db.session.get_one(DividedSearchRow, search.id)
    if row.waves != search.waves:
        raise tasks.ClaimLost
    for number, problem in enumerate(problems):
        piece = DividedPieceRow(
            id=store.new_token(),
            search=search.id,
            wave=number_of_wave,
            number=number,
            time_limit=time_limit,
            problem_bytes=problem,
        )
        store.add(piece)
        longest = time_limit + int(GRACE)
        tasks.queue_task(search.kind, piece.id, time_limit=longest, most_attempts=MOST_ATTEMPTS)
    row.waves = number_of_wave + 1
    note_pieces(search)


def note_pieces(search: Search) -> None:
    """Write down for the page how many pieces are over, of how many. Call it in a transaction."""
    row = DividedPieceRow
    query = select(row.state, func.count()).where(row.search == search.id).group_by(row.state)
    states = dict(store.db.session.execute(query).tuples().all())
    total = sum(states.values())
    done = total - states.get(WAITING, 0)
    where = (JobPartRow.job == search.job, JobPartRow.part == search.part)
    change = update(JobPartRow).where(*where).values(pieces_done=done, pieces_total=total)
    store.db.session.execute(change)


def pieces_of(search: Search) -> list[Piece]:
    """All pieces so far, with their files, in order."""
    row = DividedPieceRow
    chosen = select(row.wave, row.number, row.problem_bytes, row.roster_bytes).where(row.search == search.id)
    found = [Piece(*each) for each in store.db.session.execute(chosen.order_by(row.wave, row.number))]
    store.db.session.rollback()
    return found


def count_waiting(search: Search) -> int:
    """How many pieces are not over."""
    row = DividedPieceRow
    waiting = select(func.count()).where(row.search == search.id, row.state == WAITING)
    count = store.db.session.scalar(waiting) or 0
    store.db.session.rollback()
    return count


def waiting_ids(search: Search) -> list[str]:
    """The pieces that are not over."""
    row = DividedPieceRow
    found = list(store.db.session.scalars(select(row.id).where(row.search == search.id, row.state == WAITING)))
    store.db.session.rollback()
    return found


def end_piece(piece_id: str, state: str, roster: bytes | None) -> None:
    """Write down what became of a piece that was not over. Call it in a transaction."""
    row = store.db.session.get(DividedPieceRow, piece_id)
    if row is None or row.state != WAITING:
        return
    row.state, row.roster_bytes, row.ended_at = state, roster, datetime.now(UTC)
    store.db.session.flush()
    found = store.db.session.get_one(DividedSearchRow, row.search)
    note_pieces(Search(found.id, found.job, found.part, found.waves, b""))


def piece_ended(piece_id: str, state: str, _fault: str) -> None:
    """Bring a piece in line with its task, whose worker has gone. Call it in the transaction."""
    if state in tasks.OVER:
        end_piece(piece_id, FAILED, None)


def stop_pieces(search: Search) -> None:
    """Have nobody go on with the search's pieces; those that nobody does are over. Call it in a transaction.

    Else a worker that takes the search up again would wait for them in vain.
    """
    row = DividedPieceRow
    for piece_id in store.db.session.scalars(select(row.id).where(row.search == search.id, row.state == WAITING)).all():
        if tasks.ask_to_cancel(search.kind, piece_id) != tasks.RUNNING:
            end_piece(piece_id, FAILED, None)


def forget_searches(job: str, part: str | None = None) -> None:
    """Remove a plan's divided searches, or that for one part, with all their files. Call it in a transaction."""
    row, piece = DividedSearchRow, DividedPieceRow
    chosen = select(row.id, row.job, row.part, row.waves).where(row.job == job)
    for each in store.db.session.execute(chosen if part is None else chosen.where(row.part == part)).all():
        stop_pieces(Search(each.id, each.job, each.part, each.waves, b""))
        store.db.session.execute(delete(piece).where(piece.search == each.id))
        store.db.session.execute(delete(row).where(row.id == each.id))
