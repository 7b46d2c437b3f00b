"""What becomes of each row of a file: nothing is saved by finding out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peerinspect.services.importing.keeper import Accepted, Keeper, Known, RowWrong, Values
from peerinspect.tables.reading import ReadRow, ReadTable, WrongCell
from peerinspect.tables.refusal import Report
from peerinspect.tables.verdicts import CHANGED, NEW, SAME, WRONG, Change, Preview, PreviewRow
from peerinspect.tables.writing import shown


@dataclass(frozen=True, slots=True)
class Weighed:
    """A file's preview, and the rows that would be written."""

    preview: Preview
    accepted: Sequence[Accepted]


def weigh(read: ReadTable, keeper: Keeper, report: Report = lambda _: None) -> Weighed:
    """What becomes of each row, as things stand now."""
    scale = _Scale(read, keeper)
    rows = []
    for number, row in enumerate(read.rows, start=1):
        rows.append(scale.weigh(row))
        report(number)
    return Weighed(Preview(read.sheet, read.passed_over, tuple(rows)), tuple(scale.accepted))


class _Scale:
    """Weighs one row after the other; it remembers what came before, since no two rows may be about the same."""

    def __init__(self, read: ReadTable, keeper: Keeper) -> None:
        self.read = read
        self.keeper = keeper
        self.accepted: list[Accepted] = []
        self._seen: dict[Hashable, int] = {}

    def weigh(self, row: ReadRow) -> PreviewRow:
        """The row's verdict."""
        if row.wrongs:
            return self._wrong(row, row.wrongs)
        try:
            known = self.keeper.find(row.values)
            values = self.keeper.settled(row.values, known)
            self._check_twice(row.number, values, known)
        except RowWrong as wrong:
            return self._wrong(row, (self.read.wrong(wrong.column, wrong.sentence),))
        accepted = self._merged(values, known)
        if known and not accepted.changed:
            return PreviewRow(row.number, SAME, self.keeper.title(accepted.values))
        wrongs = tuple(self._wrongs(accepted))
        return self._wrong(row, wrongs) if wrongs else self._right(row.number, accepted)

    def _wrong(self, row: ReadRow, wrongs: tuple[WrongCell, ...]) -> PreviewRow:
        try:
            title = self.keeper.title(row.values)
        except (KeyError, TypeError, IndexError):
            title = ""
        return PreviewRow(row.number, WRONG, title, (), wrongs)

    def _right(self, number: int, accepted: Accepted) -> PreviewRow:
        self.accepted.append(accepted)
        verdict = CHANGED if accepted.known else NEW
        return PreviewRow(number, verdict, self.keeper.title(accepted.values), tuple(self._changes(accepted)))

    def _check_twice(self, number: int, values: Values, known: Known | None) -> None:
        identity = ("known", known.id) if known else ("new", self.keeper.identity(values))
        first = self._seen.setdefault(identity, number)
        if first != number:
            noun = self.keeper.table.noun
            raise RowWrong("", f"Row {first} is about the same {noun}. Keep one of the two")

    def _merged(self, values: Values, known: Known | None) -> Accepted:
        """The row over what is known: an empty cell leaves it, or takes it away where the column says so."""
        before = known.values if known else {}
        columns = self.keeper.table.by_name
        given = {
            name: value
            for name, value in values.items()
            if name in columns and (value is not None or columns[name].clears or before.get(name) is None)
        }
        changed = {name for name, value in given.items() if name not in self.keeper.named and value != before.get(name)}
        return Accepted({**before, **given}, known, frozenset(changed))

    def _wrongs(self, accepted: Accepted) -> Iterator[WrongCell]:
        """What a new row lacks, then what a form would refuse of what it changes."""
        if accepted.known is None:
            lacking = [c for c in self.keeper.table.columns if c.required and accepted.values.get(c.name) in (None, ())]
            if lacking:
                yield from (self.read.wrong(c.name, f"Something new needs this. {c.parser.takes}") for c in lacking)
                return
        messages = self.keeper.check(accepted)
        yield from (self.read.wrong(name, sentence) for name, sentence in self._concerning(messages, accepted).items())

    def _concerning(self, messages: Mapping[str, str], accepted: Accepted) -> Mapping[str, str]:
        """The messages on what the row changes: what is on the register already is none of its business."""
        if accepted.known is None:
            return messages
        concerned = set(accepted.changed)
        for group in self.keeper.together:
            if concerned & set(group):
                concerned |= set(group)
        columns = self.keeper.table.by_name
        return {name: sentence for name, sentence in messages.items() if name in concerned or name not in columns}

    def _changes(self, accepted: Accepted) -> Iterator[Change]:
        before: Mapping[str, Any] = accepted.known.values if accepted.known else {}
        for column in self.keeper.table.written:
            if column.name in accepted.changed:
                old, new = before.get(column.name), accepted.values.get(column.name)
                places = self.keeper.desk.places
                yield Change(column.label, shown(column, old, places), shown(column, new, places))
