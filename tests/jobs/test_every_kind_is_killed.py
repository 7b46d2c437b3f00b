"""A worker is killed in the middle of each kind of task: another does it, and what it comes to is there once.

What two undisturbed lives agree about, a disturbed one must agree about too: every value of every table, who was told
what, and which mails went. So a kind needs no list of what it writes, and a new kind needs a scene alone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from killing import Life, Strike, everything, leftovers, lived, opened
from replaying import replay
from scenes_of_tasks import SCENES, Scene, found_world
from small_service import service
from small_world import World

from peerinspect import store
from peerinspect.jobs import kinds
from peerinspect.services import check_tasks, imports
from peerinspect.services.notices import outbox
from peerinspect.store import history

MOMENTS = "PEERINSPECT_TESTS_MOMENTS"
"""At how many moments of each scene a worker is killed, instead of at the few of the suite; 999 for all."""


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, World]]:
    """A service in which every kind of task can be given something to do; its searches are made once each."""
    folder = tmp_path_factory.mktemp("killed")
    with pytest.MonkeyPatch.context() as patch:
        replay(folder / "kept", patch)
        patch.setattr(imports, "SMALL_FILE", 0)
        patch.setattr(imports, "FEW_ROWS", 0)
        patch.setattr(check_tasks, "SMALL", 0)
        patch.setattr(outbox, "LEASE", timedelta(0))  # What a killed sender held is due at once.
        with service(folder / "instance"):
            world = found_world()
        yield folder / "instance", world


def _strikes(scene: Scene, commits: int) -> list[Strike]:
    """After the claim, before each later commit, on either side where that makes a difference: some, spread evenly."""
    found = [Strike(1, True)]
    for number in range(2, commits + 1):
        found += [Strike(number), Strike(number, True)] if scene.both_sides else [Strike(number)]
    wanted = int(os.environ.get(MOMENTS, scene.most))
    if wanted >= len(found):
        return found
    return [found[(2 * each + 1) * len(found) // (2 * wanted)] for each in range(wanted)]


@pytest.mark.parametrize("kind", sorted(kinds.kinds()))
def test_whenever_its_worker_is_killed_it_is_done_once(kind: str, founded: tuple[Path, World], tmp_path: Path) -> None:
    assert SCENES.get(kind), "say in scenes_of_tasks what has this kind of task something to do"
    for name, scene in SCENES[kind].items():
        _play(kind, scene, founded, tmp_path / name.replace(" ", "-"))


def _play(kind: str, scene: Scene, founded: tuple[Path, World], place: Path) -> None:
    folder, world = founded
    shutil.copytree(folder, place / "now")
    with opened(place / "now", scene.settings):
        scene.prepare(world)
        before, faults = everything(), history.verify()
        store.db.session.remove()
        store.db.engine.dispose()
        shutil.copytree(place / "now", place / "before")
        one, other = _undisturbed(kind, place), _undisturbed(kind, place)
        agreed = {name for name, told in one.told.items() if other.told[name] == told}
        assert one.faults == other.faults == faults == [] and one.states == other.states
        assert any(one.told[name] != before[name] for name in agreed), "there was nothing to do"
        for strike in _strikes(scene, min(one.commits, other.commits)):
            _begin_anew(place)
            assert lived(kind, strike) is None, strike
            again = _lived(kind)
            said = {name: (one.told[name], again.told[name]) for name in agreed}
            differs = {name: pair for name, pair in said.items() if pair[0] != pair[1]}
            assert (differs, again.faults, again.states) == ({}, [], one.states), strike
            assert leftovers(place / "now") == [], strike


def _undisturbed(kind: str, place: Path) -> Life:
    _begin_anew(place)
    return _lived(kind)


def _lived(kind: str) -> Life:
    life = lived(kind)
    assert life is not None
    return life


def _begin_anew(place: Path) -> None:
    """Everything is as it was before anybody did anything."""
    shutil.rmtree(place / "now")
    shutil.copytree(place / "before", place / "now")
