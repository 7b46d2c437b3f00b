"""The pages over a small world, for tests that make real requests."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

# The small world of twelve councils is described beside the tests of services.
sys.path.append(str(Path(__file__).parents[1] / "services"))

from pages_world import Lived, live, pages


@pytest.fixture(scope="session")
def empty_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a migrated, empty service: copied, since migrating takes longer than most tests."""
    folder = tmp_path_factory.mktemp("empty-pages")
    with pages(folder):
        pass
    return folder


@pytest.fixture
def bare_pages(tmp_path: Path, empty_pages: Path) -> Iterator[Flask]:
    """The pages of a service that holds nothing, not even a user."""
    shutil.copytree(empty_pages, tmp_path / "bare")
    with pages(tmp_path / "bare") as app:
        yield app


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory, empty_pages: Path) -> tuple[Path, Lived]:
    """The folder of a service in which something of every sort has happened. Copy it before changing anything."""
    folder = tmp_path_factory.mktemp("lived") / "in"
    shutil.copytree(empty_pages, folder)
    return folder, live(folder)


@pytest.fixture
def lived(lived_in: tuple[Path, Lived], tmp_path: Path) -> Iterator[tuple[Flask, Lived]]:
    """The same for one test alone."""
    folder, found = lived_in
    shutil.copytree(folder, tmp_path / "lived")
    with pages(tmp_path / "lived") as app:
        yield app, found
