"""Kinds of table, and the reader's own files on their way in."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.importing.kinds import kinds_for
from peerinspect.services.importing.progress import progress_of
from peerinspect.services.imports import own_file
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.services.veil import knows_sealed_work
from peerinspect.services.views.imports import ColumnView, FileLine, FileView, TableKind
from peerinspect.store.tables import ImportRow
from peerinspect.tables.kinds import TABLES
from peerinspect.tables.templates import good_to_know, template_csv, template_xlsx
from peerinspect.tables.verdicts import WRONG, Preview, PreviewRow, preview_from


def table_kinds(reader: Reader) -> tuple[TableKind, ...]:
    """The kinds of table that the reader may import and export. Raises NotAllowed for those who may none."""
    kinds = kinds_for(reader)
    if not kinds:
        raise NotAllowed("not for this role")
    return tuple(_kind(kind) for kind in kinds)


def table_kind(reader: Reader, kind: str) -> TableKind:
    """One of them. Raises NotFound."""
    found = next((each for each in table_kinds(reader) if each.kind == kind), None)
    if found is None:
        raise NotFound("no such kind of table")
    return found


def _kind(kind: str) -> TableKind:
    table = TABLES[kind]
    columns = tuple(
        ColumnView(each.name, each.label, each.parser.takes, each.required, each.example, good_to_know(each))
        for each in table.written
    )
    return TableKind(kind, table.title, table.about, columns)


def table_template(reader: Reader, kind: str, form: str) -> bytes:
    """The file to fill in, as xlsx or csv. Raises NotFound for another form."""
    table_kind(reader, kind)
    if form not in ("xlsx", "csv"):
        raise NotFound("no such form of file")
    return template_xlsx(TABLES[kind]) if form == "xlsx" else template_csv(TABLES[kind])


def imported_files(reader: Reader, now: datetime) -> tuple[FileLine, ...]:
    """The reader's own files, the latest first."""
    row = ImportRow
    query = select(row).where(row.owner == reader.user_id, row.expires_at > now).order_by(row.made_at.desc())
    rows = store.db.session.scalars(query)
    return tuple(_line(each) for each in rows if not each.knows_sealed or knows_sealed_work(reader))


def imported_file(reader: Reader, import_id: str, verdict: str, now: datetime) -> FileView:
    """One of them, with the rows of its preview that have the verdict, or all for "". Raises NotFound."""
    row = own_file(import_id, reader, now)
    preview = preview_from(row.preview) if row.preview else Preview("", (), ())
    progress = progress_of(import_id)
    return FileView(
        line=_line(row),
        expires_at=row.expires_at,
        message=row.message,
        done=progress.done,
        total=progress.total or row.rows_total,
        counts=json.loads(row.counts),
        digest=row.digest,
        sheet=preview.sheet,
        passed_over=preview.passed_over,
        rows=tuple(sorted((each for each in preview.rows if verdict in ("", each.verdict)), key=_wrong_first)),
    )


def _wrong_first(row: PreviewRow) -> tuple[bool, int]:
    return row.verdict != WRONG, row.number


def _line(row: ImportRow) -> FileLine:
    return FileLine(row.id, row.kind, TABLES[row.kind].title, row.filename, row.state, row.made_at)
