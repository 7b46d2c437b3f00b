"""Files to read: CSV text, and workbooks made cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

from peerinspect.tables.kinds import TABLES
from peerinspect.tables.places import Places
from peerinspect.tables.reading import ReadTable, read_table

PLACES = Places({"E08000035": "Leeds", "E06000014": "York", "E06000057": "Northumberland", "E09000012": "Hackney"})
HEADS = ("Council", "First day of the cover", "Last day of the cover", "Reason")
ROW = ("Leeds", "2027-01-04", "2027-06-30", "Retirement")


def workbook(rows: Sequence[Sequence[Any]], title: str = "Vacancies") -> bytes:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def text(*rows: Sequence[str], separator: str = ",") -> str:
    """Rows as CSV, without quotation marks."""
    return "\r\n".join(separator.join(row) for row in rows) + "\r\n"


def read(content: bytes, kind: str = "vacancies") -> ReadTable:
    """The file as a table."""
    return read_table(TABLES[kind], content, PLACES)


def rewritten(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            part = old.read(each)
            new.writestr(each.filename, change(part) if each.filename == name else part)
    return out.getvalue()
