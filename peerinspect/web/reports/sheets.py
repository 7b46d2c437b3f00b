"""A report as a table: the same rows for the page, for its picture and for a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from peerinspect.tables.csv_files import BYTE_ORDER_MARK, safe_cell
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

    def narrowed(self, heads: Sequence[str]) -> Sheet:
        """The same with some columns alone, as a page shows it: the file has them all."""
        places = [self.heads.index(head) for head in heads]
        lines = [replace(line, cells=tuple(line.cells[place] for place in places)) for line in self.lines]
        return replace(self, heads=tuple(heads), lines=lines)

    def csv(self) -> str:
        """The whole table as a file for spreadsheets. No text in it is taken for a formula; numbers stay numbers."""
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow([head.lstrip("#") for head in self.heads])
        writer.writerows([_plain(cell) for cell in line.cells] for line in self.lines)
        return BYTE_ORDER_MARK + written.getvalue()


def _plain(cell: Cell) -> str:
    """A cell as a spreadsheet reads it: numbers without commas, to two places where they are not whole."""
    if isinstance(cell, str):
        return safe_cell(cell)
    return str(cell) if cell.denominator == 1 else f"{float(cell):.2f}"
