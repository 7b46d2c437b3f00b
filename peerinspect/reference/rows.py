"""Reading the reference tables row by row, so that every complaint names the table and the row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable


class BrokenTable(ValueError):
    """A reference table is wrong. The message names the table, the row and what would be right."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. `number` is the line in the file, the header being line 1."""

    table: str
    number: int
    cells: Mapping[str, str]

    def refuse(self, why: str) -> BrokenTable:
        """The error to raise about this row."""
        return BrokenTable(f"{self.table}, line {self.number}: {why}")

    def text(self, column: str) -> str:
        """The cell, which must not be empty. Raises BrokenTable."""
        value = self.cells[column]
        if not value:
            raise self.refuse(f"{column} is empty")
        return value

    def choice(self, column: str, allowed: frozenset[str] | tuple[str, ...]) -> str:
        """The cell, which must be one of the allowed words. Raises BrokenTable."""
        value = self.text(column)
        if value not in allowed:
            raise self.refuse(f"{column} {value!r} is not one of those known")
        return value

    def number_in(self, column: str, least: float, most: float) -> float:
        """The cell as a number between the two, both included. Raises BrokenTable."""
        try:
            value = float(self.text(column))
        except ValueError as bad:
            raise self.refuse(f"{column} {self.cells[column]!r} is not a number") from bad
        if not least <= value <= most:
            raise self.refuse(f"{column} {self.cells[column]} is not between {least:g} and {most:g}")
        return value

    def whole(self, column: str, least: int, most: int) -> int:
        """The cell as a whole number between the two, both included. Raises BrokenTable."""
        value = self.number_in(column, least, most)
        if not value.is_integer():
            raise self.refuse(f"{column} {self.cells[column]} is not a whole number")
        return int(value)

    def day(self, column: str) -> date:
        """The cell as an ISO date. Raises BrokenTable."""
        try:
            return date.fromisoformat(self.text(column))
        except ValueError as bad:
            raise self.refuse(f"{column} {self.cells[column]!r} is not a date like 2024-04-15") from bad

    def day_or_none(self, column: str) -> date | None:
        """The cell as an ISO date, None where it is empty. Raises BrokenTable."""
        return self.day(column) if self.cells[column] else None


def read_table(folder: Traversable, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Every row of a table. Raises BrokenTable when the header or the width of a row is not as named."""
    with folder.joinpath(table).open("r", encoding="utf-8") as stream:
        lines = csv.reader(stream)
        header = tuple(next(lines, ()))
        if header != columns:
            raise BrokenTable(f"{table}, line 1: the columns should be {', '.join(columns)}")
        for cells in lines:
            row = Row(table, lines.line_num, dict(zip(columns, cells, strict=False)))
            if len(cells) != len(columns):
                raise row.refuse(f"{len(cells)} cells where {len(columns)} are expected")
            yield row
