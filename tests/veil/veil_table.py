"""The table of who sees what, as docs/who-sees-what.md has it: the customer's word, and not the code's."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "who-sees-what.md"


def _table(heading: str) -> list[list[str]]:
    """The rows of the table below a heading, the head first."""
    section = PAGE.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip().strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows if not set("".join(row)) <= set("-: ")]


def cells() -> list[tuple[str, str, str]]:
    """Every cell: reader, moment and word."""
    head, *rows = _table("The table")
    return [(row[0], moment, word) for row in rows for moment, word in zip(head[1:], row[1:], strict=True)]


def words() -> set[str]:
    """The words that are explained."""
    return {row[0] for row in _table("The words")[1:]}


def moments() -> list[str]:
    """The moments that are explained."""
    return [row[0] for row in _table("The moments")[1:]]
