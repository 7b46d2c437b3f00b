"""Tables out: what the reader may see, in the very form in which it can be read in again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peerinspect.services.importing.inspections import InspectionKeeper
from peerinspect.services.importing.keeper import Desk, Values
from peerinspect.services.importing.kinds import keeper_of, kinds_for
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.tables.declaring import Table
from peerinspect.tables.kinds import TABLES
from peerinspect.tables.writing import csv_bytes, xlsx_bytes, zip_bytes

EVERYTHING = "everything"
CSV, XLSX, ZIP = "csv", "xlsx", "zip"
FORMS = (XLSX, CSV)


def export_table(kind: str, form: str, reader: Reader, today: date) -> bytes:
    """A table as a file; `form` is csv or xlsx. Raises NotFound for another kind or form, NotAllowed as imports do."""
    if form not in FORMS:
        raise NotFound("no such form of file")
    desk = Desk(reader, today)
    table, rows = TABLES.get(kind), _rows(kind, desk)
    if table is None:
        raise NotFound("no such kind of table")
    return csv_bytes(table, rows, desk.places) if form == CSV else xlsx_bytes({table: rows}, desk.places)


def export_everything(form: str, reader: Reader, today: date) -> bytes:
    """All tables that are the reader's: a workbook with a sheet each, or, as zip, an archive with a CSV file each."""
    if form not in (XLSX, ZIP):
        raise NotFound("no such form of file")
    if not kinds_for(reader):
        raise NotAllowed("not for this role")
    desk = Desk(reader, today)
    tables: dict[Table, Iterable[Values]] = {TABLES[kind]: _rows(kind, desk) for kind in kinds_for(reader)}
    if form == XLSX:
        return xlsx_bytes(tables, desk.places)
    return zip_bytes({f"{table.kind}.csv": csv_bytes(table, rows, desk.places) for table, rows in tables.items()})


def _rows(kind: str, desk: Desk) -> list[Values]:
    """The rows of a kind. A look at sealed inspections is recorded before they are handed out."""
    keeper = keeper_of(kind, desk)
    if isinstance(keeper, InspectionKeeper):
        record_look_at_list(desk.sight, keeper.duties.values(), "in an export")
    return list(keeper.all())
