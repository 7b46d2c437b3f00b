"""Putting a backup back: checked first in a scratch database, then put where the data is to be.

A backup of an earlier version is put back as it was and brought up to date by the migrations; one of a later version is
refused. Data that is there is never written over unless that is asked for.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import Connection, Table, func, make_url, select

from peerinspect import store
from peerinspect.services.refusal import Refusal
from peerinspect.services.upkeep.backup import FORMAT, MANIFEST, Manifest
from peerinspect.store import copying, proving


def check_backup(source: Path) -> Manifest:
    """What the backup says of itself, once it has been put back in a scratch database, counted and proven."""
    with _opened(source) as archive, tempfile.TemporaryDirectory(prefix="peerinspect-restore-") as folder:
        manifest = _manifest(archive)
        _put_into(f"sqlite:///{Path(folder) / 'scratch.sqlite3'}", archive, manifest)
        return manifest


def restore(source: Path, replace: bool) -> Manifest:
    """Put the backup where the settings say that the data is. The service must not run meanwhile.

    Refuses where there is data already, unless it is to be replaced.
    """
    address = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    with _opened(source) as archive:
        manifest = _manifest(archive)
        if not replace and _holds_data():
            raise Refusal("there is data already; give --replace to lose it, or name another database")
        store.db.session.remove()
        if address.get_backend_name() == "sqlite":
            _replace_file(Path(str(address.database)), archive, manifest)
        else:
            _replace_tables(archive, manifest)
        return manifest


def _replace_file(path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Put a new file, once it is proven, in the place of the old one."""
    with tempfile.TemporaryDirectory(prefix=".peerinspect-restore-", dir=path.parent) as folder:
        draft = Path(folder) / "scratch.sqlite3"
        _put_into(f"sqlite:///{draft}", archive, manifest)
        store.db.engine.dispose()
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        os.replace(draft, path)


def _replace_tables(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Prove the backup in a scratch file first; then put it in the place of the tables that are there."""
    with tempfile.TemporaryDirectory(prefix="peerinspect-restore-") as folder:
        _put_into(f"sqlite:///{Path(folder) / 'scratch.sqlite3'}", archive, manifest)
    with store.db.engine.begin() as connection:
        copying.drop_everything(connection)
    _fill(archive, manifest)


def _put_into(address: str, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Fill an empty database of its own, and prove it."""
    app = Flask("peerinspect-restore")
    kept = ("MIGRATIONS", "INSTANCE", "SECRET_KEY")
    app.config.update({name: current_app.config[name] for name in kept}, SQLALCHEMY_DATABASE_URI=address)
    store.init_app(app)
    with app.app_context():
        try:
            _fill(archive, manifest)
        finally:
            store.db.session.remove()
            with store.db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            store.db.engine.dispose()


def _fill(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the tables as they were, put the rows in, bring all up to date, and prove it."""
    store.upgrade_to(manifest.revision)
    with store.db.engine.begin() as connection:
        tables = copying.tables_of(connection)
        with copying.unbound(connection, tables):
            for table in tables:
                connection.execute(table.delete())
            for table in tables:
                _load(connection, archive, table, manifest)
    head = proving.read_head(manifest.head)
    if manifest.head and head != proving.head():
        raise Refusal("the head of the history is not the one that the backup tells of")
    store.upgrade()
    faults = proving.verify(head)
    if faults:
        raise Refusal(f"what is in the backup is not whole: {faults[0]}")


def _load(connection: Connection, archive: zipfile.ZipFile, table: Table, manifest: Manifest) -> None:
    """One table, whose lines must be those that the backup was written with."""
    name, digest = table.name, hashlib.sha256()
    if name not in manifest.tables:
        raise Refusal(f"the table “{name}” is missing")
    with archive.open(f"{name}.jsonl") as entry:
        loaded = copying.load_lines(connection, table, _told(entry, digest.update))
    if digest.hexdigest() != manifest.digests[name] or loaded != manifest.tables[name]:
        raise Refusal(f"the table “{name}” is not as it was written")
    if connection.scalar(select(func.count()).select_from(table)) != loaded:
        raise Refusal(f"not every row of “{name}” could be put back")


def _told(entry: Iterable[bytes], note: Callable[[bytes], object]) -> Iterator[str]:
    for line in entry:
        note(line)
        yield line.decode()


def _holds_data() -> bool:
    """Whether the database has any row of ours."""
    with store.db.engine.connect() as connection:
        return any(
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in copying.tables_of(connection)
            if table.name != "history_head"
        )


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            if archive.testzip() is not None:
                raise Refusal(f"{source} is damaged")
            yield archive
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError, UnicodeDecodeError, EOFError):
        raise Refusal(f"{source} is no backup of peerinspect, or is damaged") from None


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    told = json.loads(archive.read(MANIFEST))
    if not isinstance(told, dict) or told.get("format") != FORMAT or told.keys() != set(Manifest.__slots__):
        raise Refusal("this is no backup of peerinspect that this version can read")
    manifest = Manifest(**told)
    if not copying.knows_revision(manifest.revision):
        raise Refusal(
            f"the backup was made by a later version (peerinspect {manifest.program}); "
            "install that version or a later one, and restore with it"
        )
    return manifest
