"""What all tests share: only how they are dealt out to processes."""

from __future__ import annotations

import os

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ON_POSTGRESQL = os.environ.get("PEERINSPECT_TESTS_ON") == "postgresql"
"""Every test on the other database too: `make test-postgresql`."""
pytest_plugins = ["written_as_text", "routes_once", *(["on_postgresql"] if ON_POSTGRESQL else [])]
TOGETHER = ("tests/england/",)
"""Folders whose files share what takes long to build."""
APART = ("tests/journeys/",)
"""Folders in whose files each test builds its own: they are few and long, and each may go to another process."""
SHARING = ("tests/journeys/test_explaining.py", "tests/journeys/test_every_page.py")
"""Files of those whose tests share something all the same."""
BY_LAST_WORD = ("tests/web/test_pages_by_role.py",)
"""Files of thousands of tests, which are dealt out by the last word of what each is tried with."""
FIRST = ("tests/veil/", "tests/journeys/", "tests/england/", "tests/services/test_demo.py", "tests/cli/")
"""What takes longest begins first, so that no process is left with it in the end."""


class ByFile(LoadScopeScheduling):
    """A file's tests stay in one process, so that what they share is built only once.

    Groups by mark would do the same, but the plugin writes them into a place that pytest 9.2 reads no more.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        if file.startswith(APART) and file not in SHARING:
            return nodeid
        if file in BY_LAST_WORD:
            return f"{file}::{nodeid.rpartition('-')[2]}"
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """The way in which pytest-xdist deals tests out."""
    # Journeys are few tests and take long: reordered by number they would come last.
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, all else in its order."""
    order = {prefix: number for number, prefix in enumerate(FIRST)}
    items.sort(key=lambda item: next((order[one] for one in FIRST if item.nodeid.startswith(one)), len(order)))
