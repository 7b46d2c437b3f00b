"""A unit of work: all or nothing, one writer at a time."""

from __future__ import annotations

from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from peerinspect import store
from peerinspect.store import history
from peerinspect.store.tables import EventRow, SkillRow


def _skills() -> int:
    return store.db.session.scalar(select(func.count()).select_from(SkillRow))


def test_a_block_that_fails_changes_nothing(app: Flask) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        store.add(SkillRow(name="a"))
        raise RuntimeError
    assert _skills() == 0


def test_a_block_inside_another_is_undone_with_it(app: Flask) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        with store.transaction():
            store.add(SkillRow(name="a"))
        raise RuntimeError
    assert _skills() == 0


def test_writers_on_several_threads_make_one_whole_chain(app: Flask) -> None:
    def write(name: str) -> None:
        with app.app_context():
            for number in range(10):
                store.db.session.scalar(select(func.count()).select_from(EventRow))
                with store.transaction():
                    history.record(name, "told", str(number))

    threads = [Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.db.session.rollback()
    assert len(history.events()) == 40
    assert history.verify() == []
