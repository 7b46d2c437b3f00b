"""What all tests share: only how they are dealt out to processes."""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/england/",)
"""Folders whose files share what takes long to build."""


class ByFile(LoadScopeScheduling):
    """A file's tests stay in one process, so that what they share is built only once.

    Groups by mark would do the same, but the plugin writes them into a place that pytest 9.2 reads no more.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """The way in which pytest-xdist deals tests out."""
    # Journeys are few tests and take long: reordered by number they would come last.
    config.option.loadscopereorder = False
    return ByFile(config, log)
