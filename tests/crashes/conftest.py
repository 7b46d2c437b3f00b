"""The two databases, each in a service of its own with a small world."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from .postgres import Server, programs
from .writers import found_world, service


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A server that writes in earnest."""
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not installed")
    with Server() as server:
        yield server


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a service with three people in it: copied, since migrating takes longer than most tests."""
    folder = tmp_path_factory.mktemp("founded") / "instance"
    with service(folder, None):
        found_world()
    return folder


@pytest.fixture
def app(tmp_path: Path, founded: Path) -> Iterator[Flask]:
    """A service with three people in it, who write, on SQLite."""
    shutil.copytree(founded, tmp_path / "instance")
    with service(tmp_path / "instance", None) as app:
        yield app


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The same on either database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("app")
        return
    with service(tmp_path / "instance", request.getfixturevalue("postgres").empty_database()) as app:
        found_world()
        yield app
