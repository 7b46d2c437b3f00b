"""What the service counts on is so on SQLite and on PostgreSQL: turns of writers, one state a page, one order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sample_facts import england
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from throwaway_postgres import programs, server

from peerinspect import config, store
from peerinspect.services.trouble import AWAY, BUSY, trouble_of
from peerinspect.store import history
from peerinspect.store.loading import load_facts
from peerinspect.store.postgresql import engine_options
from peerinspect.store.tables import ArrangementRow, AuthorityRow, DutyAuthorityRow, JudgementRow, SkillRow


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    if programs() is None and os.environ.get("CI"):
        pytest.fail("PostgreSQL is not installed, and in CI both databases must be tried")
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: it was not tried")
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A migrated, empty store on one of the databases."""
    address = None if request.param == "sqlite" else request.getfixturevalue("postgres")
    yield from _opened(tmp_path, address, request.param == "postgresql")


def _opened(folder: Path, address: str | None, is_shared: bool = False) -> Iterator[Flask]:
    app = Flask("peerinspect")
    app.config.update({**config.settings(), "INSTANCE": folder, "SQLALCHEMY_DATABASE_URI": address})
    app.config["DATABASE_LOCK_SECONDS"] = 1
    config.complete(app.config)
    store.init_app(app)
    with app.app_context():
        try:
            if is_shared:
                with store.db.engine.begin() as connection:
                    connection.execute(text("DROP SCHEMA public CASCADE"))
                    connection.execute(text("CREATE SCHEMA public"))
            store.upgrade()
            yield app
        finally:
            store.db.session.remove()
            store.db.engine.dispose()


def _skills() -> int:
    return store.db.session.scalar(select(func.count()).select_from(SkillRow)) or 0


def _write(app: Flask, name: str, begun: Event | None = None, go_on: Event | None = None) -> None:
    with app.app_context(), store.transaction():
        store.add(SkillRow(name=name))
        if begun and go_on:
            begun.set()
            go_on.wait(10)


def test_a_page_sees_one_state_from_its_first_look_to_its_last(either: Flask) -> None:
    assert _skills() == 0
    writer = Thread(target=_write, args=(either, "a"))
    writer.start()
    writer.join()
    assert _skills() == 0
    store.db.session.rollback()
    assert _skills() == 1


def test_a_writer_decides_on_what_the_one_before_has_left(either: Flask) -> None:
    begun, go_on, found = Event(), Event(), []

    def second() -> None:
        with either.app_context():
            assert _skills() == 0
            with store.transaction():
                found.append(_skills())

    first = Thread(target=_write, args=(either, "a", begun, go_on))
    first.start()
    assert begun.wait(10)
    after = Thread(target=second)
    after.start()
    after.join(0.2)
    assert after.is_alive() and _skills() == 0, "a writer waits; a reader does not"
    go_on.set()
    first.join()
    after.join()
    assert found == [1]


def test_writers_of_many_threads_make_one_whole_chain(either: Flask) -> None:
    def write(name: str) -> None:
        with either.app_context():
            for number in range(5):
                with store.transaction():
                    history.record(name, "told", str(number))

    threads = [Thread(target=write, args=(name,)) for name in "abcd"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert history.verify() == []
    assert len(history.events()) == 20


def test_what_is_not_known_comes_first_and_turned_round_last(either: Flask) -> None:
    with store.transaction():
        for code, ended in (("E1", date(2020, 1, 1)), ("E2", None), ("E3", date(2010, 1, 1))):
            store.add(AuthorityRow(code=code, name=code, region="", latitude=53, longitude=-1, ended_on=ended))
    row = AuthorityRow
    assert list(store.db.session.scalars(select(row.code).order_by(row.ended_on))) == ["E2", "E3", "E1"]
    assert list(store.db.session.scalars(select(row.code).order_by(row.ended_on.desc()))) == ["E1", "E3", "E2"]


def test_text_is_sorted_by_its_signs(either: Flask) -> None:
    names = ["b", "A", "a", "B", "é", "a b", "aa", "Z", "_"]
    with store.transaction():
        store.add(*(SkillRow(name=name) for name in names))
    assert list(store.db.session.scalars(select(SkillRow.name).order_by(SkillRow.name))) == sorted(names)


def test_new_rows_are_numbered_after_those_that_came_with_numbers(either: Flask) -> None:
    with store.transaction():
        load_facts(england())
    judged = store.db.session.scalar(select(func.max(JudgementRow.id)))
    arranged = store.db.session.scalar(select(func.max(ArrangementRow.id)))
    store.db.session.rollback()
    days = {"inspected": date(2026, 1, 5), "published": date(2026, 3, 2)}
    with store.transaction():
        judgement = JudgementRow(authority="A", framework="ilacs", **days)
        arrangement = ArrangementRow(kind="police", starts=date(2026, 1, 5))
        store.add(judgement, arrangement)
        assert (judgement.id, arrangement.id) == (judged + 1, arranged + 1)


def test_an_error_tells_no_value(either: Flask) -> None:
    with pytest.raises(IntegrityError) as caught, store.transaction():
        store.add(DutyAuthorityRow(duty="a-sealed-duty", authority="E08000035"))
    told = f"{caught.value!r} {caught.value} {caught.value.orig!r} {caught.value.orig}"
    assert "E08000035" not in told and "a-sealed-duty" not in told


def test_who_waits_too_long_for_a_turn_is_told_that_it_is_busy(postgres: str, tmp_path: Path) -> None:
    for app in _opened(tmp_path, postgres, True):
        begun, go_on = Event(), Event()
        first = Thread(target=_write, args=(app, "a", begun, go_on))
        first.start()
        assert begun.wait(10)
        with pytest.raises(DBAPIError) as caught, store.transaction():
            store.add(SkillRow(name="b"))
        go_on.set()
        first.join()
        assert trouble_of(caught.value) == BUSY
        assert _skills() == 1


def test_a_database_that_was_away_is_used_again_by_itself(postgres: str, tmp_path: Path) -> None:
    for app in _opened(tmp_path, postgres, True):
        assert _skills() == 0
        with store.db.engine.connect() as other:
            ended = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname <> ''"
            )
            other.execute(text(ended))
        with pytest.raises(DBAPIError) as caught:
            _skills()
        assert trouble_of(caught.value) == AWAY
        store.db.session.rollback()
        _write(app, "a")
        assert _skills() == 1


def test_a_database_that_sorts_in_another_way_is_refused_in_words(postgres: str, tmp_path: Path) -> None:
    for app in _opened(tmp_path, postgres, True):
        with store.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("DROP DATABASE IF EXISTS latin"))
            connection.execute(
                text("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
            )
        app.config["SQLALCHEMY_DATABASE_URI"] = postgres
    with pytest.raises(ValueError, match="TEMPLATE template0 ENCODING 'UTF8'"):
        next(_opened(tmp_path / "other", f"{postgres.rpartition('/')[0]}/latin"))


def test_what_the_address_says_goes_before_the_settings() -> None:
    own = engine_options("postgresql+psycopg://h/d?connect_timeout=2", {"DATABASE_CONNECTIONS": 3})
    assert (own["pool_size"], own["max_overflow"], own["pool_pre_ping"]) == (3, 3, True)
    assert "connect_timeout" not in own["connect_args"]
    assert engine_options("sqlite:///x", {}) == {}
