"""Saving what was weighed: all rows or none, each with an event in the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from peerinspect import store
from peerinspect.services.importing.inspections import InspectionKeeper
from peerinspect.services.importing.keeper import Accepted, Desk, Keeper
from peerinspect.services.importing.kinds import keeper_of
from peerinspect.services.importing.weighing import Weighed, weigh
from peerinspect.services.wording import counted
from peerinspect.store import history
from peerinspect.tables.kinds import TABLES
from peerinspect.tables.reading import ReadTable, read_table
from peerinspect.tables.refusal import Report
from peerinspect.tables.verdicts import WRONG


def read_file(kind: str, content: bytes, desk: Desk, report: Report = lambda _: None) -> ReadTable:
    """The file as a table of the kind. Raises Unreadable, and NotAllowed for a kind that is none of the reader's."""
    keeper_of(kind, desk)
    return read_table(TABLES[kind], content, desk.places, report)


def save(read: ReadTable, kind: str, desk: Desk, is_as_read: Callable[[Weighed], bool], report: Report) -> Weighed:
    """Weigh the rows again and write them, where nothing is wrong and `is_as_read` says that they may be written.

    What they come to is handed back in any case. `report` is told of each row that is weighed, and then at each
    statement that all are: where it raises Halted nothing is written.
    """
    with store.transaction():
        keeper = keeper_of(kind, desk)
        weighed = weigh(read, keeper, report)
        if not weighed.preview.counts[WRONG] and is_as_read(weighed):
            store.ask_before_each_statement(lambda: report(len(read.rows)))
            _write(keeper, weighed.accepted)
        return weighed


def _write(keeper: Keeper, accepted: Sequence[Accepted]) -> None:
    """Write the rows, an event for each, and one for the file."""
    if not accepted:
        return
    happenings = list(keeper.write(accepted))
    told = [row for row in accepted if not _is_sealed(keeper, row)]
    if told:
        new = sum(row.known is None for row in told)
        numbers = f"{counted(new, 'new row')}, {counted(len(told) - new, 'changed row')}"
        sentence = f"Imported a file of {keeper.table.title.lower()}: {numbers}."
        happenings.append(history.Happening("import", keeper.table.kind, {"sentence": sentence}))
    history.record_all(keeper.desk.reader.user_id, happenings)


def _is_sealed(keeper: Keeper, row: Accepted) -> bool:
    """Whether the row is of a sealed inspection, of which the event about the file tells nothing."""
    return isinstance(keeper, InspectionKeeper) and keeper.is_sealed(row)
