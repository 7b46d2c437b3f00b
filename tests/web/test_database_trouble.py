"""A full disk and one that cannot be written to: a clear page, nothing harmed, and all goes on by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from api_asking import program_of
from flask import Flask
from pages_world import Lived, sign_in
from sqlalchemy import event, func, select

from peerinspect import store
from peerinspect.services.api_tokens import CHANGE, READ
from peerinspect.services.trouble import trouble_of
from peerinspect.store import history
from peerinspect.store.tables import ApiTokenRow, LeakReportRow

Prepare = Callable[[object, object], None]


def _full(connection: object, _record: object) -> None:
    """No page more than there is: what a full disk does to SQLite."""
    if not isinstance(connection, sqlite3.Connection):
        pytest.skip("the disk under PostgreSQL is not the test's to fill")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")


def _read_only(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA query_only=ON")
        return
    connection.execute("SET default_transaction_read_only = on")  # type: ignore[attr-defined]
    connection.commit()  # type: ignore[attr-defined]


@contextmanager
def _in_trouble(app: Flask, prepare: Prepare) -> Iterator[None]:
    """Every connection that is opened meanwhile is in trouble."""
    with app.app_context():
        engine = store.db.engine
    engine.dispose()
    event.listen(engine, "connect", prepare)
    try:
        yield
    finally:
        event.remove(engine, "connect", prepare)
        engine.dispose()


def _whole_with_reports(app: Flask) -> int:
    """How many suspicions were reported, in a history that is whole."""
    with app.app_context():
        assert history.verify() == []
        return store.db.session.scalar(select(func.count()).select_from(LeakReportRow)) or 0


@pytest.mark.parametrize(
    ("prepare", "words"),
    [(_full, "The disk of the database is full"), (_read_only, "The database cannot be written to")],
)
def test_a_change_gets_a_clear_page_and_goes_through_later(
    lived: tuple[Flask, Lived], prepare: Prepare, words: str
) -> None:
    app, found = lived
    before = _whole_with_reports(app)
    client = sign_in(app, found.world.uncleared)
    told = {"told": "I heard of a week. " * 20}
    with _in_trouble(app, prepare):
        saved = 0
        while (answer := client.post("/suspected-leak", data=told)).status_code == 303:
            saved += 1  # There was a little room left.
        assert (answer.status_code, saved < 99) == (503, True)
        text = answer.get_data(as_text=True)
        assert words in text
        assert "Nothing was changed" in text
        assert int(answer.headers["Retry-After"]) > 0
    assert _whole_with_reports(app) == before + saved
    assert client.post("/suspected-leak", data=told).status_code == 303
    assert _whole_with_reports(app) == before + saved + 1


def test_a_program_reads_on_where_nothing_can_be_written(lived: tuple[Flask, Lived]) -> None:
    """The day of a token's use cannot be noted then; that is no reason to refuse."""
    app, found = lived
    program = program_of(app, found.world.cleared)
    with _in_trouble(app, _read_only):
        assert program.ask("/me").status_code == 200
    with app.app_context():
        assert store.db.session.query(ApiTokenRow).one().last_used_on is None
    assert program.ask("/me").status_code == 200


def test_what_a_program_is_told_when_nothing_can_be_written_is_documented(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    program = program_of(app, found.world.cleared, READ, CHANGE)
    seen = program.ask("/people/C03-senior/record").headers["ETag"]
    with _in_trouble(app, _read_only):
        body, version = {"name": "Robin Alder"}, {"If-Match": seen}
        answer = program.ask("/people/C03-senior/name", "PUT", json=body, headers=version)
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert int(answer.headers["Retry-After"]) > 0
    document = app.test_client().get("/api/v1/openapi.json").json
    operations = [each for methods in document["paths"].values() for each in methods.values()]
    assert operations and all("503" in each["responses"] for each in operations)
    told = [each["responses"][status]["headers"] for each in operations for status in ("429", "503")]
    assert all(each["Retry-After"]["schema"] == {"type": "integer"} for each in told), "both say when to come back"


def test_other_faults_are_no_trouble_of_the_database() -> None:
    assert trouble_of(ValueError("database or disk is full")) == ""


def test_a_command_says_it_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: object) -> None:
    from peerinspect import commands
    from peerinspect.cli import main

    def full(_chosen: object) -> int:
        import sqlite3

        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(commands, "head_of_history", full)
    assert main(["history", "head"]) == 2
    assert capsys.readouterr().err == (  # type: ignore[attr-defined]
        "peerinspect: the disk of the database is full; nothing was changed, try again once that is mended\n"
    )
