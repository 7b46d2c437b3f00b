"""Writing tables as CSV and XLSX, every cell kept from being taken for a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from peerinspect.tables.cells import Raw, guarded
from peerinspect.tables.csv_files import BYTE_ORDER_MARK
from peerinspect.tables.declaring import Column, Table
from peerinspect.tables.places import Places

Values = Mapping[str, Any]
_NARROW, _WIDE = 14, 30
_FIXED = (1980, 1, 1, 0, 0, 0)
"""The moment that parts of an archive carry, so that the same facts make the same file."""


def csv_bytes(table: Table, rows: Iterable[Values], places: Places) -> bytes:
    """A table as a CSV file in UTF-8, headed by the columns' names."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([column.name for column in table.written])
    writer.writerows([_text(cell) for cell in _cells(table, row, places)] for row in rows)
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _text(cell: Raw) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else cell.isoformat() if isinstance(cell, date) else str(cell)


def xlsx_bytes(tables: Mapping[Table, Iterable[Values]], places: Places) -> bytes:
    """Tables as a workbook, a sheet each, headed by the columns' labels."""
    book = openpyxl.Workbook(write_only=True)
    for table, rows in tables.items():
        sheet = headed_sheet(book, table.title, [(column.label, _width(column)) for column in table.written])
        for row in rows:
            sheet.append(_cells(table, row, places))
    return saved(book)


def _width(column: Column) -> int:
    return max(_WIDE if column.name in ("name", "council", "councils", "gss", "reason", "note") else _NARROW, 1)


def headed_sheet(book: Any, title: str, heads: Sequence[tuple[str, int]]) -> Any:
    """A new sheet with bold headings that stay in sight, each as wide as told."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, (label, width) in enumerate(heads):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place + 1)].width = max(width, len(label) + 2)
    sheet.append([_bold(sheet, label) for label, _ in heads])
    return sheet


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def saved(book: Any) -> bytes:
    """The workbook as a file."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Several files as one archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED), file, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _cells(table: Table, row: Values, places: Places) -> list[Raw]:
    return list(_written(table, row, places))


def _written(table: Table, row: Values, places: Places) -> Iterator[Raw]:
    for column in table.written:
        value = row.get(column.name)
        cell = None if value is None else column.parser.write(value, places)
        yield guarded(cell) if isinstance(cell, str) else cell


def shown(column: Column, value: Any, places: Places) -> str:
    """A value as a preview shows it; "" for none."""
    return "" if value is None else _text(column.parser.write(value, places))
