"""Counts that processes share: none is lost, on either database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from throwaway_postgres import programs, server

from peerinspect import config, store
from peerinspect.store import counting
from peerinspect.store.tables import AttemptRow

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    if programs() is None and os.environ.get("CI"):
        pytest.fail("PostgreSQL is not installed, and in CI the counts must be tried on it")
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: the counts were not tried on it")
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def counted(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application with the one table that counts stand in."""
    address = None if request.param == "sqlite" else request.getfixturevalue("postgres")
    app = Flask("peerinspect")
    app.config.update({**config.settings(), "INSTANCE": tmp_path, "SQLALCHEMY_DATABASE_URI": address})
    config.complete(app.config)
    store.init_app(app)
    with app.app_context():
        table = AttemptRow.metadata.tables["attempt"]
        store.db.metadata.create_all(store.db.engine, tables=[table])
        yield app
        store.db.session.remove()
        table.drop(store.db.engine)
        store.db.engine.dispose()


def _count(app: Flask, key: str, now: datetime) -> int:
    with app.app_context():
        return counting.count_once_more(key, 60, now)[0]


def test_a_window_opens_counts_and_is_over(counted: Flask) -> None:
    assert counting.count_once_more("k", 60, NOW) == (1, NOW + timedelta(seconds=60))
    assert counting.count_once_more("k", 60, NOW + timedelta(seconds=59)) == (2, NOW + timedelta(seconds=60))
    assert counting.count_once_more("k", 60, NOW + timedelta(seconds=60)) == (1, NOW + timedelta(seconds=120))


def test_a_window_that_is_over_is_forgotten_and_failed_attempts_are_not(counted: Flask) -> None:
    with store.transaction():
        store.add(AttemptRow(key="failed", failures=3, last_at=NOW - timedelta(hours=2), waits_until=NOW))
    counting.count_once_more("old", 60, NOW)
    counting.count_once_more("new", 60, NOW + timedelta(seconds=61))
    kept = set(store.db.session.scalars(select(AttemptRow.key)))
    assert kept == {"failed", f"{counting.OURS}new"}


@pytest.mark.parametrize("keys", [1, 3])
def test_none_is_lost_where_many_ask_at_the_same_moment(counted: Flask, keys: int) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda number: _count(counted, f"k{number % keys}", NOW), range(60)))
    assert sorted(found) == sorted(list(range(1, 60 // keys + 1)) * keys)
    assert store.db.session.scalar(select(func.count()).select_from(AttemptRow)) == keys
