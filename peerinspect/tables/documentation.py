"""The page of documentation about the tables: made from their declarations, so that it cannot lag behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peerinspect.tables.declaring import Column, Table
from peerinspect.tables.kinds import TABLES
from peerinspect.tables.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from peerinspect.tables.templates import about, good_to_know, needed

_BEGINNING = f"""# Tables to import and export

This page is written by `python -m peerinspect.tables`; a test keeps it so.

Pages: *Import and export*. On the command line: `peerinspect import KIND FILE [--dry-run]` and `peerinspect export KIND
FILE`; the ending of FILE, `.xlsx` or `.csv`, chooses the format. `peerinspect export everything FILE` writes all kinds:
a workbook with a sheet each, or with `.zip` a CSV file each.

A file is a workbook (XLSX; the sheet named like the table, else the first) or CSV: in UTF-8 with or without its mark,
in UTF-16 or in Windows-1252; with commas, semicolons or tabs. The first row holds headings: a column's name, its label,
or one of the other headings listed. Their order is free. Cells are read without the spaces around them. Councils go by
code or by name. Dates are 2026-10-05, 05/10/2026 (day first), 5 October 2026, or a spreadsheet's own. A file has at
most {MOST_BYTES // 1_000_000} MB, {MOST_ROWS:,} rows and {MOST_COLUMNS} columns.

Nothing is saved before every row is right and somebody has confirmed the preview; then all of it is, in one go. A
column that is left out, and a row that is left out, change nothing. What is exported can be imported again, and changes
nothing. A cell that a spreadsheet could take for a formula is exported with an apostrophe before it.
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([_BEGINNING, *(line for table in TABLES.values() for line in _section(table))]).rstrip() + "\n"


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.title}: `{table.kind}`"
    yield ""
    yield " ".join(list(about(table))[:2])
    yield ""
    yield from _lines(("column", "label", "takes", "needed", "example", "good to know"), map(_cells, table.written))
    yield ""
    passed = ", ".join(f"`{column.name}`" for column in table.columns if not column.is_kept)
    if passed:
        yield f"These columns may be there, and nothing of them is kept: {passed}."
        yield ""


def _cells(column: Column) -> tuple[str, ...]:
    other = f" Also headed: {', '.join(column.also)}" if column.also else ""
    said = f"{good_to_know(column)}{'.' if good_to_know(column) else ''}{other}".strip()
    return f"`{column.name}`", column.label, column.parser.takes, needed(column), column.example, said


def _lines(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    listed = list(heads)
    yield f"| {' | '.join(listed)} |"
    yield f"|{'---|' * len(listed)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
