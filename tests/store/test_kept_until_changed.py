"""Whole tables are kept in memory until one of their rows changes, and nobody is ever shown what was before."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, event, insert, update

from peerinspect import store
from peerinspect.domain import Period
from peerinspect.store import reading
from peerinspect.store import tables as t
from peerinspect.store.base import Base
from peerinspect.store.loading import load_facts
from peerinspect.store.reading.councils import read_arrangements_of, read_authorities, read_borders, read_places
from peerinspect.store.reading.duties import duties_within, read_duties, work_among
from peerinspect.store.reading.once import MOST, Shelf, UntilChanged
from peerinspect.store.reading.people import read_people
from peerinspect.store.standing import NOT_FACTS
from tests.store.sample_facts import england

TODAY = date(2026, 3, 2)
MANY = [f"X{number:08}" for number in range(200)]
"""Names of nothing, so that more is asked for than is read by name."""


def queries() -> Iterator[UntilChanged[Any, Any]]:
    """Every query whose answers are kept."""
    for module in pkgutil.iter_modules(reading.__path__):
        found = vars(importlib.import_module(f"{reading.__name__}.{module.name}")).values()
        yield from (each for each in found if isinstance(each, UntilChanged))


@pytest.fixture
def season(app: Flask) -> Flask:
    """A service with facts in it."""
    with app.app_context(), store.transaction():
        load_facts(england())
    return app


def sent_by(ask: Callable[[], object]) -> list[str]:
    """The statements that are sent while a question is answered, but for the one that reads the stamps."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "history_head" not in statement:
            sent.append(statement)

    event.listen(store.db.engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(store.db.engine, "before_cursor_execute", note)
    return [each for each in sent if each.startswith("SELECT")]


def test_there_are_some() -> None:
    assert len(list(queries())) >= 5


def test_each_names_all_tables_that_it_reads_and_only_facts(season: Flask) -> None:
    names = set(Base.metadata.tables)
    for query in queries():
        wanted = query.__wrapped__.__code__.co_argcount  # type: ignore[attr-defined]
        with season.app_context():
            sent = sent_by(lambda each=query, few=wanted: each.__wrapped__(*(TODAY,) * few))  # type: ignore[misc]
        read = {word for each in sent for word in re.findall(r"(?:FROM|JOIN) \"?(\w+)", each)} & names
        assert read, query
        assert read <= set(query.tables), query
        assert not set(query.tables) & NOT_FACTS.keys(), query


def test_a_second_page_reads_nothing_again(season: Flask) -> None:
    with season.app_context():
        first = read_duties(TODAY)
    with season.app_context():
        # Which are called off turns on placements, and is asked each time.
        assert not [each for each in sent_by(lambda: read_duties(TODAY)) if "on_site" in each or "seats" in each]
        assert read_duties(TODAY) == first


ASKED: dict[str, Callable[[], object]] = {
    "duties": lambda: read_duties(TODAY),
    "duties by id": lambda: read_duties(TODAY, [*england().duties, *MANY]),
    "work among": lambda: work_among(TODAY, [*england().duties, *MANY]),
    "duties within": lambda: duties_within(TODAY, Period(date(2026, 1, 1), date(2026, 12, 31)), "inspect"),
    "councils": read_authorities,
    "councils by code": lambda: read_authorities([*england().authorities, *MANY]),
    "places": read_places,
    "borders": lambda: read_borders([*england().authorities][:2] + MANY),
    "arrangements": lambda: read_arrangements_of([*england().authorities][:2] + MANY),
    "people": read_people,
}


def _add_a_grade() -> None:
    id_ = store.db.session.scalars(store.db.select(t.JudgementRow.id)).first()
    store.db.session.execute(insert(t.GradeRow), [{"judgement": id_, "area": "added", "grade": "good"}])


CHANGES: dict[str, Callable[[], object]] = {
    "an object is changed": lambda: setattr(store.db.session.scalars(store.db.select(t.DutyRow)).first(), "seats", 9),
    "an object is added": lambda: store.db.session.add(t.AuthorityRow(code="E09999999", name="Added", region=None)),
    "rows are changed by a statement": lambda: store.db.session.execute(update(t.DutyRow).values(priority=7)),
    "rows are added by a statement": _add_a_grade,
    "rows are taken out": lambda: store.db.session.execute(delete(t.BorderRow)),
    "an object is taken out": lambda: store.db.session.delete(
        store.db.session.scalars(store.db.select(t.ArrangementMemberRow)).first()
    ),
    "skills are taken out": lambda: store.db.session.execute(delete(t.DutySkillRow)),
    "a notice day moves": lambda: store.db.session.execute(update(t.InspectionRow).values(notice=date(2026, 9, 1))),
    "leave is added": lambda: store.db.session.add(
        t.LeaveRow(
            person=store.db.session.scalars(store.db.select(t.PersonRow.id)).first(),
            starts=date(2026, 5, 1),
            ends=date(2026, 5, 2),
        )
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_is_seen_by_the_next_page(season: Flask, what: str) -> None:
    with season.app_context():
        before = {name: ask() for name, ask in ASKED.items()}
    with season.app_context(), store.transaction():
        CHANGES[what]()
    with season.app_context():
        after = {name: ask() for name, ask in ASKED.items()}
    with season.app_context(), store.transaction():  # which reads afresh
        assert after == {name: ask() for name, ask in ASKED.items()}
    assert after != before


def test_what_is_undone_is_not_seen_and_not_kept(season: Flask) -> None:
    with season.app_context():
        before = read_places()
        with pytest.raises(ZeroDivisionError), store.transaction():
            CHANGES["an object is added"]()
            store.db.session.flush()
            assert "E09999999" in read_places()
            raise ZeroDivisionError
        assert read_places() == before
    with season.app_context():
        assert read_places() == before


def test_a_page_that_has_written_itself_sees_what_it_wrote_and_keeps_it_from_others(season: Flask) -> None:
    with season.app_context():
        before = read_places()
        CHANGES["an object is added"]()
        store.db.session.flush()
        assert "E09999999" in read_places()
        store.db.session.rollback()
        assert read_places() == before


def test_a_page_goes_on_seeing_the_state_that_it_began_with(season: Flask) -> None:
    with season.app_context():
        before = read_places()
        with season.app_context(), store.transaction():
            CHANGES["an object is added"]()
        assert read_places() == before
    with season.app_context():
        assert "E09999999" in read_places()


def test_a_day_has_its_own_answer(season: Flask) -> None:
    with season.app_context(), store.transaction():
        store.db.session.execute(update(t.InspectionRow).values(sealed=True, notice=date(2026, 9, 1)))
    for day, sealed in ((date(2026, 8, 31), True), (date(2026, 9, 1), False)):
        with season.app_context():
            found = [each.sealed for each in read_duties(day).values() if each.kind == "inspect"]
            assert found
            assert set(found) == {sealed}


def test_a_database_without_stamps_keeps_nothing(season: Flask) -> None:
    with season.app_context():
        store.db.session.connection().execute(update(t.HistoryHeadRow).values(stamps=None))
        store.db.session.commit()
    for _ in range(2):
        with season.app_context():
            assert sent_by(read_places)


def test_as_many_answers_are_kept_as_there_is_room_for_the_oldest_goes_first() -> None:
    shelf = Shelf()
    for number in range(MOST + 1):
        shelf.put(number, ("a",), [number])
        shelf.get(0, ("a",))
    assert shelf.get(0, ("a",)) == [0]
    assert shelf.get(1, ("a",)) is None
    assert shelf.get(MOST, ("b",)) is None
