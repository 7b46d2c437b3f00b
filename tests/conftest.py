"""What all tests share: only how they are dealt out to processes."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay in one process under `--dist loadgroup`, so that what they share is built only once."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            file = item.path.relative_to(HERE).with_suffix("")
            item.add_marker(pytest.mark.xdist_group(file.as_posix()))
