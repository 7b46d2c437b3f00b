"""The domain imports the standard library and itself, whatever else may be installed one day."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

DOMAIN = Path(__file__).resolve().parents[2] / "peerinspect" / "domain"
MODULES = sorted(DOMAIN.glob("*.py"))


def imported(source: str) -> set[str]:
    """The modules that the source imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


def allowed(module: str) -> bool:
    return module.split(".")[0] in sys.stdlib_module_names or module.startswith("peerinspect.domain")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_only_the_standard_library(path: Path) -> None:
    assert [module for module in imported(path.read_text()) if not allowed(module)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_clock_no_session_no_chance(path: Path) -> None:
    source = path.read_text()
    assert not imported(source) & {"random", "secrets", "time", "uuid"}
    assert ".today()" not in source and ".now(" not in source


def test_the_check_itself_sees_what_is_not_allowed() -> None:
    assert not allowed("flask") and not allowed("peerinspect.files") and allowed("datetime")
    assert imported("def f():\n    import numpy.linalg\n    from flask import g") == {"numpy.linalg", "flask"}
