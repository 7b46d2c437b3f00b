"""Chairs' terms belong to lasting boards: one for each set of councils, found or made."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import text

from peerinspect import store
from peerinspect.store.founding import board_of, boards_for
from peerinspect.store.reading.safeguarding import board_of_term, boards_of, read_boards, terms_of_boards
from peerinspect.store.tables import AuthorityRow, SafeguardingBoardAuthorityRow, SafeguardingBoardRow

COUNCILS = {"E1": "Hull", "E2": "Leeds", "E3": "York"}


@pytest.fixture
def councils(app: Flask) -> Flask:
    with store.transaction():
        store.add(
            *(
                AuthorityRow(code=code, name=name, region="N", latitude=53, longitude=-1)
                for code, name in COUNCILS.items()
            )
        )
    return app


def test_the_same_councils_have_the_same_board_and_others_another(councils: Flask) -> None:
    with store.transaction():
        alone, joint = board_of(["E2"]), board_of(["E2", "E1"])
        assert alone != joint
        assert (board_of(["E1", "E2"]), board_of({"E2"})) == (joint, alone)
        assert board_of([]) is None
    assert {each.name for each in read_boards().values()} == {"Leeds", "Hull and Leeds"}
    assert set(boards_of(["E1"])) == {joint}
    assert set(boards_of(["E2"])) == {alone, joint}
    assert boards_of(["E3"]) == {}


def test_a_board_that_ended_is_not_taken_up_again(councils: Flask) -> None:
    with store.transaction():
        old = board_of(["E3"])
        store.db.session.get_one(SafeguardingBoardRow, old).ended_on = date(2020, 1, 1)
        assert board_of(["E3"]) not in (None, old)


def test_a_council_that_left_is_no_longer_counted(councils: Flask) -> None:
    with store.transaction():
        joint = board_of(["E1", "E2", "E3"])
        store.db.session.get_one(SafeguardingBoardAuthorityRow, (joint, "E3")).ends = date(2020, 1, 1)
        assert boards_for([frozenset({"E1", "E2"})]) == {frozenset({"E1", "E2"}): joint}


def test_the_migration_makes_boards_for_the_terms_there_are(councils: Flask) -> None:
    downgrade(revision="0018")
    with store.db.engine.begin() as connection:
        for duty, codes in (("d1", ["E1"]), ("d2", ["E1"]), ("d3", ["E3", "E2"]), ("d4", [])):
            connection.execute(
                text(
                    "INSERT INTO duty (id, kind, starts, ends, seats, level, has_on_site) VALUES (:duty, 'chair', "
                    "'2026-01-01', '2028-12-31', 1, 'observer', false)"
                ),
                {"duty": duty},
            )
            connection.execute(text("INSERT INTO board (duty, is_joint) VALUES (:duty, false)"), {"duty": duty})
            for code in codes:
                connection.execute(
                    text("INSERT INTO duty_authority (duty, authority) VALUES (:duty, :code)"),
                    {"duty": duty, "code": code},
                )
    store.upgrade()
    with store.transaction():
        assert board_of_term("d1") == board_of_term("d2") == board_of(["E1"])
        assert board_of_term("d3") == board_of(["E2", "E3"])
        assert board_of_term("d4") is None
        boards = read_boards()
    assert sorted(each.name for each in boards.values()) == ["Hull", "Leeds and York"]
    assert terms_of_boards() == {board_of_term("d1"): ("d1", "d2"), board_of_term("d3"): ("d3",)}
    downgrade(revision="0018")
    with store.db.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM board").scalar() == 4
    store.upgrade()
