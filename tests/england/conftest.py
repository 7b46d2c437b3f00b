"""England, generated and solved once for all the tests of this folder.

The tests share one process under pytest-xdist (the group `england`), so that the search is done once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from peerinspect.domain import Facts, Roster
from peerinspect.files import read_problem, read_roster

from .commanding import done, shuffle_file

AT_ONCE = 2
"""Searches that run at the same time: more would only wait for each other on a small machine."""


@dataclass(frozen=True)
class England:
    """The problem and its best roster. `duties` are the open ones by id, in an order that mixes their kinds."""

    folder: Path
    facts: Facts
    roster: Roster
    duties: tuple[str, ...]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with England's problem, p.json, and the same with its lists in another order, shuffled.json."""
    made = tmp_path_factory.mktemp("england")
    done(made, "generate", "--size", "1", "--seed", "7", "-o", "p.json")
    shuffle_file(made / "p.json", made / "shuffled.json", Random(7))
    return made


@pytest.fixture(scope="session")
def searches() -> Iterator[ThreadPoolExecutor]:
    """Where searches wait for their turn."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield pool


@pytest.fixture(scope="session")
def first(folder: Path, searches: ThreadPoolExecutor) -> Future[str]:
    """The first search, from p.json to r.json with as many workers as the command chooses."""
    return searches.submit(done, folder, "solve", "p.json", "-o", "r.json")


@pytest.fixture(scope="session")
def rosters(folder: Path, searches: ThreadPoolExecutor, first: Future[str]) -> dict[str, bytes]:
    """The rosters of three searches, byte for byte: the first, one with a single worker, one of the shuffled file."""
    runs = {
        "r.json": first,
        "alone.json": searches.submit(done, folder, "solve", "p.json", "-o", "alone.json", "--workers", "1"),
        "other.json": searches.submit(done, folder, "solve", "shuffled.json", "-o", "other.json", "--workers", "2"),
    }
    for run in runs.values():
        assert run.result().startswith("optimal: ")
    return {name: (folder / name).read_bytes() for name in runs}


@pytest.fixture(scope="session")
def england(folder: Path, first: Future[str]) -> England:
    """England and its best roster, as the files hold them."""
    assert first.result().startswith("optimal: ")
    facts = read_problem(folder / "p.json")
    still_open = sorted(duty.id for duty in facts.duties.values() if facts.is_open(duty))
    mixed = Random(7).sample(still_open, len(still_open))
    return England(folder, facts, read_roster(folder / "r.json"), tuple(mixed))
