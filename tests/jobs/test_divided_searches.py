"""A search in pieces: by one command, and by several workers of which one is killed and one is cut off and healed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cut_off import Line
from flask import current_app
from several_workers import Workers, children_of, service_on, wait_until, workers_of
from small_world import CODES, TODAY, World, board, build_world, inspection
from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
import throwaway_postgres

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.services import disclosure, dividing, tasks
from peerinspect.services.child import COMMAND
from peerinspect.services.divided_rows import (
    PIECE,
    PIECE_APART,
    Search,
    add_search,
    add_wave,
    count_waiting,
    find_search,
    stop_pieces,
    waiting_ids,
)
from peerinspect.services.dividing import DividedSearch
from peerinspect.services.planning import CancelPlan, StartPlan, cancel_plan, start_plan
from peerinspect.services.plans import claim_job, run_job
from peerinspect.services.problems import open_problem
from peerinspect.services.saving import reload_roster
from peerinspect.services.solving import Watch
from peerinspect.services.task_watch import NO_WATCH, HandBack, NoWatch
from peerinspect.services.veil import OPEN, PARTS
from peerinspect.store import history
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.tables import DividedPieceRow, DividedSearchRow, JobPartRow, JobRow, TaskRow


def support(id_: str, code: str, weeks: int) -> Duty:
    """Ten days of advice over three months."""
    first = TODAY + timedelta(weeks=weeks)
    return Duty(id_, "support", Period(first, first + timedelta(weeks=12)), 1, frozenset({code}), days=10)


def years_of_work() -> list[Duty]:
    """Work of two years: boards and support, and an unannounced inspection in each year."""
    near = [board("board-0", CODES[0], TODAY), *(support(f"near-{code}", code, 6) for code in CODES[1:3])]
    far = [support(f"far-{code}", code, 60) for code in CODES[5:7]]
    hidden = [inspection(f"sealed-{weeks}", CODES[9], TODAY + timedelta(weeks=weeks)) for weeks in (14, 66)]
    return [*near, *far, *hidden]


@contextmanager
def world_on(folder: Path, database: str | None) -> Iterator[World]:
    """A service with the two years of work."""
    with service_on(folder, database):
        yield build_world(TODAY, years_of_work())


def made(job: str, world: World) -> dict[str, object]:
    """The saved roster of each part."""
    roster = disclosure.job(world.cleared, job, TODAY).roster_id
    return {row.part: reload_roster(row.roster_bytes) for row in parts_of([roster], PARTS, with_bytes=True)}


def here(world: World, divided: bool) -> str:
    """A plan made here and now; its job."""
    job = start_plan(StartPlan(20, divided=divided), world.cleared, TODAY)
    assert claim_job() == job
    run_job(job)
    view = disclosure.job(world.cleared, job, TODAY)
    assert (view.state, view.message) == ("done", "")
    return job


def left() -> int:
    """Rows of divided searches that are still there."""
    return store.db.session.query(DividedSearchRow).count() + store.db.session.query(DividedPieceRow).count()


def test_in_pieces_or_whole_the_higher_goals_are_the_same_and_sealed_work_moves_nothing_open(tmp_path: Path) -> None:
    with world_on(tmp_path, None) as world:
        whole, pieces = made(here(world, False), world), made(here(world, True), world)
        for part in ("open", f"sealed-{world.circles[CODES[9]]}"):
            higher = [(goal.name, goal.value) for goal in pieces[part].goals][:3]
            assert higher == [(goal.name, goal.value) for goal in whole[part].goals][:3]
            assert all(
                goal.bound is None or goal.name == "fit" or goal.bound <= goal.value for goal in pieces[part].goals
            )
        counted = store.db.session.scalars(select(JobPartRow).where(JobPartRow.part == "open")).all()
        assert sorted((row.pieces_done or 0) >= 2 for row in counted) == [False, True]
        assert left() == 0
        named = {each.duty for each in pieces["open"].placements}
        assert named and not any(duty.startswith("sealed") for duty in named)


def test_who_may_not_know_of_sealed_work_is_shown_the_open_pieces_alone(tmp_path: Path) -> None:
    with world_on(tmp_path, None) as world:
        job = here(world, True)
        seen = disclosure.job(world.uncleared, job, TODAY)
        assert [part.part for part in seen.parts] == ["open"]
        assert seen.parts[0].pieces_done == seen.parts[0].pieces_total > 1
        kinds = set(store.db.session.scalars(select(TaskRow.kind)))
        assert {PIECE, PIECE_APART} <= kinds


@pytest.fixture
def address() -> Iterator[str]:
    """A PostgreSQL of its own."""
    if throwaway_postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with throwaway_postgres.server() as found:
        yield found


def begun(world: World, problems: list[bytes]) -> Search:
    """A search for open work, whose first wave is queued."""
    job = store.new_token()
    moment = datetime.now(UTC)
    told = {"as_of": TODAY, "time_limit": 20, "started_by": world.cleared.user_id, "queued_at": moment}
    with store.transaction():
        store.add(JobRow(id=job, state="running", **told))
        store.db.session.flush()
        add_search(job, OPEN, b"{}")
    for wave in (problems, None):
        found = find_search(job, OPEN)
        assert found is not None
        if wave is not None:
            with store.transaction():
                add_wave(found, wave, 20)
    return found


def states(kind: str) -> list[str]:
    store.db.session.rollback()
    return list(store.db.session.scalars(select(TaskRow.state).where(TaskRow.kind == kind)))


def test_one_worker_cut_off_and_healed_and_one_killed_change_nothing(tmp_path: Path, address: str) -> None:
    with world_on(tmp_path, address) as world, Line(address) as line:
        expected = made(here(world, True), world)
        _play(world, line, expected)


def _play(world: World, line: Line, expected: dict[str, object]) -> None:
    app = current_app._get_current_object()  # noqa: SLF001
    before = len(disclosure.rosters(world.cleared, TODAY))
    job = start_plan(StartPlan(20, divided=True), world.cleared, TODAY)
    with workers_of(app) as direct:
        far = Workers(app)
        far.through(line.address)
        try:
            cut = far.start()
            wait_until(lambda: "running" in states(PIECE) and bool(children_of(cut.pid)))
            line.cut()
            killed = direct.start()
            wait_until(lambda: any(each == "running" for each in states(PIECE)) and bool(children_of(killed.pid)))
            direct.kill(killed)
            direct.start()
            wait_until(lambda: disclosure.job(world.cleared, job, TODAY).state != "queued")
            line.heal()
            wait_until(lambda: disclosure.job(world.cleared, job, TODAY).is_over, 240)
            assert cut.poll() is None
        finally:
            far.end()
    assert disclosure.job(world.cleared, job, TODAY).state == "done"
    assert made(job, world) == expected, "the same roster, whoever did what, and in whatever order"
    assert len(disclosure.rosters(world.cleared, TODAY)) == before + 1
    assert set(states(PIECE)) <= {"done", "cancelled"} and left() == 0
    assert history.verify() == []


def test_a_cancel_keeps_what_is_found_so_far_and_leaves_no_pieces(tmp_path: Path, address: str) -> None:
    with world_on(tmp_path, address) as world:
        job = start_plan(StartPlan(20, divided=True), world.cleared, TODAY)
        with workers_of(current_app._get_current_object()) as workers:  # noqa: SLF001
            workers.start()
            wait_until(lambda: "done" in states(PIECE))
            cancel_plan(CancelPlan(job), world.cleared, TODAY)
            began = time.monotonic()
            wait_until(lambda: disclosure.job(world.cleared, job, TODAY).is_over)
            assert time.monotonic() - began < 20
            wait_until(lambda: not {"queued", "running"} & set(states(PIECE)))
        view = disclosure.job(world.cleared, job, TODAY)
        assert view.state == "cancelled" and left() == 0
        assert view.roster_id is not None and set(made(job, world)) == {"open"}


def test_a_worker_that_ends_between_two_looks_stops_no_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ending(NoWatch):
        """Ends after the first look."""

        looks = 0

        def is_ending(self) -> bool:
            self.looks += 1
            return self.looks > 1

    stopped: list[Search] = []
    monkeypatch.setattr(dividing, "stop_pieces", stopped.append)
    search, task = Search("search", "job", OPEN, 1, b""), Ending()
    monkeypatch.setattr(dividing, "find_search", lambda *_: search)
    divided = DividedSearch("job", OPEN, 20, tmp_path, Watch(lambda _: None, task.is_ending), task)
    with world_on(tmp_path / "service", None) as world, pytest.raises(HandBack):
        divided.solve(open_problem(TODAY), None)
    assert world and not stopped


def test_a_command_takes_no_piece_of_another_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should it be ended, the other search would wait for that piece in vain."""
    solved: list[str] = []
    monkeypatch.setattr(dividing, "solve_piece", solved.append)
    with world_on(tmp_path, None) as world:
        first, second = (begun(world, [b"{}"]) for _ in range(2))
        monkeypatch.setattr(dividing, "LOOK_EVERY", 0)
        command = DividedSearch(second.job, OPEN, 20, tmp_path, Watch(lambda _: None, lambda: False), NO_WATCH)
        command._do_one_here(second)  # noqa: SLF001
        command._do_one_here(second)  # noqa: SLF001
        assert solved == waiting_ids(second)
        assert [tasks.is_live(PIECE, each) for each in waiting_ids(first)] == [True]


def test_work_of_the_first_and_the_third_year_is_searched_beyond_the_first_wave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wave that searches the second year alone has no parts, which is not the end of the search."""
    waves: list[int] = []

    def noted(search: Search, problems: list[bytes], time_limit: int, *wave: int) -> None:
        waves.append(*(wave or [search.waves]))
        add_wave(search, problems, time_limit, *wave)

    monkeypatch.setattr(dividing, "add_wave", noted)
    work = [board("board-0", CODES[0], TODAY), support("near", CODES[1], 6), support("far", CODES[5], 110)]
    with service_on(tmp_path, None):
        world = build_world(TODAY, work)
        assert len(made(here(world, True), world)["open"].placements) > 0
    assert waves == sorted(set(waves)) and 1 not in waves and max(waves) > 1


def test_a_stopped_search_leaves_no_piece_that_nobody_does(tmp_path: Path) -> None:
    """A worker that takes it up again, after the first was killed, would wait for it as long as the plan may take."""
    with world_on(tmp_path, None) as world:
        search = begun(world, [b"{}", b"{}"])
        claim = tasks.claim_task("somebody", (PIECE,))
        assert claim is not None
        with store.transaction():
            stop_pieces(search)
        assert waiting_ids(search) == [claim.key], "whoever does it says how it went"
        assert count_waiting(search) == 1


def doing(*steps: str) -> tuple[str, ...]:
    """The command line, of which one of these steps fails, or never ends."""
    told = "import subprocess, sys, time\n"
    told += f"if sys.argv[1] in {steps}:\n    time.sleep(60 if sys.argv[1] == 'stitch' else 0); sys.exit(70)\n"
    told += f"sys.exit(subprocess.run([*{COMMAND}, *sys.argv[1:]]).returncode)\n"
    return sys.executable, "-c", told


def test_a_wave_that_could_not_be_cut_is_told_of_and_what_was_found_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with world_on(tmp_path, None):
        search = Search("search", "job", OPEN, 1, b"{}")
        monkeypatch.setattr(dividing, "COMMAND", doing("divide"))
        divided = DividedSearch("job", OPEN, 20, tmp_path, Watch(lambda _: None, lambda: False), NO_WATCH)
        assert divided._next_wave(search, None) is None  # noqa: SLF001
    assert "could not be divided any further" in caplog.text


def test_a_cancel_waits_for_nothing_that_is_only_to_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two waves the roster so far is put together for whoever looks on: of years of work that takes a while."""
    monkeypatch.setattr(dividing, "WORTH_TELLING", -1.0)
    monkeypatch.setattr(dividing, "LONGEST_STEP", 20.0)
    monkeypatch.setattr(dividing, "COMMAND", doing("stitch"))
    with world_on(tmp_path, None) as world:
        search = begun(world, [])
        began = time.monotonic()
        watch = Watch(lambda _: None, lambda: time.monotonic() - began > 1)
        divided = DividedSearch(search.job, OPEN, 20, tmp_path, watch, NO_WATCH)
        divided._waited(None)  # noqa: SLF001
        assert time.monotonic() - began < 10
