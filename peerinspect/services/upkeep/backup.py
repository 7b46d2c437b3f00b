"""A backup: everything in the database at one moment, in one file, taken while the service goes on.

The file is a ZIP archive: `manifest.json`, then a file of JSON lines for each table, alike for both databases. It does
not hold the installation's secret key, nor the mail in the instance folder: without the key nobody's second factor
works and addresses change, so the operator keeps it apart. Password digests and everything sealed are in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import select as select_rows

from peerinspect import __version__
from peerinspect.services.refusal import Refusal
from peerinspect.store import copying, proving, sums
from peerinspect.store.history import START
from peerinspect.store.tables import HistoryHeadRow

FORMAT = "peerinspect/backup-1"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `tables` counts rows; `digests` are SHA-256 of each table's lines."""

    format: str
    program: str
    made_at: str
    revision: str
    head: str
    tables: dict[str, int]
    digests: dict[str, str]


def back_up(target: Path) -> Manifest:
    """Write a backup for its owner's eyes only; whole, or not at all. Refuses to write over a file."""
    if target.exists():
        raise Refusal(f"{target} is there already")
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".peerinspect-backup-")
    try:
        with os.fdopen(handle, "w+b") as file:
            manifest = _write(file)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, target)
    except FileExistsError:
        raise Refusal(f"{target} is there already") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)
    return manifest


def _write(file: Any) -> Manifest:
    counts: dict[str, int] = {}
    digests: dict[str, str] = {}
    with copying.steady_sight() as sight, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        revision = copying.revision_of(sight)
        if revision is None:
            raise Refusal("there is nothing to back up: the database has no tables yet")
        for table in copying.tables_of(sight):
            counts[table.name], digests[table.name] = _write_table(archive, sight, table)
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(FORMAT, __version__, made_at, revision, _head(sight), counts, digests)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    return manifest


def _write_table(archive: zipfile.ZipFile, sight: Connection, table: Any) -> tuple[int, str]:
    """How many rows there were, and the digest of the lines."""
    lines, digest = -1, hashlib.sha256()
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as entry:
        for line in copying.lines_of(sight, table):
            told = f"{line}\n".encode()
            entry.write(told)
            digest.update(told)
            lines += 1
    return lines, digest.hexdigest()


def _head(sight: Connection) -> str:
    """The head of the history at that moment; "" of versions that kept none."""
    row = HistoryHeadRow.__table__
    known = {each.name for table in copying.tables_of(sight) if table.name == row.name for each in table.columns}
    if "facts" not in known:
        return ""
    found = sight.execute(select_rows(row.c.sequence, row.c.digest, row.c.facts)).first()
    if found is None:
        return str(proving.Head(0, START, START))
    return str(proving.Head(found.sequence, found.digest, sums.short(found.facts) if found.facts else START))
