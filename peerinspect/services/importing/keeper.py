"""What all keepers are: the register's side of one kind of table."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from peerinspect import store
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.store.history import Happening
from peerinspect.store.reading.placements import OFF
from peerinspect.store.tables import UserRow
from peerinspect.tables.declaring import Table
from peerinspect.tables.places import Places

Values = Mapping[str, Any]
"""A row's values by the names of their columns; None for nothing."""


class RowWrong(Exception):
    """Something is wrong with a row. `column` is the name of the one to look at, "" for none in particular."""

    def __init__(self, column: str, sentence: str) -> None:
        self.column = column
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Known:
    """What is on the register already, as a row of the table would tell it."""

    id: str
    values: Values


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that changes something: all its values as they are to be, what was known, and the columns that differ."""

    values: Values
    known: Known | None
    changed: frozenset[str]


class Desk:
    """Who imports or exports, and when; and what all keepers look up."""

    def __init__(self, reader: Reader, today: date, filename: str = "") -> None:
        self.reader = reader
        self.today = today
        self.filename = filename
        self.sight = Sight(reader, today)
        self.places = Places({code: place.name for code, place in self.sight.places.items()})

    @cached_property
    def recorded_by(self) -> str | None:
        """The reader's user id; None for the command line, which is no user."""
        return self.reader.user_id if store.db.session.get(UserRow, self.reader.user_id) else None

    def staffed(self, duties: Mapping[str, Any]) -> frozenset[str]:
        """Those of the duties that somebody is on."""
        records = self.sight.records(duties)
        return frozenset(each.duty for each in records if each.status not in OFF)


class Keeper:
    """The register's side of one kind of table."""

    table: ClassVar[Table]
    named: ClassVar[Collection[str]] = ("reference",)
    """Columns that only say what a row is about."""
    together: ClassVar[Sequence[Collection[str]]] = (("from", "to"),)
    """Columns that are right or wrong together: a message on one stands when another of them changes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def all(self) -> Iterable[Values]:
        """Every row of the register that the reader may see, in a fixed order."""
        raise NotImplementedError

    def find(self, values: Values) -> Known | None:
        """What a row is about; None for something new. Raises RowWrong where that cannot be told."""
        raise NotImplementedError

    def settled(self, values: Values, known: Known | None) -> Values:
        """The row's values, in the one way of several in which the register would have them. Raises RowWrong."""
        return values

    def identity(self, values: Values) -> Hashable:
        """What makes two new rows the same."""
        raise NotImplementedError

    def title(self, values: Values) -> str:
        """What to call a row."""
        raise NotImplementedError

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What a form would refuse: sentences by column."""
        raise NotImplementedError

    def write(self, rows: Sequence[Accepted]) -> Iterable[Happening]:
        """Write the rows, which were all checked, in the open transaction; what happened, an event each."""
        raise NotImplementedError

    def council(self, code: str | None) -> str:
        """What a council is called; "" for none."""
        return self.desk.places.name(code) if code else ""


def renamed(messages: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    """A command's messages, each under the column that holds the command's field."""
    return {columns.get(field, field): sentence for field, sentence in messages.items()}
