"""A table is declared once: its template, reader, preview, export and page of documentation all follow from that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from peerinspect.tables.parsers import Parser, PassedOver


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `name` heads it in files for programs, `label` in templates; both are read, and `also` what else is.

    `required`: a new row needs it. `clears`: in a row that is known already an empty cell takes away what was there;
    otherwise an empty cell leaves it as it is. `note` says more than the parser does.
    """

    name: str
    label: str
    parser: Parser
    example: str = ""
    required: bool = False
    clears: bool = False
    note: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether anything comes of the column."""
        return not isinstance(self.parser, PassedOver)


@dataclass(frozen=True, eq=False)
class Table:
    """A kind of table. `about` says what a row is, `known_by` what makes two rows the same."""

    kind: str
    title: str
    noun: str
    about: str
    known_by: str
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def written(self) -> tuple[Column, ...]:
        """The columns that templates and exports have."""
        return tuple(column for column in self.columns if column.is_kept)
