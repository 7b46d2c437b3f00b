"""The search of findings, on both databases: the same answers, whatever is typed, and never what is not out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from throwaway_postgres import programs, server

from peerinspect import config, store
from peerinspect.services.lessons.asking import terms_of
from peerinspect.store.reading.lesson_search import Wanted, count, search
from peerinspect.store.searching import BEGINS, ENDS, belongs_to_search
from peerinspect.store.tables import (
    AuthorityRow,
    DutyAuthorityRow,
    DutyRow,
    LessonRow,
    LessonThemeRow,
    ReviewRow,
    UserRow,
)

TODAY = date(2026, 3, 2)
FINDINGS = (
    # id, review, what was found, what should change, themes' words, day it came out
    (
        "visits",
        "r-1",
        "Visits were missed for weeks. Nobody visited the child alone.",
        "Record each visit.",
        "Seeing",
        1,
    ),
    ("carer", "r-1", "The parent/carer was not asked; e.g. the step-father.", "Ask of every adult.", "Adults", 1),
    ("neglect", "r-2", "Neglect drifted, and thresholds were not met.", "Use a tool for neglect.", "Neglect", 2),
    ("zoe", "r-2", "A naïve plan; the nurse's own notes said so.", "Read the notes.", "Plans", 2),
    ("hidden", "r-3", "Visits were missed, and neglect drifted: not published.", "Secret learning.", "Neglect", 0),
    ("tomorrow", "r-4", "Visits and neglect again, published tomorrow.", "Later learning.", "Neglect", 3),
)
DAYS = {1: date(2019, 5, 1), 2: date(2025, 2, 3), 0: None, 3: date(2026, 3, 3)}
KINDS = {"r-1": "serious", "r-2": None, "r-3": None, "r-4": None}


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    if programs() is None and os.environ.get("CI"):
        pytest.fail("PostgreSQL is not installed, and in CI the search must be tried on it")
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: the search was not tried on it")
    with server() as address:
        yield address


def filled(folder: Path, address: str | None = None) -> Flask:
    app = Flask("peerinspect")
    app.config.update({**config.settings(), "INSTANCE": folder, "SQLALCHEMY_DATABASE_URI": address})
    config.complete(app.config)
    store.init_app(app)
    with app.app_context():
        store.upgrade()
        with store.transaction():
            fill()
    return app


def fill() -> None:
    store.add(UserRow(id="u", email="u@example.org", name="U", role="coordinator", password_hash=""))
    store.add(*(AuthorityRow(code=code, name=f"Council {code}") for code in ("A", "B")))
    for review, kind in KINDS.items():
        days = {"starts": date(2017, 3, 1) if review == "r-1" else date(2024, 3, 1), "ends": date(2026, 12, 1)}
        store.add(DutyRow(id=review, kind="review", seats=1, state="published", **days))
        store.add(ReviewRow(duty=review, kind=kind))
        store.add(DutyAuthorityRow(duty=review, authority="A" if review == "r-1" else "B"))
    for number, (id_, review, found, learning, labels, out) in enumerate(FINDINGS, 1):
        texts = {"found": found, "learning": learning, "labels": labels}
        row = LessonRow(
            id=id_, review=review, number=number, written_by="u", written_on=TODAY, out_on=DAYS[out], **texts
        )
        store.add(row, LessonThemeRow(lesson=id_, theme=labels.lower()))


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from closed_afterwards(filled(tmp_path_factory.mktemp("on-sqlite")))


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> Iterator[Flask]:
    yield from closed_afterwards(filled(tmp_path_factory.mktemp("on-postgres"), postgres))


def closed_afterwards(app: Flask) -> Iterator[Flask]:
    yield app
    with app.app_context():
        store.db.engine.dispose()


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def engine(request: pytest.FixtureRequest) -> Iterator[Flask]:
    app: Flask = request.getfixturevalue(request.param)
    with app.app_context():
        yield app
        store.db.session.remove()


def test_migrations_leave_nothing_for_a_further_one_to_do(engine: Flask) -> None:
    with store.db.engine.connect() as connection:
        options = {
            "compare_type": True,
            "include_name": lambda name, kind, _: kind != "table" or not belongs_to_search(name),
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=options), store.db.metadata) == []


def found(text: str, **wanted: object) -> list[str]:
    hits = search(Wanted(terms_of(text), **wanted), TODAY, 20, 1)  # type: ignore[arg-type]
    assert len(hits) == count(Wanted(terms_of(text), **wanted), TODAY)  # type: ignore[arg-type]
    return [hit.lesson for hit in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("visit", {"visits"}),
        ("VISITING", {"visits"}),
        ("visits neglect", set()),
        ("neglect", {"neglect"}),
        ("neglect drifted", {"neglect"}),
        ("drifted neglect", {"neglect"}),
        ('"drifted neglect"', set()),
        ('"neglect drifted"', {"neglect"}),
        ("“neglect drifted”", {"neglect"}),
        ("carer", {"carer"}),
        ("parent/carer", {"carer"}),
        ("step-father", {"carer"}),
        ("father-step", set()),
        ("nurse's", {"zoe"}),
        ("naïve", {"zoe"}),
        ("thresh*", {"neglect"}),
        ("thresh", set()),
        ('"the parent ca"*', {"carer"}),
        ('"the parent ca"', set()),
        ("the", {"visits", "carer", "neglect", "zoe"} - {"neglect"}),
        ("plans", {"zoe"}),
        ("adults", {"carer"}),
        ("NOT visits OR neglect", set()),
        ("secret", set()),
        ("later learning", set()),
        ("", {"visits", "carer", "neglect", "zoe"}),
    ],
)
def test_finds_words_phrases_and_beginnings(engine: Flask, text: str, expected: set[str]) -> None:
    assert set(found(text)) == expected


def test_narrows_by_theme_council_year_and_kind(engine: Flask) -> None:
    assert set(found("", themes=("neglect", "plans"))) == {"neglect", "zoe"}
    assert set(found("", councils=("A",))) == {"visits", "carer"}
    assert set(found("", years=(2025,))) == {"neglect", "zoe"}
    assert set(found("", years=(2019, 2025), councils=("B",), themes=("plans",))) == {"zoe"}
    assert set(found("", kinds=("serious",))) == {"visits", "carer"}
    assert set(found("", kinds=("local",))) == {"neglect", "zoe"}
    assert found("", kinds=("national",)) == []


def test_the_better_match_comes_first_and_what_is_newer_where_nothing_is_typed(engine: Flask) -> None:
    assert found("notes") == ["zoe"]
    assert found("") == ["neglect", "zoe", "visits", "carer"]
    # Each has "was" or "were" once, but "asked" in the finding outweighs it in the words of a theme.
    assert found("was")[0] == "carer"


def test_marks_what_matches_and_nothing_else(engine: Flask) -> None:
    (hit,) = search(Wanted(terms_of("visit")), TODAY, 20, 1)
    assert hit.found == (f"{BEGINS}Visits{ENDS} were missed for weeks. Nobody {BEGINS}visited{ENDS} the child alone.")
    assert hit.learning == f"Record each {BEGINS}visit{ENDS}."
    (plain,) = search(Wanted(councils=("B",), themes=("plans",)), TODAY, 20, 1)
    assert BEGINS not in plain.found + plain.learning


def test_pages_are_cut_in_the_database(engine: Flask) -> None:
    pages = [[hit.lesson for hit in search(Wanted(), TODAY, 3, number)] for number in (1, 2, 3)]
    assert pages == [["neglect", "zoe", "visits"], ["carer"], []]


def test_what_is_not_out_is_never_found_by_any_of_its_words(engine: Flask) -> None:
    for id_, _, *texts, out in FINDINGS:
        if out in (0, 3):
            for word in " ".join(texts).split():
                assert id_ not in found(word)
                assert id_ not in found(f"{word[:3]}*")


def test_follows_what_changes_and_goes_whatever_way(engine: Flask) -> None:
    row, theme = LessonRow, LessonThemeRow
    try:
        # As a purge and an import do: statements, not objects.
        store.db.session.execute(update(row).where(row.id == "zoe").values(found="Quagmire."))
        store.db.session.execute(delete(theme).where(theme.lesson == "carer"))
        store.db.session.execute(delete(row).where(row.id == "carer"))
        assert found("quagmire") == ["zoe"]
        assert found("naïve") == found("carer") == []
    finally:
        store.db.session.rollback()
    assert found("carer") == ["carer"]


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'*()-+:^~&|!<>\\%_;{}[]. aZ0é字\x00", max_size=60),
    st.lists(
        st.sampled_from(
            ["visit", "neg*", '"', "AND", "OR", "NOT", "NEAR(", ")", ":*", "&", "<->", "'; DROP TABLE lesson"]
        ),
        max_size=12,
    ).map(" ".join),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE)
@example("visit " * 2000)
@example('"' * 10_000)
@example("\ud800 \udfff")
@example("'; DROP TABLE lesson; --")
@example('lesson_search MATCH "x" OR 1=1')
@example("%s %(x)s :asked ?")
@example("*")
@example("a" * 10_000)
def test_whatever_is_typed_is_answered_alike_and_harms_nothing(on_sqlite: Flask, on_postgres: Flask, text: str) -> None:
    answers = []
    for app in (on_sqlite, on_postgres):
        with app.app_context():
            answers.append(set(found(text)) if terms_of(text) else None)
            assert count(Wanted(), TODAY) == 4
            store.db.session.remove()
    assert answers[0] == answers[1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE)
@example("visit " * 2000)
@example("\ud800 \udfff")
def test_whatever_is_typed_is_answered_where_there_is_no_postgresql(on_sqlite: Flask, text: str) -> None:
    with on_sqlite.app_context():
        assert {"hidden", "tomorrow"}.isdisjoint(found(text))
        store.db.session.remove()
