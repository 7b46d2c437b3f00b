"""A service with a small world in it, for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from silent_changes import WATCHED, noticed
from small_service import service
from small_world import ADMIN, TODAY, World, build_world
from waiver_desk import build_desk

from peerinspect import store
from peerinspect.services.accounts import load_reference_councils
from peerinspect.store.tables import UserRow


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a migrated, empty service: copied, since migrating takes longer than most tests."""
    folder = tmp_path_factory.mktemp("empty")
    with service(folder):
        pass
    return folder


@pytest.fixture
def bare(tmp_path: Path, empty_store: Path) -> Iterator[Flask]:
    """A service that holds nothing."""
    shutil.copytree(empty_store, tmp_path / "bare")
    with service(tmp_path / "bare") as app:
        yield app


@pytest.fixture
def england(bare: Flask) -> Flask:
    """A service that holds the reference councils and an administrator."""
    with store.transaction():
        load_reference_councils()
        store.add(
            UserRow(id=ADMIN.user_id, email="admin@example.org", name="Admin", role="administrator", password_hash="")
        )
    return bare


@pytest.fixture
def world(bare: Flask) -> World:
    """A service with the small world of twelve councils."""
    return build_world(TODAY)


@pytest.fixture(scope="session")
def drafted_folder(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> tuple[Path, World]:
    """The folder of a service with a roster in which every placement rests on an objection."""
    folder = tmp_path_factory.mktemp("drafted") / "desk"
    shutil.copytree(empty_store, folder)
    with service(folder):
        return folder, build_desk()


@pytest.fixture
def drafted(drafted_folder: tuple[Path, World], tmp_path: Path) -> Iterator[World]:
    """The same for one test alone."""
    shutil.copytree(drafted_folder[0], tmp_path / "drafted")
    with service(tmp_path / "drafted"):
        yield drafted_folder[1]


@pytest.fixture(autouse=True)
def no_silent_change(request: pytest.FixtureRequest) -> Iterator[None]:
    """No use case changes a fact without writing an event beside it, in the files that are watched."""
    if request.module.__name__ not in WATCHED:
        yield
        return
    with noticed() as found:
        yield
    assert found == []
