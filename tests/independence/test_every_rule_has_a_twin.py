"""Every rule has a file of examples of its own name, which shows what it forbids and what it lets through."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from peerinspect.domain import Policy
from peerinspect.independence.rulebook import RULES, Rulebook

HERE = Path(__file__).parent


def rule_codes() -> set[str]:
    """The codes of every rule in the rulebook, of every shape."""
    return {rule.code for rule in Rulebook.under(Policy()).rules}


def code_of(tree: ast.Module) -> str | None:
    """The rule a file is about: what it calls CODE."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "CODE":
            return str(ast.literal_eval(node.value))
    return None


def twins() -> dict[Path, tuple[str, list[str]]]:
    """The files about a rule, each with the rule's code and the names of its tests."""
    found = {}
    for path in sorted(HERE.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        code = code_of(tree)
        if code is not None:
            names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
            found[path] = (code, [name for name in names if name.startswith("test_")])
    return found


def test_the_third_rulebook_has_all_forty_four_rules() -> None:
    assert len(rule_codes()) == len(RULES) == 44
    assert Rulebook.under(Policy()).version == "3"


def test_every_rule_is_of_a_shape_that_is_asked() -> None:
    book = Rulebook.under(Policy())
    asked = (*book.bars, *book.clashes, *book.triples, *book.limits, *book.covers)
    assert {rule.code for rule in asked} == rule_codes()


@pytest.mark.parametrize("code", sorted(rule_codes()))
def test_the_rule_has_a_file_of_its_name(code: str) -> None:
    assert (HERE / f"test_{code.replace('-', '_')}.py") in twins()


@pytest.mark.parametrize("path", twins(), ids=lambda path: path.stem)
def test_the_file_is_about_the_rule_of_its_name(path: Path) -> None:
    code, _ = twins()[path]
    assert path.name == f"test_{code.replace('-', '_')}.py"
    assert code in rule_codes()


@pytest.mark.parametrize("path", twins(), ids=lambda path: path.stem)
def test_the_file_shows_what_is_forbidden_and_what_is_let_through(path: Path) -> None:
    _, names = twins()[path]
    assert any("forbids" in name for name in names)
    assert any("lets_through" in name for name in names)
