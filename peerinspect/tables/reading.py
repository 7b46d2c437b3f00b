"""Reading a file as one of the tables: every row with its values, or with what is wrong and in which cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peerinspect.tables.cells import FORMULA, is_empty, letter_of, text_of
from peerinspect.tables.csv_reading import read_csv
from peerinspect.tables.declaring import Table
from peerinspect.tables.heads import Heads, heads_of, known_heads
from peerinspect.tables.limits import MOST_BYTES, TOO_LARGE
from peerinspect.tables.places import Places
from peerinspect.tables.refusal import Report, Unreadable, Wrong
from peerinspect.tables.sheets import Cells, Sheet
from peerinspect.tables.workbook_reading import LOCKED, OLD_WORKBOOK, ZIPPED, read_workbook

NO_RESULT = "This cell holds a formula, and the file does not hold its result. Enter the value itself"


@dataclass(frozen=True, slots=True)
class WrongCell:
    """What is wrong in one cell. `letter` is "" where the file lacks the column, `label` "" for a whole row."""

    letter: str
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row: its number in the file, the value of each column that the file has (None where empty), what is wrong."""

    number: int
    values: Mapping[str, Any]
    wrongs: tuple[WrongCell, ...]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A file, read as a table. `passed_over` are the headings of columns of which nothing is kept."""

    table: Table
    sheet: str
    heads: Heads
    rows: Sequence[ReadRow]
    passed_over: tuple[str, ...]

    def wrong(self, name: str, sentence: str) -> WrongCell:
        """Something wrong in a row, in the column of that name, "" for none in particular."""
        column = self.table.by_name.get(name)
        return WrongCell(self.heads.letter(name), column.label if column else "", sentence)


def read_table(table: Table, content: bytes, places: Places, report: Report = lambda _: None) -> ReadTable:
    """The file as one of the tables. Raises Unreadable where it is none, and Halted where `report` does."""
    sheet = read_sheet(table, content, report)
    heads = heads_of(table, sheet)
    if not sheet.rows:
        raise Unreadable("The file has headings and no rows below them. Fill in a row and choose it again")
    rows = []
    for number, cells in sheet.rows:
        rows.append(_row(number, cells, heads, places))
        report(0)
    passed = tuple(column.label for column in heads.columns.values() if not column.is_kept)
    return ReadTable(table, sheet.name, heads, rows, passed)


def read_sheet(table: Table, content: bytes, report: Report = lambda _: None) -> Sheet:
    """The sheet of a file, whatever sort of file it is. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if content.startswith(OLD_WORKBOOK):
        raise Unreadable(LOCKED)
    if content.startswith(ZIPPED):
        return read_workbook(content, (table.title, table.kind), report)
    return read_csv(content, known_heads(table))


def _row(number: int, cells: Cells, heads: Heads, places: Places) -> ReadRow:
    values: dict[str, Any] = {}
    wrongs: list[WrongCell] = []
    for place, column in heads.columns.items():
        raw = cells[place] if place < len(cells) else None
        if not column.is_kept:
            continue
        if is_empty(raw):
            values[column.name] = None
            continue
        try:
            if raw == FORMULA:
                raise Wrong(NO_RESULT)
            values[column.name] = column.parser.read(raw, places)
        except Wrong as wrong:
            wrongs.append(WrongCell(letter_of(place), column.label, wrong.sentence))
    wrongs += _beyond(cells, heads)
    return ReadRow(number, values, tuple(wrongs))


def _beyond(cells: Cells, heads: Heads) -> Iterator[WrongCell]:
    """Cells beside the table: a separator within a text, as a rule."""
    last = max(heads.columns, default=-1)
    for place in range(last + 1, len(cells)):
        if not is_empty(cells[place]):
            said = f"“{text_of(cells[place])[:40]}” stands beside the table"
            sentence = f"{said}. Put a text that holds a separator in quotation marks"
            yield WrongCell(letter_of(place), "", sentence)
            return
