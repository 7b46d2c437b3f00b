"""A page that asks for everybody three times reads them once, and never sees what is stale."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy import event

from peerinspect import store
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_people
from peerinspect.store.tables import PersonRow


def queries_of(ask: object) -> int:
    """How many statements are sent while the question is answered."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(store.db.engine, "before_cursor_execute", note)
    try:
        ask()  # type: ignore[operator]
    finally:
        event.remove(store.db.engine, "before_cursor_execute", note)
    return len(sent)


def add(id_: str) -> None:
    with store.transaction():
        store.db.session.add(PersonRow(id=id_, name=id_, aspirant=False, vetted_on=date(2026, 1, 1)))


def test_the_second_question_of_a_transaction_sends_nothing(app: Flask) -> None:
    with app.app_context():
        assert queries_of(read_people) > 0
        assert queries_of(read_people) == 0


def test_what_is_written_is_seen_at_once(app: Flask) -> None:
    with app.app_context():
        assert "p-new" not in read_people()
        add("p-new")
        assert "p-new" in read_people()


def test_inside_a_writing_unit_of_work_everything_is_read_afresh(app: Flask) -> None:
    with app.app_context(), store.transaction():
        before = len(read_people())
        store.db.session.add(PersonRow(id="p-other", name="p-other", aspirant=False))
        store.db.session.flush()
        assert len(read_people()) == before + 1


def test_duties_are_read_once_a_day_that_is_asked_about_and_handed_out_to_each_apart(app: Flask) -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    with app.app_context():
        assert queries_of(lambda: read_duties(monday)) > 0
        assert queries_of(lambda: read_duties(monday)) == 0
        assert queries_of(lambda: read_duties(tuesday)) > 0
        read_duties(monday)["mine"] = None  # type: ignore[assignment]
        assert "mine" not in read_duties(monday)
