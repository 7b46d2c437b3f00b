"""The same tests on PostgreSQL: `PEERINSPECT_TESTS_ON=postgresql`, or `make test-postgresql`.

Every folder of data that a test makes gets a database of its own on a throw-away server, in place of SQLite's file in
it. Where the folder was copied, the database is a copy of the first one's: so tests that copy a prepared folder stay as
they are. A database goes with its test; one that several tests share stays until the server goes.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from peerinspect import config

sys.path.append(str(Path(__file__).parent / "store"))

from throwaway_postgres import programs, server

SERVER = "PEERINSPECT_TESTS_SERVER"
"""Where the server is, for the processes that pytest-xdist starts."""
MARK = "database-name"
"""The file in a folder of data that names its database."""
SQLITE_ALONE = (
    "tests/store/test_standing.py::test_whatever_is_changed_taken_out_or_swapped_is_found",
    "tests/jobs/test_every_kind_is_killed.py",
)
"""Tests that open SQLite's file behind the service's back, or put another in its place."""
_running = ExitStack()
_complete = config.complete


def pytest_configure() -> None:
    """Start the server, in the process that the others come from, and lead every folder of data to it."""
    if SERVER not in os.environ:
        if programs() is None:
            raise pytest.UsageError("PostgreSQL is not installed: these tests cannot be run on it")
        os.environ[SERVER] = _running.enter_context(server())
        _running.callback(os.environ.pop, SERVER)
    config.complete = complete


def pytest_unconfigure() -> None:
    """Stop the server, where this process has started it."""
    config.complete = _complete
    _running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pass over what is about SQLite alone, and say so."""
    for item in items:
        if item.nodeid.startswith(SQLITE_ALONE):
            item.add_marker(pytest.mark.skip(reason="it opens SQLite's file"))


@pytest.fixture(autouse=True)
def _databases_go_with_their_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Drop what was made for the test's own folder: a database takes eight megabytes."""
    folder = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    for mark in folder.rglob(MARK) if folder else ():
        if _name(mark.parent) == mark.read_text(encoding="ascii"):
            _run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), _name(mark.parent))


def complete(settings: dict[str, Any]) -> None:
    """What `config.complete` does, with a database on the server where the settings name none."""
    if not settings.get("SQLALCHEMY_DATABASE_URI"):
        folder = Path(settings["INSTANCE"])
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        settings["SQLALCHEMY_DATABASE_URI"] = address_of(folder)
    _complete(settings)


def address_of(folder: Path) -> str:
    """The SQLAlchemy address of the folder's database, which is made where it is not there."""
    name, mark = _name(folder), folder / MARK
    source = mark.read_text(encoding="ascii") if mark.exists() else None
    if source != name:
        if source:
            _empty_of_visitors(source)
        _run(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, source or "template1")
        mark.write_text(name, encoding="ascii")
    return f"{os.environ[SERVER].rpartition('/')[0]}/{name}"


def database_of(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table in the folder's database, by table."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with psycopg.connect(address_of(folder).replace("+psycopg", "")) as connection:
        for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            rows = connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
            found[name] = sorted(rows.fetchall(), key=repr)
    return found


def _name(folder: Path) -> str:
    return "t" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]


def _run(statement: sql.SQL, *names: str) -> None:
    with psycopg.connect(os.environ[SERVER].replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement.format(*map(sql.Identifier, names)))


def _empty_of_visitors(name: str) -> None:
    """End what is still connected: nothing is copied while somebody is in it."""
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    with psycopg.connect(os.environ[SERVER].replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(ended, [name])
