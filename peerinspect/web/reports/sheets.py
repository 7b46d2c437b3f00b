"""A report as a table: the same rows for the page, for its picture and for a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from peerinspect.tables.csv_files import csv_text
from peerinspect.web.pictures import Row

Cell = str | int | Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, the first of which names it, and its row of the picture."""

    cells: tuple[Cell, ...]
    picture: Row | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report's table. A heading that begins with # heads numbers."""

    label: str
    heads: tuple[str, ...]
    lines: Sequence[Line]

    def csv(self) -> str:
        """The whole table as a file for spreadsheets, every cell safe; numbers without commas."""
        heads = [head.lstrip("#") for head in self.heads]
        return csv_text(heads, ([_plain(cell) for cell in line.cells] for line in self.lines))


def _plain(cell: Cell) -> str:
    """A cell as a spreadsheet reads it: whole where it is, else to two places."""
    if isinstance(cell, Fraction):
        return str(cell) if cell.denominator == 1 else f"{float(cell):.2f}"
    return str(cell)
