"""Work side by side: the same answers as by one, and none where a copy comes to grief or it is over."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Sequence

import pytest

from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.aside import Copy, side_by_side
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.menu_making import MenuMaker
from peerinspect.matching.relaxation import as_arrays
from tests.matching.small_world import small_world


def squares(jobs: Sequence[int]) -> dict[int, int]:
    return {job: job * job for job in jobs}


def never() -> bool:
    return False


def test_every_job_is_done_once_whatever_the_number_of_workers() -> None:
    jobs = list(range(3, 20))
    for workers in (2, 3, 4, 40):
        assert side_by_side(squares, jobs, workers, never) == squares(jobs)


def test_one_worker_or_one_job_is_left_to_whoever_asks() -> None:
    assert side_by_side(squares, [1, 2, 3], 1, never) == {}
    assert side_by_side(squares, [1], 4, never) == {}


def test_answers_larger_than_a_pipe_arrive_whole() -> None:
    found = side_by_side(lambda jobs: {job: bytes([job]) * 3_000_000 for job in jobs}, [1, 2, 3], 3, never)
    assert found == {job: bytes([job]) * 3_000_000 for job in (1, 2, 3)}


@pytest.mark.skipif(os.name != "posix", reason="needs copies of a process")
def test_the_share_of_a_copy_that_comes_to_grief_is_missing() -> None:
    here = os.getpid()

    def work(jobs: Sequence[int]) -> dict[int, int]:
        if os.getpid() != here and 1 in jobs:
            os._exit(3)
        return squares(jobs)

    assert side_by_side(work, [0, 1, 2], 3, never) == {0: 0, 2: 4}


def test_once_it_is_over_no_copy_is_waited_for_and_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    here, sleep, fork, copies = os.getpid(), threading.Event(), os.fork, list[int]()

    def noted() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", noted)

    def work(jobs: Sequence[int]) -> dict[int, int]:
        if os.getpid() != here:
            sleep.wait(60)
        return squares(jobs)

    assert side_by_side(work, [0, 1, 2], 3, lambda: True) == {0: 0}
    assert len(copies) == 2
    for copy in copies:
        with pytest.raises(ProcessLookupError):
            os.kill(copy, 0)


def test_a_copy_leaves_with_whoever_made_it() -> None:
    output, entrance = os.pipe()
    maker = os.fork()
    if not maker:
        os.close(output)
        Copy(lambda: threading.Event().wait(60))
        os._exit(0)  # As a kill would: nobody ends the copy.
    os.close(entrance)
    os.waitpid(maker, 0)
    assert select.select([output], [], [], 10.0)[0]
    assert os.read(output, 1) == b""  # Nobody holds the other end any more, the copy included.
    os.close(output)


def test_from_another_thread_no_copy_is_made() -> None:
    found: list[dict[int, int]] = []
    thread = threading.Thread(target=lambda: found.append(side_by_side(squares, [1, 2, 3], 2, never)))
    thread.start()
    thread.join()
    assert found == [{}]


def test_menus_are_the_same_by_one_and_by_several() -> None:
    facts = small_world()
    program = Assembly(examine(facts, Rulebook.under(facts.policy)), {}).build()
    one, four = (MenuMaker(program, as_arrays(program.rows), None, workers) for workers in (1, 4))
    assert one.left == four.left
    assert one.total == four.total
    for mine, other in zip(one.menus.menus, four.menus.menus, strict=True):
        assert (mine.table == other.table).all()
        assert (mine.loads == other.loads).all()
        assert (mine.owned() == other.owned()).all()
