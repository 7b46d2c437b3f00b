"""Who is told of what the Ofsted liaison and councils decide, and what the messages may say."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from held_world import SEALED
from liaison_world import BEFORE, OVER, Team, team
from small_world import NOTICE, TODAY
from sqlalchemy import select
from test_evaluating import said
from test_secondments import WANTED

from peerinspect import store
from peerinspect.services.liaison.evaluating import evaluate, share_evaluation
from peerinspect.services.liaison.seconding import request_secondment
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.store.tables import MessageRow


@pytest.fixture
def held(bare: Flask) -> Team:
    bare.config["TODAY"] = BEFORE
    return team()


def told(kind: str) -> dict[str, dict[str, str]]:
    """The facts of the messages of a kind, by user."""
    store.db.session.rollback()
    rows = store.db.session.scalars(select(MessageRow).where(MessageRow.kind == kind))
    return {row.user: json.loads(row.facts) for row in rows}


def users_of_target(held: Team) -> set[str]:
    code = held.held.target
    return {f"user-{code}-{role}" for role in ("director", "senior", "chief")}


class TestARefusal:
    def test_tells_the_person_that_something_has_changed_and_who_fills_seats(self, held: Team) -> None:
        held.refuse(reason="Known to a head there")
        assert told("held-change") == {held.held.peer.user_id: {}}
        assert told("seat-free") == {"cleared": {}}, "nobody hears of it who may not know of sealed work"

    def test_tells_the_council_nothing(self, held: Team) -> None:
        held.refuse()
        store.db.session.rollback()
        users = set(store.db.session.scalars(select(MessageRow.user)))
        assert not users & users_of_target(held)


class TestFromTheNoticeDayOn:
    @pytest.fixture
    def held(self, bare: Flask) -> Team:
        bare.config["TODAY"] = NOTICE
        return team()

    def test_the_notice_tells_everybody_of_the_council(self, held: Team) -> None:
        take_step(TakeStep(SEALED, "notify", NOTICE), held.liaison, NOTICE)
        assert set(told("inspection-notified")) == users_of_target(held)

    def test_an_objection_tells_the_liaison_by_when(self, held: Team) -> None:
        held.object(reason="A dispute")
        facts = told("objection-to-answer")
        assert set(facts) == {"liaison"}
        assert facts["liaison"]["day"] == "22 May 2026"
        assert "dispute" not in repr(facts)

    @pytest.mark.parametrize(("outcome", "is_told"), [("upheld", True), ("not-upheld", False)])
    def test_the_answer_tells_who_objected_and_the_person_only_that_something_changed(
        self, held: Team, outcome: str, is_told: bool
    ) -> None:
        held.answer(held.object(), outcome)
        assert set(told("objection-answered")) == {held.own_director.user_id}
        assert told("held-change") == ({held.held.peer.user_id: {}} if is_told else {})


class TestAfterwards:
    @pytest.fixture
    def held(self, bare: Flask) -> Team:
        bare.config["TODAY"] = OVER
        return team("on-site")

    def test_an_evaluation_is_told_once_it_is_shared(self, held: Team) -> None:
        evaluate(said(held), held.liaison, OVER)
        assert told("evaluation-shared") == {}
        share_evaluation(SEALED, held.addresses[0], held.liaison, OVER)
        assert told("evaluation-shared") == {held.held.peer.user_id: {}}


def test_a_secondment_that_is_asked_for_tells_coordinators(held: Team) -> None:
    request_secondment(WANTED, held.liaison, TODAY)
    assert set(told("secondment-asked")) == {"cleared", "uncleared"}
