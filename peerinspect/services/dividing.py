"""A search of several years, divided: pieces that workers on any machine solve, and one who waits and stitches.

Whoever makes the plan divides its problem, queues each wave's pieces, waits for them, and puts them together; should it
be killed, the next worker goes on from the rows. A piece is done by one worker at a time; what it found counts once.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from flask import current_app

from peerinspect import store
from peerinspect.domain import Facts, add_months
from peerinspect.files import roster_from_dict, write_problem
from peerinspect.services import tasks
from peerinspect.services.child import COMMAND, Leash, run, work_folder
from peerinspect.services.divided_rows import (
    DONE,
    FAILED,
    WAITING,
    Search,
    add_search,
    add_wave,
    count_waiting,
    end_piece,
    find_search,
    pieces_of,
    stop_pieces,
    waiting_ids,
)
from peerinspect.services.solving import GRACE, NO_ROSTER, PATIENCE, Answer, SolveFailed, Start, Watch
from peerinspect.services.task_watch import NO_WATCH, NoWatch
from peerinspect.store.tables import DividedPieceRow

LONGEST_STEP = 1800.0
"""Seconds that dividing or stitching may take."""
LOOK_EVERY = 0.3
"""Seconds between two looks at how many pieces are left."""
WORTH_TELLING = 10.0
"""Seconds that a wave takes before whoever looks on is told of what it came to."""
_log = logging.getLogger("peerinspect.dividing")


def is_divided(job: str, part: str, facts: Facts, is_wanted: bool | None) -> bool:
    """Whether the part is searched in pieces: it is already, somebody wants it, or it is beyond the settings' size."""
    if find_search(job, part) is not None:
        return True
    beyond = int(current_app.config.get("DIVIDE_BEYOND") or 0)
    if is_wanted is False or not (is_wanted or beyond):
        return False
    return _is_of_years(facts) and _size_of(facts) > (0 if is_wanted else beyond)


def _is_of_years(facts: Facts) -> bool:
    """Whether there are seats to fill on work that begins a year from now, or later."""
    later = add_months(facts.as_of, 12)
    taken = Counter(one.duty for one in facts.placements if facts.is_fixed(one))
    return any(duty.first_day >= later and duty.seats > taken[duty.id] for duty in facts.duties.values())


def _size_of(facts: Facts) -> int:
    """Offers times open duties of the same kind."""
    seats = Counter(duty.kind for duty in facts.duties.values() if facts.is_open(duty))
    return sum(seats[kind] for one in facts.people.values() for kind in {offer.kind for offer in one.offers})


@dataclass(frozen=True, slots=True)
class Wave:
    """The problems to solve next. Waves before it that are not there yet have none."""

    number: int
    problems: Sequence[bytes]


class DividedSearch:
    """One part of a plan in pieces. `watch` hears of goals and says when to stop, `task` is the plan's own watch."""

    def __init__(self, job: str, part: str, time_limit: int, work: Path, watch: Watch, task: NoWatch) -> None:
        self.job, self.part, self.time_limit = job, part, time_limit
        self.work, self.watch, self.task = work, watch, task

    def solve(self, facts: Facts, start: Start | None) -> Answer:
        """The stitched roster, of the problem that the search was begun with. Raises SolveFailed, HandBack."""
        search = self._begun(facts)
        while not self._must_stop():
            if count_waiting(search) == 0:
                wave = self._next_wave(search, start)
                if wave is None:
                    return self._stitched(search, start, is_cancelled=self.watch.is_cancelled())
                self._queue(search, wave)
            search = self._waited(start)
        self.task.hand_back_if_ending()  # The worker may end between two looks: then its pieces go on.
        with store.transaction():
            self.task.hold()
            stop_pieces(search)
        return self._stitched(search, start, is_cancelled=True)

    def _begun(self, facts: Facts) -> Search:
        """The search, begun now or by a worker that has gone."""
        found = find_search(self.job, self.part)
        if found is None:
            with work_folder(self.work) as folder:
                write_problem(facts, folder / "problem.json")
                problem = (folder / "problem.json").read_bytes()
            with store.transaction():
                self.task.hold()
                add_search(self.job, self.part, problem)
            found = self._found()
        return found

    def _found(self) -> Search:
        found = find_search(self.job, self.part)
        if found is None:
            raise SolveFailed(NO_ROSTER)
        return found

    def _queue(self, search: Search, wave: Wave) -> None:
        with store.transaction():
            self.task.hold()
            add_wave(search, wave.problems, self.time_limit, wave.number)

    def _next_wave(self, search: Search, start: Start | None) -> Wave | None:
        """The next wave that has something to solve; None when the last wave is done, or nothing more can be cut."""
        with work_folder(self.work) as folder:
            self._lay_out(folder, search, start)
            said = self._step(folder, start, ["divide", "problem.json", "pieces"], self._is_stopped)
            if self._is_stopped():
                return None
            waves = range(search.waves, _waves_in(folder / "pieces"))
            made = sorted((folder / "pieces" / f"wave-{waves[-1]}").glob("part-*.json")) if waves else []
            if said.isdigit() and (made or search.waves):
                return Wave(waves[-1], [each.read_bytes() for each in made]) if made else None
            _log.error("a problem could not be divided any further")
            if not search.waves:
                raise SolveFailed(NO_ROSTER)
            return None  # What the waves so far have found counts.

    def _waited(self, start: Start | None) -> Search:
        """The search when its wave's pieces are over, or a stop is wanted. Who watches is told how good it is."""
        search, began = self._found(), time.monotonic()
        while count_waiting(search) and not self._must_stop():
            if self.task is NO_WATCH:
                self._do_one_here(search)
            else:
                time.sleep(LOOK_EVERY)
        if time.monotonic() - began > WORTH_TELLING and not self._must_stop():
            self._tell(self._stitched_so_far(search, start))
        return search

    def _do_one_here(self, search: Search) -> None:
        """Solve a piece for a command, which may be all there is; wait where workers have taken all of them.

        It takes its own search's alone: should it be ended, nobody else waits for what it had taken.
        """
        piece = tasks.take_here((search.kind,), waiting_ids(search))
        if piece is None:
            time.sleep(LOOK_EVERY)
        else:
            solve_piece(piece)

    def _must_stop(self) -> bool:
        """Whether somebody stopped the search. Raises HandBack where the worker itself ends: pieces go on meanwhile."""
        self.task.hand_back_if_ending()
        return self.watch.is_cancelled()

    def _is_stopped(self) -> bool:
        """Whether nobody waits for a step any more: the search is stopped, or the worker ends."""
        return self.task.is_ending() or self.watch.is_cancelled()

    def _tell(self, roster: bytes | None) -> None:
        for goal in roster_from_dict(json.loads(roster)).goals if roster else ():
            self.watch.report(goal)

    def _stitched(self, search: Search, start: Start | None, *, is_cancelled: bool) -> Answer:
        """The roster that is kept: it is put together to the end, also when the search was stopped."""
        roster = self._roster(search, start, ["--cancelled"] if is_cancelled else [], self.task.is_ending)
        if roster is None:
            _log.error("stitching ended without a roster")
            raise SolveFailed(NO_ROSTER)
        return Answer(search.problem, roster)

    def _stitched_so_far(self, search: Search, start: Start | None) -> bytes | None:
        """The roster so far, to be told of: nobody waits for it once the search is stopped."""
        return self._roster(search, start, [], self._is_stopped)

    def _roster(
        self, search: Search, start: Start | None, said: Sequence[str], is_stopped: Callable[[], bool]
    ) -> bytes | None:
        with work_folder(self.work) as folder:
            self._lay_out(folder, search, start)
            self._step(folder, start, ["stitch", "problem.json", "pieces", "-o", "roster.json", *said], is_stopped)
            roster = folder / "roster.json"
            return roster.read_bytes() if roster.exists() else None

    def _lay_out(self, folder: Path, search: Search, start: Start | None) -> None:
        """The search's files, as `peerinspect divide` and `stitch` read them."""
        (folder / "problem.json").write_bytes(search.problem)
        if start is not None:
            (folder / "start.json").write_bytes(start.roster)
        for number in range(search.waves):
            (folder / "pieces" / f"wave-{number}").mkdir(parents=True, exist_ok=True)
        for piece in pieces_of(search):
            wave = folder / "pieces" / f"wave-{piece.wave}"
            (wave / f"part-{piece.number:03}.json").write_bytes(piece.problem)
            if piece.roster is not None:
                (wave / f"part-{piece.number:03}.roster.json").write_bytes(piece.roster)

    def _step(self, folder: Path, start: Start | None, words: Sequence[str], is_stopped: Callable[[], bool]) -> str:
        """One of the two commands, in a process of its own; what it says."""
        heard: list[bytes] = []
        told = [str(folder / word) if word in ("problem.json", "pieces", "roster.json") else word for word in words]
        told += ["--from", str(folder / "start.json")] if start is not None else []
        run([*COMMAND, *told], folder / "errors.txt", Leash(LONGEST_STEP, PATIENCE, is_stopped, heard.append))
        self.task.hand_back_if_ending()
        return b"".join(heard).decode().strip()


def _waves_in(pieces: Path) -> int:
    """How many waves the folder holds, from the first one on."""
    return next(number for number in count() if not (pieces / f"wave-{number}").is_dir())


def solve_piece(piece_id: str, watch: NoWatch = NO_WATCH) -> None:
    """Solve one piece and write down its roster, once. A piece that is over, or gone, is nobody's any more."""
    row = store.db.session.get(DividedPieceRow, piece_id)
    if row is None or row.state != WAITING:
        store.db.session.rollback()
        return
    problem, time_limit = row.problem_bytes, row.time_limit
    store.db.session.rollback()
    roster = _roster_of(problem, time_limit, watch.must_stop)
    if not watch.is_cancelled():
        watch.hand_back_if_ending()
    with store.transaction():
        watch.hold()
        end_piece(piece_id, DONE if roster is not None else FAILED, roster)


def _roster_of(problem: bytes, time_limit: int, is_stopped: Callable[[], bool]) -> bytes | None:
    """The roster file for a problem file, by the ordinary search; None where there is none."""
    with work_folder(Path(current_app.config["WORK_FOLDER"])) as folder:
        (folder / "problem.json").write_bytes(problem)
        command = [*COMMAND, "solve", str(folder / "problem.json"), "-o", str(folder / "roster.json")]
        command += ["--progress", "json", "--time-limit", str(time_limit)]
        run(command, folder / "errors.txt", Leash(time_limit + GRACE, PATIENCE, is_stopped, lambda _: None))
        roster = folder / "roster.json"
        return roster.read_bytes() if roster.exists() and _is_whole(roster) else None


def _is_whole(roster: Path) -> bool:
    """Whether the file was written to its end."""
    try:
        return isinstance(json.loads(roster.read_bytes()), dict)
    except ValueError:
        return False
