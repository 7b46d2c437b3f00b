"""Today's facts are those that the history left: however rows are written, and whatever is done behind its back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_facts import england
from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer, Table, delete, insert, text, update

from peerinspect import config, store
from peerinspect.store import history, proving, standing
from peerinspect.store.loading import load_facts
from peerinspect.store.tables import HistoryHeadRow, OfferRow, PersonRow, PersonSkillRow, PostRow, SkillRow


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A store with a row of most kinds, and a few events."""
    app = Flask("peerinspect")
    app.config.update({**config.settings(), "INSTANCE": tmp_path_factory.mktemp("standing")})
    config.complete(app.config)
    store.init_app(app)
    with app.app_context():
        store.upgrade()
        with store.transaction():
            load_facts(england())
            for number in range(5):
                history.record("u", "told", f"s{number}", sentence=f"Number {number}.")
        yield app
        store.db.session.remove()
        store.db.engine.dispose()


def test_facts_as_they_were_loaded_are_whole(filled: Flask) -> None:
    assert history.verify() == []
    assert store.db.session.get_one(HistoryHeadRow, 1).facts is not None


class TestWays:
    """Every way in which the service writes rows keeps the digests up."""

    @pytest.fixture(autouse=True)
    def loaded(self, app: Flask) -> None:
        with store.transaction():
            load_facts(england())

    @pytest.mark.parametrize(
        "write",
        [
            lambda: store.add(SkillRow(name="new")),
            lambda: store.db.session.delete(store.db.session.query(PostRow).first()),
            lambda: setattr(store.db.session.query(PersonRow).first(), "name", "Another"),
            lambda: store.db.session.execute(insert(SkillRow), [{"name": "one"}, {"name": "two"}]),
            lambda: store.db.session.execute(
                insert(PostRow), [{"person": "bo", "authority": "A", "role": "senior", "basis": "joint"}] * 3
            ),
            lambda: store.db.session.execute(insert(SkillRow).values(name="one")),
            lambda: store.db.session.execute(update(PostRow).where(PostRow.role == "director").values(basis="acting")),
            lambda: store.db.session.execute(update(PostRow).values(basis="acting")),
            lambda: store.db.session.execute(update(PersonRow), [{"id": "bo", "name": "Bo Anybody"}]),
            lambda: store.db.session.execute(update(OfferRow).where(OfferRow.kind == "chair").values(kind="review")),
            lambda: store.db.session.execute(delete(OfferRow).where(OfferRow.days > 0)),
            lambda: store.db.session.execute(delete(PersonSkillRow)),
            lambda: store.db.session.query(OfferRow).filter_by(kind="chair").delete(),
        ],
    )
    def test_of_writing(self, app: Flask, write: Callable[[], object]) -> None:
        before = proving.head().facts
        with store.transaction():
            write()
        assert history.verify() == []
        assert proving.head().facts != before

    def test_what_is_undone_leaves_no_digest(self, app: Flask) -> None:
        before = proving.head()
        with pytest.raises(RuntimeError), store.transaction():
            store.add(SkillRow(name="new"))
            raise RuntimeError
        assert proving.head() == before
        assert history.verify() == []

    def test_what_a_savepoint_undoes_too(self, app: Flask) -> None:
        with store.transaction():
            store.add(SkillRow(name="new"))
            assert not store.add_unless_there(SkillRow(name="new"))
        assert history.verify() == []

    def test_facts_of_before_the_digests_are_taken_stock_of(self, app: Flask) -> None:
        with store.db.engine.begin() as connection:
            connection.execute(text("UPDATE history_head SET facts = NULL, shape = NULL"))
            connection.execute(text("DELETE FROM fact_digest"))
        store.db.session.rollback()
        store.upgrade()
        assert history.verify() == []
        assert history.events()[0].action == "take-stock"
        _behind("UPDATE person SET name = 'X' WHERE id = 'bo'")
        assert history.verify() == ['A row of “person” is not as the history left it: ["bo"].']


def _behind(statement: str) -> None:
    """Change something without the service."""
    with store.db.engine.begin() as connection:
        connection.execute(text(statement))
    store.db.session.rollback()


def _tables(raw: sqlite3.Connection) -> list[Table]:
    """The tables of facts and of the history that have rows."""
    history_of = [store.db.metadata.tables[name] for name in ("event", "event_payload", "history_head", "fact_digest")]
    found = [*standing.covered(), *history_of]
    return [each for each in found if raw.execute(f'SELECT 1 FROM "{each.name}" LIMIT 1').fetchone()]


def _another(value: object, column: Column[object]) -> object:
    """Another value of the same kind."""
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, DateTime):
        return "2001-02-03 04:05:06.000007"
    if isinstance(column.type, Date):
        return "2001-02-03"
    if isinstance(column.type, Integer | Float):
        return (value or 0) + 4242
    return "7/9" if column.name == "priority" else f"{value or ''}~"


@settings(max_examples=80, deadline=None)
@given(chosen=st.data())
def test_whatever_is_changed_taken_out_or_swapped_is_found(filled: Flask, chosen: st.DataObject) -> None:
    store.db.session.remove()
    store.db.engine.dispose()
    with (
        closing(sqlite3.connect(store.db.engine.url.database or "", isolation_level=None)) as raw,
        closing(sqlite3.connect(":memory:")) as pristine,
    ):
        raw.backup(pristine)
        table = chosen.draw(st.sampled_from(_tables(raw)), label="table")
        try:
            if _tamper(raw, table, chosen):
                assert history.verify() != []
        finally:
            store.db.session.remove()
            store.db.engine.dispose()
            pristine.backup(raw)


def _tamper(raw: sqlite3.Connection, table: Table, chosen: st.DataObject) -> bool:
    """Change, take out or swap something of a table; whether anything was done."""
    raw.row_factory = sqlite3.Row
    rows = raw.execute(f'SELECT rowid AS row_number, * FROM "{table.name}"').fetchall()
    row = chosen.draw(st.sampled_from(rows), label="row")
    how = chosen.draw(st.sampled_from(["change", "take out", "swap"]), label="how")
    if how == "take out":
        raw.execute(f'DELETE FROM "{table.name}" WHERE rowid = ?', (row["row_number"],))
        return True
    passing = standing.PASSING.get(table.name, ())
    columns = [each for each in table.columns if each.name not in passing]
    column = chosen.draw(st.sampled_from(columns), label="column")
    change = f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE rowid = ?'
    try:
        if how == "change":
            raw.execute(change, (_another(row[column.name], column), row["row_number"]))
            return True
        other = next((each for each in rows if each[column.name] != row[column.name]), None)
        if other is None or column.primary_key:
            return False
        raw.execute(change, (other[column.name], row["row_number"]))
        raw.execute(change, (row[column.name], other["row_number"]))
    except sqlite3.IntegrityError:  # The database itself stands in the way.
        return how == "swap" and raw.total_changes > 0
    return True


NONE = "0" * 64


class TestHeads:
    """A head that is kept elsewhere finds what the history alone cannot."""

    def test_a_history_that_only_grew_still_has_it(self, app: Flask) -> None:
        with store.transaction():
            history.record("u", "told", "s")
        head = proving.read_head(str(proving.head()))
        assert head == proving.head()
        with store.transaction():
            history.record("u", "told", "t")
        assert proving.verify(head) == []

    def test_one_that_was_cut_short_with_its_head_has_not(self, app: Flask) -> None:
        with store.transaction():
            history.record("u", "told", "s")
        with store.transaction():
            history.record("u", "told", "t")
        head = proving.head()
        _behind("DELETE FROM event_payload WHERE sequence = 2")
        _behind("DELETE FROM event WHERE sequence = 2")
        _behind("UPDATE history_head SET sequence = 1, digest = (SELECT digest FROM event WHERE sequence = 1)")
        assert proving.verify() == []
        assert proving.verify(head) == ["The head that was kept is of event 2, and there is no such event any more."]

    def test_one_that_was_cut_short_after_a_fact_changed_is_found_without(self, app: Flask) -> None:
        for name in ("s", "t"):
            with store.transaction():
                history.record("u", "told", name)
                store.add(SkillRow(name=name))
        _behind("DELETE FROM event_payload WHERE sequence = 2")
        _behind("DELETE FROM event WHERE sequence = 2")
        _behind("UPDATE history_head SET sequence = 1, digest = (SELECT digest FROM event WHERE sequence = 1)")
        assert proving.verify() == ["Events that changed “skill” are missing."]

    @pytest.mark.parametrize("told", ["", "1", "1:a:b", f"x:{NONE}:{NONE}", f"1:{NONE}g:{NONE}"])
    def test_what_is_no_head_is_none(self, told: str) -> None:
        assert proving.read_head(told) is None


@given(st.sets(st.integers(1, 60)))
def test_numbers_are_written_in_runs_and_read_again(sequences: set[int]) -> None:
    assert proving.numbers(proving.runs(sequences)) == sequences


def test_facts_and_what_is_none_are_told_apart_by_name() -> None:
    known = set(store.db.metadata.tables)
    assert set(standing.PASSING) <= {table.name for table in standing.covered()}
    assert set(standing.NOT_FACTS) - known <= {"alembic_version", "task"}
