"""A sheet as it is read from a file of any kind: rows of cells, numbered as a spreadsheet numbers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peerinspect.tables.cells import Raw, is_empty
from peerinspect.tables.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from peerinspect.tables.refusal import Unreadable

Cells = Sequence[Raw]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name ("" in CSV files), its row of headings, and the rows below that are not empty."""

    name: str
    heads: Cells
    rows: Sequence[tuple[int, Cells]]


def sheet_of(name: str, numbered: Iterable[tuple[int, Cells]]) -> Sheet:
    """The sheet that the rows make. Raises Unreadable where there is none, or too much of one."""
    heads: Cells | None = None
    rows: list[tuple[int, Cells]] = []
    for number, cells in numbered:
        full = _without_tail(cells)
        if not full:
            continue
        _check_width(number, full)
        if heads is None:
            heads = full
            continue
        rows.append((number, full))
        if len(rows) > MOST_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
    if heads is None:
        raise Unreadable("The file is empty. Fill in the template and choose that")
    return Sheet(name, heads, rows)


def _without_tail(cells: Cells) -> Cells:
    """The cells up to the last one in which something stands."""
    last = len(cells)
    while last and is_empty(cells[last - 1]):
        last -= 1
    return cells[:last]


def _check_width(number: int, cells: Cells) -> None:
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(TOO_MANY_COLUMNS)
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        raise Unreadable(f"A cell of row {number} has more than {LONGEST_CELL:,} characters. Shorten it")
