"""The migrations make exactly the tables that the code knows, forwards and backwards."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import inspect

from peerinspect import store


def _differences() -> list[object]:
    with store.db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, store.db.metadata)


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
    with store.db.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")
        }
        assert settings == {"journal_mode": "wal", "foreign_keys": 1}
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
