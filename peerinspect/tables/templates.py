"""The file to fill in: a workbook with notes and an example, or a CSV file with its headings."""

from __future__ import annotations

from collections.abc import Iterator

import openpyxl

from peerinspect.tables.csv_files import BYTE_ORDER_MARK
from peerinspect.tables.declaring import Column, Table
from peerinspect.tables.heads import REFERENCES
from peerinspect.tables.writing import headed_sheet, saved

NOTES = "Notes"
_NOTES_HEADS = (("Column", 26), ("What to enter", 60), ("Needed", 10), ("Example", 26), ("Good to know", 70))


def template_xlsx(table: Table) -> bytes:
    """An empty table to fill in, and beside it a sheet of notes that says what each column takes."""
    book = openpyxl.Workbook(write_only=True)
    headed_sheet(book, table.title, [(column.label, 16) for column in table.written])
    notes = headed_sheet(book, NOTES, _NOTES_HEADS)
    for column in table.written:
        notes.append([column.label, column.parser.takes, needed(column), column.example, good_to_know(column)])
    for line in ("", *about(table)):
        notes.append([line])
    return saved(book)


def template_csv(table: Table) -> bytes:
    """The headings."""
    return f"{BYTE_ORDER_MARK}{','.join(column.name for column in table.written)}\r\n".encode()


def about(table: Table) -> Iterator[str]:
    """What the table is, a sentence or two a line."""
    yield table.about
    yield f"Rows are the same when these are: {table.known_by}."
    yield "A column that the file leaves out is left alone. No row is ever removed by leaving it out."


def needed(column: Column) -> str:
    """Whether a new row needs the column."""
    return "yes" if column.required else "no"


def good_to_know(column: Column) -> str:
    """What else there is to say of a column."""
    if column.required or column.name in REFERENCES:
        return column.note
    empties = "An empty cell takes away what was there" if column.clears else "An empty cell leaves what was there"
    return f"{column.note}. {empties}" if column.note else empties
