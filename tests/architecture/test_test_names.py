"""Test files in folders that are no packages are imported by their bare name, so no two may share one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def test_no_two_test_files_share_a_name() -> None:
    bare = [path.name for path in TESTS.rglob("test_*.py") if not (path.parent / "__init__.py").exists()]
    shared = [name for name, number in Counter(bare).items() if number > 1]
    assert "test_test_names.py" in bare
    assert shared == []
