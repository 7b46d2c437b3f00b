"""The national picture: each number is that of the page behind it. Today is 2 March 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from small_world import CODES, TODAY, World, build_world, facts_of, load_world, person

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement, Post
from peerinspect.services import disclosure
from peerinspect.services.reader import SIGNED_OUT
from peerinspect.services.refusal import NotAllowed
from peerinspect.services.views.lessons import LessonsAsked
from peerinspect.services.views.reviews import ReviewsAsked
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow, ReviewRow

DUTIES = [
    Duty("board", "chair", Period(date(2024, 6, 3), date(2027, 6, 2)), 1, frozenset({"C00"}), days=20),
    Duty("helped", "support", Period(date(2025, 5, 5), date(2025, 5, 30)), 1, frozenset({"C01"}), days=10),
    Duty("late", "review", Period(date(2025, 12, 1), date(2026, 9, 30)), 1, frozenset({"C02"}), case="R/1"),
    Duty("out", "review", Period(date(2025, 1, 6), date(2025, 9, 30)), 1, frozenset({"C03"}), case="R/2"),
    Duty("known", "review", Period(date(2026, 2, 2), date(2026, 9, 30)), 1, frozenset({"C04"}), case="R/3"),
]


@pytest.fixture
def desk(bare: Flask) -> World:
    """C05's director is interim since August 2025, after another; C06 has none; C07's changed two years ago."""
    facts = facts_of(DUTIES)
    held = dict(facts.people)
    held["C05-director"] = replace(person("C05", "director", TODAY), posts=(_post("C05", date(2025, 8, 1), "interim"),))
    gone = person("C06", "director", TODAY)
    held["C06-director"] = replace(gone, posts=(_post("C06", date(2020, 1, 1), ends=date(2026, 1, 31)),))
    held["before-C05"] = replace(gone, id="before-C05", posts=(_post("C05", date(2019, 1, 1), ends=date(2025, 7, 31)),))
    held["before-C07"] = replace(gone, id="before-C07", posts=(_post("C07", date(2019, 1, 1), ends=date(2023, 1, 1)),))
    world = load_world(replace(facts, people=held))
    with store.transaction():
        load_placements([Placement("C08-director", "board", "live"), Placement("C09-director", "helped", "done")], [])
        for id_, state in (("late", "notified"), ("out", "published"), ("known", "known"), ("helped", "closed")):
            store.db.session.get_one(DutyRow, id_).state = state
        row = store.db.session.get_one(ReviewRow, "late")
        row.kind, row.known_on, row.notified_on = "rapid", date(2026, 1, 5), date(2026, 1, 5)
    return world


def _post(code: str, starts: date, basis: str = "substantive", ends: date | None = None) -> Post:
    return Post(code, "director", basis, Period(starts, ends))


def test_by_hand_and_as_on_the_pages_behind(desk: World) -> None:
    found = {each.key: each.number for each in disclosure.national_picture(desk.panel, TODAY)}
    assert found == {
        "reviews-open": 1,
        "reviews-late": disclosure.reviews(desk.panel, ReviewsAsked(lateness="late"), 1, TODAY).total,
        "advice-waiting": len(disclosure.panel(desk.panel, TODAY).agenda),
        "stages-in-time": found["stages-in-time"],
        "findings": disclosure.search_lessons(desk.panel, LessonsAsked(), 1, TODAY).cut.total,
        "chairs": len(disclosure.public_appointments(TODAY)),
        "directors-changed": 1,
        "interims": 1,
        "vacant": 1,
        "supported": 1,
    }
    assert found["reviews-late"] == found["chairs"] == 1
    assert 0 <= found["stages-in-time"] <= 100


def test_it_is_for_the_panel(desk: World) -> None:
    for reader in (desk.cleared, desk.liaison, desk.director(CODES[0]), desk.chief(CODES[0]), SIGNED_OUT):
        with pytest.raises(NotAllowed):
            disclosure.national_picture(reader, TODAY)


def test_an_empty_service_has_noughts(bare: Flask) -> None:
    world = build_world(TODAY, [Duty("second", "second", Period(date(2026, 4, 6), date(2026, 9, 30)), 1)])
    found = {each.key: each.number for each in disclosure.national_picture(world.panel, TODAY)}
    assert not any(found.values())
