"""Reading CSV files as people have them: in several encodings, with several separators."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from peerinspect.tables.refusal import Unreadable
from peerinspect.tables.sheets import Cells, Sheet, sheet_of

SEPARATORS = (",", ";", "\t")
NOT_TEXT = "The file is neither a workbook nor a text. Save it as XLSX or as CSV and choose that"
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_csv(content: bytes, known: Iterable[str]) -> Sheet:
    """The table in a CSV file. `known` are the headings to expect, by which the separator is told.

    Raises Unreadable.
    """
    text = decoded(content)
    return sheet_of("", _rows(text, _separator(text, frozenset(known))))


def decoded(content: bytes) -> str:
    """The text: UTF-8 with or without its mark, UTF-16 with one, else Windows-1252. Raises Unreadable."""
    encodings = [_WIDE[content[:2]]] if content[:2] in _WIDE else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Unreadable(NOT_TEXT)


def _separator(text: str, known: frozenset[str]) -> str:
    """The separator that makes the most known headings of the first line; failing that, the most cells."""
    first = text.lstrip("\r\n").split("\n", 1)[0]

    def weight(separator: str) -> tuple[int, int]:
        heads = next(csv.reader([first], delimiter=separator), [])
        return sum(" ".join(head.split()).casefold() in known for head in heads), len(heads)

    try:
        return max(SEPARATORS, key=weight)
    except csv.Error:
        raise Unreadable(NOT_TEXT) from None


def _rows(text: str, separator: str) -> Iterator[tuple[int, Cells]]:
    """Each row with its number, counted as a spreadsheet counts: a cell with two lines is one row's."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for number, cells in enumerate(lines, start=1):
            yield number, cells
    except csv.Error:
        raise Unreadable(
            f"Row {number + 1} cannot be read as CSV. Look for a quotation mark that is not closed"
        ) from None
