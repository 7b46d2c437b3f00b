"""Files on their way in, as their owner sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from peerinspect.tables.verdicts import PreviewRow


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: its name in addresses and commands, what it is called, what a row of it is."""

    kind: str
    title: str
    about: str
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a table, in words."""

    name: str
    label: str
    takes: str
    needed: bool
    example: str
    note: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in a list. `state` is one of services.imports' states."""

    id: str
    kind: str
    title: str
    filename: str
    state: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class FileView:
    """A file with its preview, as far as it has one.

    `counts` goes by verdict; `rows` are those asked for, wrong ones first.
    """

    line: FileLine
    expires_at: datetime
    message: str
    done: int
    total: int
    counts: Mapping[str, int]
    digest: str
    sheet: str
    passed_over: tuple[str, ...]
    rows: tuple[PreviewRow, ...]

    @property
    def is_at_work(self) -> bool:
        """Whether it waits, is read or is saved."""
        return self.line.state in ("queued", "reading", "confirmed", "saving")
