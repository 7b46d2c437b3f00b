"""What support, reviews and secondments put on the coordinator's day. Today is 2 March 2026."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from small_world import CODES, TODAY, World, build_world

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.services import disclosure
from peerinspect.services.views import AttentionLine
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow, ReviewRow, SecondeeRow, SupportRequestRow

HERE = CODES[3]


def second(id_: str, first: date, last: date) -> Duty:
    return Duty(id_, "second", Period(first, last), 1)


def review(id_: str, first: date, last: date) -> Duty:
    return Duty(id_, "review", Period(first, last), 1, frozenset({HERE}), case=f"R/{id_}")


DUTIES = [
    second("untrained", date(2026, 1, 5), date(2027, 1, 4)),
    second("trained", date(2026, 1, 5), date(2027, 1, 4)),
    second("ending", date(2025, 6, 2), date(2026, 5, 29)),
    second("over", date(2025, 1, 6), date(2026, 1, 30)),
    second("back", date(2025, 1, 6), date(2026, 1, 30)),
    second("ended", date(2024, 1, 8), date(2025, 1, 30)),
    second("to-come", date(2026, 4, 6), date(2027, 4, 5)),
    review("late", date(2025, 12, 1), date(2026, 9, 30)),
    review("over-with", date(2025, 12, 1), date(2026, 2, 20)),
    review("fresh", date(2026, 2, 26), date(2026, 9, 30)),
]
WENT = ("untrained", "trained", "ending", "over", "back", "ended", "to-come")


@pytest.fixture
def desk(bare: Flask) -> World:
    world = build_world(TODAY, DUTIES)
    with store.transaction():
        load_placements([Placement(f"{CODES[at]}-senior", id_, "accepted") for at, id_ in enumerate(WENT)], [])
        for id_ in WENT:
            store.db.session.get_one(DutyRow, id_).state = "ended" if id_ == "ended" else "live"
        for at, id_ in enumerate(WENT):
            if id_ not in ("untrained", "to-come"):
                back = date(2026, 1, 30) if id_ == "back" else None
                trained = date(2025, 1, 3)
                store.add(SecondeeRow(person=f"{CODES[at]}-senior", duty=id_, trained_on=trained, returned_on=back))
        for id_, state, known in (
            ("late", "notified", date(2026, 1, 5)),
            ("over-with", "published", date(2025, 12, 1)),
            ("fresh", "notified", date(2026, 2, 26)),
        ):
            store.db.session.get_one(DutyRow, id_).state = state
            row = store.db.session.get_one(ReviewRow, id_)
            row.kind, row.known_on, row.notified_on = "rapid", known, known
    return world


def lines(world: World, key: str) -> tuple[AttentionLine, ...]:
    found = disclosure.attention(world.uncleared, key, TODAY)
    counts = {each.key: each.number for each in disclosure.coordinator_home(world.uncleared, TODAY).counts}
    assert counts[key] == sum(each.number for each in found)
    return found


def test_secondees_to_train_and_to_see_back(desk: World) -> None:
    told = [(each.title, each.detail, each.due) for each in lines(desk, "secondees-due")]
    assert told == [
        ("Senior C00", "No training is recorded", date(2026, 1, 5)),
        ("Senior C03", "The term is over, and no return is recorded", date(2026, 1, 30)),
        ("Senior C02", "The term ends on 29 May 2026", date(2026, 5, 29)),
    ]


def test_reviews_late_or_due_soon(desk: World) -> None:
    """A rapid review takes 15 working days: told on 5 January it was due on the 26th, 25 working days ago."""
    told = [(each.title, each.detail, each.due, each.review_id) for each in lines(desk, "reviews-due")]
    assert told == [
        ("Case review R/late", "Rapid review: late by 25 working days", date(2026, 1, 26), "late"),
    ]


def test_requests_for_support_that_wait(desk: World) -> None:
    asked = {"authority": HERE, "asked_by": desk.uncleared.user_id, "asked_on": date(2026, 2, 3)}
    with store.transaction():
        store.add(SupportRequestRow(id="asked", **asked, days=10, hopes="A steady front door"))
    (line,) = lines(desk, "support-requests")
    assert (line.title, line.due, line.request_id) == (f"Council {HERE}", date(2026, 2, 3), "asked")
    with store.transaction():
        row = store.db.session.get_one(SupportRequestRow, "asked")
        row.outcome, row.answered_by, row.answered_on = "declined", desk.uncleared.user_id, TODAY
    assert lines(desk, "support-requests") == ()
