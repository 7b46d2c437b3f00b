"""A browser and a served peerinspect with an empty database, for journeys through the pages alone."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from served import Served, serve_empty
from visitor import EXAMINED, MEASURED

# Some journeys begin in a small world that is described beside the tests of pages and of services.
for folder in ("web", "services"):
    sys.path.append(str(Path(__file__).parents[1] / folder))

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The one without a window's trappings first: it shows the same, and costs a quarter less of a journey."""
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. Without it journeys are skipped and say so; where CI is set they fail instead."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("Chromium is not installed, and in CI the browser journeys must run")
    if found is None:
        pytest.skip("Chromium is not installed: the browser journeys did not run")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The installed Chromium, without a window. What is examined in one process need not be examined in another."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        together = tmp_path_factory.getbasetemp().parent
        EXAMINED.share(together / "examined")
        MEASURED.share(together / "measured")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """peerinspect as `peerinspect serve` starts it, over an empty folder."""
    with serve_empty(tmp_path) as running:
        yield running
