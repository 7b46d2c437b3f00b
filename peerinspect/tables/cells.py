"""Cells as files hold them: what stands in one, and how text is kept from being taken for a formula."""

from __future__ import annotations

import re
from datetime import date, datetime

Raw = str | int | float | bool | date | datetime | None
"""What a file holds in a cell: CSV files hold text alone."""

FORMULA = "formula without a result"
"""Stands for a cell whose formula the file gives no result of."""

_DANGEROUS = re.compile(r"'* *[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet could take for the beginning of a formula, whether or not apostrophes stand before it already."""
_GUARDED = re.compile(r"'+ *[=+\-@\t\r\n＝＋－＠]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one.

    One more stands before text that begins so of its own, so that `unguarded` gives back exactly what was meant.
    """
    plain = _UNPRINTABLE.sub("", text)
    return f"'{plain}" if _DANGEROUS.match(plain) else plain


def unguarded(text: str) -> str:
    """The text without the apostrophe that guards it, and without the spaces around it."""
    plain = text.replace("\u00a0", " ").replace("\r\n", "\n").strip()
    return plain[1:].strip() if _GUARDED.match(plain) else plain


def letter_of(position: int) -> str:
    """The letters over a column: A for position 0, AA for 26."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def text_of(raw: Raw) -> str:
    """What a cell says, as text: whole numbers without a point, dates as in 2026-10-05."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return unguarded(str(raw))


def is_empty(raw: Raw) -> bool:
    """Whether nothing stands in the cell."""
    return raw is None or (isinstance(raw, str) and not unguarded(raw))
