"""Which column of a file is which of the table: what is not known is named, with what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from peerinspect.tables.cells import is_empty, letter_of, text_of
from peerinspect.tables.declaring import Column, Table
from peerinspect.tables.refusal import Unreadable
from peerinspect.tables.sheets import Sheet

REFERENCES = frozenset({"reference", "tie"})
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Heads:
    """The table's columns by their position in the file, and the positions over which nothing stands."""

    columns: dict[int, Column]

    def letter(self, name: str) -> str:
        """The letters over a column of the table; "" for one that the file does not have."""
        return next((letter_of(place) for place, column in self.columns.items() if column.name == name), "")


def heads_of(table: Table, sheet: Sheet) -> Heads:
    """The file's columns. Raises Unreadable for those that are not known, given twice, or missing."""
    ways = dict(_ways(table))
    found: dict[int, Column] = {}
    troubles: list[str] = []
    for place, raw in enumerate(sheet.heads):
        written = text_of(raw)
        column = ways.get(plain(written))
        if column is None:
            troubles += _unknown(table, sheet, place, written)
        elif column in found.values():
            troubles.append(f"Columns for “{column.label}” stand in the file twice. Keep one of them")
        else:
            found[place] = column
    troubles += _missing(table, list(found.values()))
    if troubles:
        raise Unreadable(*troubles)
    return Heads(found)


def plain(head: str) -> str:
    """A heading by its letters and digits alone."""
    return _SIGNS.sub(" ", head.casefold().replace("’", "").replace("'", "")).strip()


def known_heads(table: Table) -> frozenset[str]:
    """Every way to head a column of the table, in lower case."""
    return frozenset(way.casefold() for column in table.columns for way in (column.name, column.label, *column.also))


def _ways(table: Table) -> Iterator[tuple[str, Column]]:
    """Every way to head each column; a column's own name goes before what another is also called."""
    for column in table.columns:
        for way in column.also:
            yield plain(way), column
    for column in table.columns:
        yield plain(column.label), column
        yield plain(column.name), column


def _unknown(table: Table, sheet: Sheet, place: int, written: str) -> Iterator[str]:
    """What is wrong with a heading that is not known. An empty one over an empty column is nothing."""
    letter = letter_of(place)
    if not written:
        number = next((row for row, cells in sheet.rows if place < len(cells) and not is_empty(cells[place])), None)
        if number is not None:
            yield f"Column {letter} has no heading, and row {number} has something in it. Head it, or empty it"
        return
    near = get_close_matches(plain(written), [way for way, _ in _ways(table)], 1, 0.6)
    meant = dict(_ways(table))[near[0]].label if near else None
    hint = f"Did you mean “{meant}”?" if meant else f"The columns are {_listed(table.written)}"
    yield f"Column {letter}, “{written[:60]}”, is not one of the table of {table.title.lower()}. {hint}"


def _missing(table: Table, found: Sequence[Column]) -> Iterator[str]:
    """The columns that new rows need. A file that names rows by their reference may leave out what it leaves alone."""
    if any(column.name in REFERENCES for column in found):
        return
    absent = [column for column in table.columns if column.required and column not in found]
    if absent:
        yield f"The file has no column {_listed(absent)}. Add it to the first row, or start from the template"


def _listed(columns: Sequence[Column]) -> str:
    return ", ".join(f"“{column.label}”" for column in columns)
