"""A name means one thing: the second table of a name would take the place of the first on every page."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "peerinspect"
MODULES = sorted(PACKAGE.rglob("*.py"))


def declared(source: str) -> Counter[str]:
    """How often each name is declared at the module's own level; an assignment without a type adds to one that is."""
    body = ast.parse(source).body
    named = [node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    typed = [node.target.id for node in body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)]
    return Counter([*named, *typed])


def test_a_second_declaration_is_found() -> None:
    assert declared("A: int = 1\nA: str = ''\nB: int = 1\nB = 2\n") == {"A": 2, "B": 1}


def test_no_name_is_declared_twice() -> None:
    found = {
        path: [name for name, times in declared(path.read_text(encoding="utf-8")).items() if times > 1]
        for path in MODULES
    }
    assert len(found) > 100
    assert {str(path.relative_to(PACKAGE)): names for path, names in found.items() if names} == {}
