"""Reading XLSX workbooks, none of which is trusted: sizes and parts are looked at before anything is unpacked."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

import openpyxl
from defusedxml.common import DefusedXmlException

from peerinspect.tables.cells import FORMULA, Raw
from peerinspect.tables.limits import (
    MOST_PARTS,
    MOST_RATIO,
    MOST_ROWS,
    MOST_UNPACKED,
    SMALL_PART,
    TOO_MANY_ROWS,
    UNPACKS_TOO_LARGE,
)
from peerinspect.tables.refusal import Halted, Report, Unreadable
from peerinspect.tables.sheets import Cells, Sheet, sheet_of

NOT_A_WORKBOOK = "The workbook cannot be read. Open it in a spreadsheet, save it as XLSX and choose that"
LOCKED = "The workbook is an old one (XLS), or has a password. Save it as XLSX without a password and choose that"
DECLARES = "The workbook holds XML that no spreadsheet writes. Copy the rows into the template and choose that"
OLD_WORKBOOK, ZIPPED = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_MOST_EMPTY = 1_000
"""Rows without anything in them before the sheet counts as over."""
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_HAS_FORMULA = re.compile(rb"<(\w+:)?f[ >/]")


def read_workbook(content: bytes, titles: Sequence[str], report: Report = lambda _: None) -> Sheet:
    """The sheet with one of the titles, else the first. Raises Unreadable, and Halted where `report` does."""
    has_formulas = look_over(content)
    try:
        # A workbook may hold what openpyxl warns of and passes over: extensions, drawings, strange headers.
        with warnings.catch_warnings(action="ignore"):
            return _read(content, titles, has_formulas, report)
    except DefusedXmlException:
        raise Unreadable(DECLARES) from None
    except (Unreadable, Halted):
        raise
    except Exception:  # openpyxl raises whatever a broken file makes it run into
        raise Unreadable(NOT_A_WORKBOOK) from None


def look_over(content: bytes) -> bool:
    """Refuse what would overwhelm a reader, before it is read; whether any sheet holds a formula. Raises Unreadable.

    Sizes are those that the file itself tells; reading a part stops at what it told.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _check_sizes(parts.infolist())
            return _check_markup(parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, KeyError):
        raise Unreadable(NOT_A_WORKBOOK) from None


def _check_sizes(parts: Sequence[zipfile.ZipInfo]) -> None:
    heavy = [each for each in parts if each.file_size > SMALL_PART]
    swells = any(each.file_size > MOST_RATIO * max(1, each.compress_size) for each in heavy)
    if len(parts) > MOST_PARTS or swells or sum(each.file_size for each in parts) > MOST_UNPACKED:
        raise Unreadable(UNPACKS_TOO_LARGE)


def _check_markup(parts: zipfile.ZipFile) -> bool:
    """No part may declare entities or name outside ones."""
    has_formulas = False
    for each in parts.infolist():
        if each.filename.lower().endswith((".xml", ".rels")):
            head = b""
            with parts.open(each) as part:
                while block := part.read(1 << 20):
                    chunk = (head + block).replace(b"\x00", b"")
                    if _DECLARATION.search(chunk):
                        raise Unreadable(DECLARES)
                    has_formulas = has_formulas or ("worksheets" in each.filename and bool(_HAS_FORMULA.search(chunk)))
                    head = block[-64:]
    return has_formulas


def _read(content: bytes, titles: Sequence[str], has_formulas: bool, report: Report) -> Sheet:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        name = _chosen(book.sheetnames, titles)
        if not has_formulas:
            return sheet_of(name, _rows(book[name], report))
        written = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        try:
            return sheet_of(name, _marked(_rows(book[name], report), _rows(written[name], report)))
        finally:
            written.close()
    finally:
        book.close()


def _chosen(names: Sequence[str], titles: Sequence[str]) -> str:
    """The sheet to read: one of the titles, else the first."""
    wanted = {title.casefold() for title in titles}
    if not names:
        raise Unreadable(NOT_A_WORKBOOK)
    return next((name for name in names if name.strip().casefold() in wanted), names[0])


def _rows(sheet: Any, report: Report) -> Iterator[tuple[int, Cells]]:
    """Each row with its number. What the file says of the sheet's size is not believed."""
    sheet.reset_dimensions()
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        empty = 0 if any(cell is not None for cell in cells) else empty + 1
        if empty > _MOST_EMPTY:
            return
        if number > MOST_ROWS + _MOST_EMPTY:
            raise Unreadable(TOO_MANY_ROWS)
        report(0)
        yield number, cells


def _marked(results: Iterator[tuple[int, Cells]], written: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    """The results of the rows, with a mark where a formula has none: such a cell must not pass for an empty one."""
    for (number, cells), (_, formulas) in zip(results, written, strict=False):
        yield number, tuple(_result(cell, formula) for cell, formula in zip_longest(cells, formulas))


def _result(cell: Raw, formula: Raw) -> Raw:
    return FORMULA if cell is None and isinstance(formula, str) and formula.startswith("=") else cell
