"""CSV files for people who open them in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SPACES = " \u00a0\u2007\u202f\u3000"
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
"""Signs without a form of their own, some of which turn round what follows."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets misread every letter beyond the English ones."""


def safe_cell(value: object) -> str:
    """The value as a cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one.

    The spaces before it count too, since spreadsheets pass over them; signs that cannot be seen are left out.
    """
    text = _UNSEEN.sub("", "" if value is None else str(value))
    return f"'{text}" if text.lstrip(_SPACES).startswith(_BEGINS_A_FORMULA) else text


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A whole CSV file, as RFC 4180 has it, every cell safe."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([safe_cell(head) for head in heads])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()
