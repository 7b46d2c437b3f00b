"""The search that stays up between questions: reused, replaced, stopped, broken, left alone, orphaned."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from questioning import OPEN_BOARD, SEALED, build_questions
from small_service import service
from small_world import CODES, TODAY, World

from peerinspect.files import write_problem, write_roster
from peerinspect.services import disclosure, warm
from peerinspect.services.answering import NO_ANSWER, answer_question, claim_question
from peerinspect.services.asking import Ask, StopAsking, ask, stop_asking
from peerinspect.services.availability import SetOffers, set_offers
from peerinspect.services.standing import standing
from peerinspect.services.views import QuestionView
from peerinspect.services.warm import ANSWERER, WarmSearch

ENDLESS = """
import json, sys, time
print('no event at all', flush=True)
print(json.dumps({"event": "read"}), flush=True)
while True:
    time.sleep(0.05)
"""
BREAKS_AT_ONCE = "raise SystemExit('secrets')"
NO_LEASH = warm.Leash(60, 0, lambda: False, lambda line: None)


@pytest.fixture(scope="module")
def asked_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    folder = tmp_path_factory.mktemp("warm") / "in"
    with service(folder):
        return folder, build_questions()


@pytest.fixture
def app(asked_folder: tuple[Path, World], tmp_path: Path) -> Iterator[Flask]:
    shutil.copytree(asked_folder[0], tmp_path / "warm")
    with service(tmp_path / "warm") as application:
        yield application


@pytest.fixture
def world(app: Flask, asked_folder: tuple[Path, World]) -> World:
    return asked_folder[1]


class Clock:
    """A clock that is put forward by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def search(clock: Clock) -> Iterator[WarmSearch]:
    with closing(WarmSearch(clock, idle=300)) as search:
        yield search


def helpers(world: World) -> list[str]:
    return [one.person_id for one in disclosure.candidates(world.cleared, OPEN_BOARD, TODAY).eligible]


def answered(world: World, search: WarmSearch, command: Ask, is_sealed: bool = False) -> QuestionView:
    question = ask(command, world.cleared, TODAY)
    assert claim_question(is_sealed) == question
    answer_question(question, warm=search)
    return disclosure.question(world.cleared, question, TODAY)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_next_question_goes_to_the_same_process_and_has_the_answer_of_a_new_one(
    world: World, search: WarmSearch, tmp_path: Path
) -> None:
    first, second = helpers(world)[:2]
    one = answered(world, search, Ask(OPEN_BOARD, first))
    pid = search.pid
    assert pid is not None
    two = answered(world, search, Ask(OPEN_BOARD, second))
    assert search.pid == pid
    assert one.attempt is not None
    assert two.attempt is not None
    assert (one.attempt.status, two.attempt.status) == ("optimal", "optimal")
    assert first in {move.person_id for move in one.attempt.moves}
    assert second in {move.person_id for move in two.attempt.moves}
    found = standing("open", TODAY)
    question = {"duty": OPEN_BOARD, "person": second, "seconds": 20}
    with closing(WarmSearch()) as fresh:
        anew = fresh.ask("open", found, question, tmp_path, NO_LEASH)
        again = search.ask("open", found, question, tmp_path, NO_LEASH)
    assert anew == again
    assert anew is not None
    assert anew["status"] == "optimal"


def test_no_problem_file_lies_about_while_it_stays_up(app: Flask, world: World, search: WarmSearch) -> None:
    answered(world, search, Ask(OPEN_BOARD, helpers(world)[0]))
    assert search.pid is not None
    assert list(Path(app.config["WORK_FOLDER"]).iterdir()) == []


def test_a_changed_fact_takes_another_process(world: World, search: WarmSearch) -> None:
    answered(world, search, Ask(OPEN_BOARD, helpers(world)[0]))
    before = search.pid
    person = next(one for one in helpers(world) if one.endswith("-senior"))
    set_offers(SetOffers({"inspect": 20}), world.senior(person.removesuffix("-senior")), TODAY)
    view = answered(world, search, Ask(OPEN_BOARD, person))
    assert view.attempt is not None
    assert [one.objection.rule for one in view.attempt.obstacles] == ["not-offered"], "it knows of the change"
    assert search.pid not in (None, before)
    assert before is not None
    assert not is_there(before)


def test_each_part_has_a_process_of_its_own(world: World, search: WarmSearch) -> None:
    """A search that knows one circle's sealed work never hears of another's, nor of open work."""
    circle = world.circles[CODES[3]]
    helper = next(f"{code}-senior" for code in CODES if world.circles[code] == (circle + 1) % 3)
    answered(world, search, Ask(OPEN_BOARD, helpers(world)[0]))
    before = search.pid
    view = answered(world, search, Ask(SEALED, helper), is_sealed=True)
    assert view.state == "done"
    assert search.pid not in (None, before)


def test_the_same_problem_for_another_part_takes_another_process(
    world: World, search: WarmSearch, tmp_path: Path
) -> None:
    found = standing("open", TODAY)
    question = {"duty": OPEN_BOARD, "person": helpers(world)[0], "seconds": 5}
    search.ask("open", found, question, tmp_path, NO_LEASH)
    before = search.pid
    search.ask("sealed-0", found, question, tmp_path, NO_LEASH)
    assert search.pid not in (None, before)


def test_one_that_is_stopped_is_over_within_a_second(
    world: World, search: WarmSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as endless:
        endless.setattr(warm, "ANSWERER", (sys.executable, "-c", ENDLESS))
        question = ask(Ask(OPEN_BOARD, helpers(world)[0]), world.cleared, TODAY)
        assert claim_question(is_sealed=False) == question
        stop_asking(StopAsking(question), world.cleared, TODAY)
        asked = time.monotonic()
        answer_question(question, warm=search)
        assert time.monotonic() - asked < 1
    assert disclosure.question(world.cleared, question, TODAY).state == "cancelled"
    assert search.pid is None
    assert answered(world, search, Ask(OPEN_BOARD, helpers(world)[0])).state == "done", "the next one starts anew"


def test_one_that_takes_too_long_fails_and_is_ended(
    world: World, search: WarmSearch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(warm, "ANSWERER", (sys.executable, "-c", ENDLESS))
    leash = warm.Leash(0.5, 0, lambda: False, lambda line: None)
    with pytest.raises(warm.Stuck):
        search.ask("open", standing("open", TODAY), {}, tmp_path, leash)
    assert search.pid is None
    assert list(tmp_path.glob("*.json")) == []


def test_one_that_breaks_at_once_fails_and_tells_nothing(
    world: World, search: WarmSearch, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm, "ANSWERER", (sys.executable, "-c", BREAKS_AT_ONCE))
    view = answered(world, search, Ask(OPEN_BOARD, helpers(world)[0]))
    assert (view.state, view.message) == ("failed", NO_ANSWER)
    told = {record.getMessage() for record in caplog.records if "peerinspect" in record.name}
    assert told == {"a search ended without an answer"}


def test_one_that_was_killed_between_questions_is_replaced(world: World, search: WarmSearch) -> None:
    answered(world, search, Ask(OPEN_BOARD, helpers(world)[0]))
    pid = search.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert answered(world, search, Ask(OPEN_BOARD, helpers(world)[1])).state == "done"
    assert search.pid not in (None, pid)


def test_one_that_breaks_over_its_second_question_is_replaced_once(
    world: World, search: WarmSearch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It answers one question and ends with the second, without a word; so the second goes to a new process."""
    script = tmp_path / "once.py"
    script.write_text(
        "import json, sys\n"
        "print(json.dumps({'event': 'read'}), flush=True)\n"
        "sys.stdin.readline()\n"
        "print(json.dumps({'event': 'answer', 'answer': {'number': 1}}), flush=True)\n"
        "sys.stdin.readline()\n"
    )
    monkeypatch.setattr(warm, "ANSWERER", (sys.executable, str(script)))
    found = standing("open", TODAY)
    assert search.ask("open", found, {}, tmp_path, NO_LEASH) == {"number": 1}
    first = search.pid
    assert search.ask("open", found, {}, tmp_path, NO_LEASH) == {"number": 1}
    assert search.pid not in (None, first)


def test_one_that_has_grown_too_large_ends_after_its_answer(
    world: World, search: WarmSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "MEGABYTES", 1)
    for person in helpers(world)[:2]:
        assert answered(world, search, Ask(OPEN_BOARD, person)).state == "done"
        wait_until(lambda: search.pid is None)


def test_it_ends_when_nobody_has_asked_for_long(world: World, search: WarmSearch, clock: Clock) -> None:
    answered(world, search, Ask(OPEN_BOARD, helpers(world)[0]))
    pid = search.pid
    assert pid is not None
    clock.now += 299
    search.tend()
    assert search.pid == pid
    clock.now += 1
    search.tend()
    assert search.pid is None
    assert not is_there(pid)


def test_it_ends_when_its_input_does_even_while_it_gets_ready(world: World, tmp_path: Path) -> None:
    """Whoever asked is gone, and a search must not outlive the service."""
    found = standing("open", TODAY)
    write_problem(found.facts, tmp_path / "p.json")
    write_roster(found.measured, tmp_path / "r.json")
    command = [*ANSWERER, str(tmp_path / "p.json"), str(tmp_path / "r.json"), "4000"]
    for with_question in (False, True):
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            if with_question:
                question = {"duty": OPEN_BOARD, "person": helpers(world)[0], "seconds": 60}
                process.stdin.write(json.dumps(question).encode() + b"\n")
            else:
                assert json.loads(process.stdout.readline()) == {"event": "read"}
            process.stdin.close()
            assert process.wait(20) == 0


def test_the_size_of_the_service_is_not_that_of_the_process_it_starts() -> None:
    """What a process has needed begins on Linux with what its starter holds: a large service would end each at once."""
    held = bytearray(b"\1") * 400_000_000
    asked = "from peerinspect.commands.answering import _megabytes; print(_megabytes())"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert 10 < int(done.stdout) < len(held) >> 20
