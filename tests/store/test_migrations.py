"""The migrations make exactly the tables that the code knows, forwards and backwards."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import inspect

from peerinspect import store
from peerinspect.store.searching import belongs_to_search


def _differences() -> list[object]:
    with store.db.engine.connect() as connection:
        options = {"compare_type": True, "include_name": _is_no_search_table}
        context = MigrationContext.configure(connection, opts=options)
        return compare_metadata(context, store.db.metadata)


def _is_no_search_table(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not belongs_to_search(name)


def test_leave_nothing_for_a_further_migration_to_do(app: Flask) -> None:
    assert _differences() == []


def test_go_back_to_nothing_and_forth_again(app: Flask) -> None:
    downgrade(revision="base")
    assert inspect(store.db.engine).get_table_names() == ["alembic_version"]
    assert _differences() != []
    store.upgrade()
    assert _differences() == []


def test_every_constraint_has_a_name(app: Flask) -> None:
    inspector = inspect(store.db.engine)
    unnamed = [
        table
        for table in inspector.get_table_names()
        for found in (*inspector.get_foreign_keys(table), *inspector.get_unique_constraints(table))
        if not found["name"]
    ]
    assert unnamed == []


def test_sqlite_is_opened_as_it_must_be(app: Flask) -> None:
    if store.db.engine.dialect.name != "sqlite":
        pytest.skip("it is about SQLite alone")
    with store.db.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
        assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 5000


def test_the_demo_of_an_earlier_version_stays_easy_to_sign_in_to(app: Flask) -> None:
    downgrade(revision="0006")
    columns = "id, email, name, role, password_hash, cleared, failures, session_key"
    with store.db.engine.begin() as connection:
        for number, email in enumerate(("liaison@demo.example", "liaison@demo.example.org", "lee@example.org")):
            values = f"'u{number}', '{email}', 'Lee', 'liaison', '', false, 0, 'key'"
            connection.exec_driver_sql(f"INSERT INTO user_account ({columns}) VALUES ({values})")
    store.upgrade()
    with store.db.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT email FROM user_account WHERE is_demo ORDER BY id").scalars().all()
    assert list(found) == ["liaison@demo.example"]
