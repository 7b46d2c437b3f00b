"""No regular expression of the service can be made to run for ever by what somebody types.

What makes one run away is a repetition inside a repetition, where one text can be parted in many ways. Those are found
by taking the expressions apart, with no clock. The few that are there were looked at, and are tried on texts made to
overwhelm them: twice the text may take about twice the work, and not four times.
"""

from __future__ import annotations

import ast
import re
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from re import _parser as parser  # type: ignore[attr-defined]

PACKAGE = Path(__file__).resolve().parents[2] / "peerinspect"
READ_AT_ONCE = {"compile", "fullmatch", "match", "search", "sub", "split", "findall", "finditer"}
LOOKED_AT = {
    r"[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*": "a sign stands between any two runs, so that there is one way to part them",
    r"((?:\?|%\(\w+\)s|\$\d+)(?:::\w+)?)(?:, (?:\?|%\(\w+\)s|\$\d+)(?:::\w+)?)+": "statements, with commas between",
}
"""Repetitions inside repetitions, and why each is harmless."""
MANY = 20
"""A repetition of up to so many times is none that runs away."""


def expressions() -> Iterator[str]:
    """Every expression that is written out in the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if _is_reading(node) and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined]
                text = node.args[0].value  # type: ignore[attr-defined]
                yield text.decode() if isinstance(text, bytes) else text


def _is_reading(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
        return False
    return isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in READ_AT_ONCE


def runs_away(pattern: Any, inside: bool = False) -> bool:
    """Whether an unbounded repetition stands inside another one."""
    for name, held in pattern:
        word = str(name)
        if word in ("MAX_REPEAT", "MIN_REPEAT"):
            _, most, repeated = held
            is_open = most is parser.MAXREPEAT or most > MANY
            if (is_open and inside) or runs_away(repeated, inside or is_open):
                return True
        elif any(runs_away(part, inside) for part in _parts(word, held)):
            return True
    return False


def _parts(word: str, held: Any) -> list[Any]:
    if word == "SUBPATTERN":
        return [held[-1]]
    if word == "BRANCH":
        return list(held[1])
    if word in ("ASSERT", "ASSERT_NOT"):
        return [held[1]]
    return [held] if word == "ATOMIC_GROUP" else []


def test_the_check_sees_what_runs_away() -> None:
    for pattern in (r"(a+)+$", r"(a|b+)*c", r"((?:x*)y?)*", r"(?:\s*,?\s*)+"):
        assert runs_away(parser.parse(pattern))
    for pattern in (r"a+b+", r"(ab)*", r"(?:a{1,3}b)*", r"[a-z]+(?:x|y)"):
        assert not runs_away(parser.parse(pattern))


def test_no_repetition_stands_inside_another() -> None:
    found = set(expressions())
    assert len(found) > 20
    assert {each for each in found if runs_away(parser.parse(each))} == set(LOOKED_AT)


def hostile(pattern: str, length: int) -> list[str]:
    """Texts of about that length, out of the signs that the expression itself speaks of, which end unlike it."""
    signs = sorted(set(re.findall(r"[A-Za-z0-9 '\"=+/@.,:-]", pattern)))[:12] or ["a"]
    units = [*signs, " ", "0", "a", "'", "a0", "a-", "a b ", "".join(signs), "the child was "]
    return [(unit * length)[:length] + "\x01" for unit in units]


def work(expression: re.Pattern[str], texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        expression.search(text)
        expression.fullmatch(text)
    return time.process_time() - began


@pytest.mark.parametrize("pattern", sorted(set(expressions())))
def test_hostile_text_is_read_in_time(pattern: str) -> None:
    """A runaway would take hours; the bound is wide, so that a busy machine is no failure."""
    assert work(re.compile(pattern), hostile(pattern, 3_000)) < 5


def test_names_in_lessons_are_looked_for_in_time() -> None:
    from peerinspect.services.lessons import particulars

    built = [each for each in vars(particulars).values() if isinstance(each, re.Pattern)]
    assert built
    for expression in built:
        assert work(expression, ["the child," + " " * 5_000, "the child was " * 500, "born on the " * 500]) < 5
