"""CSV files for people who open them in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets misread every letter beyond the English ones."""


def safe_cell(value: object) -> str:
    """The value as a cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one.

    The spaces before it count too, since spreadsheets pass over them.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_A_FORMULA) else text


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A whole CSV file, as RFC 4180 has it, every cell safe."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([safe_cell(head) for head in heads])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()
