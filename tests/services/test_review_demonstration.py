"""The demo's reviews: every state, delays with reasons, a panel of which somebody is recused, advice that waits."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from small_world import TODAY

from peerinspect import store
from peerinspect.domain.lives import LIVES
from peerinspect.season import generate
from peerinspect.services import disclosure
from peerinspect.services.demo import SEED, with_fresh_ids
from peerinspect.services.reader import Reader
from peerinspect.services.reviews.demonstration import show_reviews
from peerinspect.services.reviews.demonstration_cases import going_cases, past_cases
from peerinspect.services.views.reviews import ReviewsAsked
from peerinspect.store import history
from peerinspect.store.loading import load_facts
from peerinspect.store.tables import DutyRow, ReviewRow, UserRow

COORDINATOR, PANEL = Reader("c", "Cora", "coordinator", cleared=True), Reader("p", "Pat", "panel")


@pytest.fixture
def shown(bare: Flask) -> None:
    """A season with the demo's reviews."""
    with store.transaction():
        load_facts(with_fresh_ids(generate(1, SEED, TODAY)))
        for each in (COORDINATOR, PANEL):
            email = f"{each.user_id}@example.org"
            store.add(UserRow(id=each.user_id, email=email, name=each.name, role=each.role, password_hash=""))
    show_reviews(COORDINATOR, PANEL, TODAY)


def test_every_state_is_there_with_people_where_there_must_be(shown: None) -> None:
    ours = {each.reference for each in (*past_cases(TODAY), *going_cases(TODAY))}
    assert 20 <= len(ours) <= 26
    rows = store.db.session.query(ReviewRow, DutyRow).join(DutyRow, DutyRow.id == ReviewRow.duty)
    states = {duty.state for row, duty in rows if row.case_reference in ours}
    assert states == set(LIVES["review"].states) - {"cancelled"}
    for row, duty in rows:
        assert row.known_on is not None
        assert row.known_on <= (row.notified_on or TODAY) <= (row.rapid_on or TODAY) <= TODAY
        if duty.state in ("reviewer-appointed", "draft", "final"):
            found = disclosure.review(COORDINATOR, duty.id, TODAY)
            assert [each.part for each in found.people if each.part_name] == ["lead"], row.case_reference
    assert history.verify() == []


def test_two_go_on_late_with_reasons_one_is_national_and_one_withheld_with_advice(shown: None) -> None:
    def listed(**asked: str) -> list[str]:
        return [each.reference for each in disclosure.reviews(COORDINATOR, ReviewsAsked(**asked), 1, TODAY).items]

    assert len(listed(lateness="late")) == len(listed(lateness="delayed")) == 2
    assert len(listed(kind="national")) == 2
    (first, *_) = disclosure.reviews(COORDINATOR, ReviewsAsked(state="withheld"), 1, TODAY).items
    withheld = disclosure.review(COORDINATOR, first.duty_id, TODAY)
    assert withheld.withheld_because
    assert "withheld" in {each.advice for each in withheld.advice}
    assert all(re.fullmatch(r"[A-Z]{1,4}-?\d{4}[-/]\d+", each) for each in listed())


def test_a_panel_of_seven_with_one_recused_and_advice_that_waits(shown: None) -> None:
    found = disclosure.panel(COORDINATOR, TODAY)
    assert len([each for each in found.members if each.is_current]) == 7
    assert [each.account for each in found.members if each.is_chair] == ["Pat"]
    waits = {each.topic for each in found.agenda}
    assert len(waits) == 2
    assert any(each.stands for each in found.agenda)
    assert all(each.free >= each.quorum for each in found.agenda)
    assert any(each.may_advise for each in disclosure.panel(PANEL, TODAY).agenda)
