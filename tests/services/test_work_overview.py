"""Other work in counts, by hand. Today is 2 March 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from small_world import CODES, TODAY, World, build_world, inspection

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.services import disclosure
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.refusal import NotAllowed
from peerinspect.services.vacancies.registering import RegisterVacancy, register_vacancy
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow, SecondeeRow, SupportRequestRow

WEEK = timedelta(weeks=1)
DUTIES = [
    inspection("sealed", CODES[3]),
    inspection("announced", CODES[5], sealed=False),
    Duty("board", "chair", Period(date(2024, 6, 3), date(2027, 6, 2)), 1, frozenset({CODES[0]}), days=20),
    Duty("support", "support", Period(TODAY, TODAY + 8 * WEEK), 1, frozenset({CODES[1]}), days=10),
    Duty("away", "second", Period(date(2026, 1, 5), date(2027, 1, 4)), 1),
    Duty("overdue", "second", Period(date(2025, 1, 6), date(2026, 1, 30)), 1),
    Duty("review", "review", Period(date(2026, 2, 26), date(2026, 9, 30)), 1, frozenset({CODES[2]}), case="R/1"),
]


@pytest.fixture
def desk(bare: Flask) -> World:
    world = build_world(TODAY, DUTIES)
    asked = {"authority": CODES[1], "asked_by": world.uncleared.user_id, "asked_on": TODAY}
    with store.transaction():
        people = (("C07-director", "board"), ("C08-senior", "away"), ("C09-senior", "overdue"))
        load_placements([Placement(person, duty, "accepted") for person, duty in people], [])
        for id_, state in (("board", "in-post"), ("away", "live"), ("overdue", "live")):
            row = store.db.session.get_one(DutyRow, id_)
            row.state, row.state_on = state, date(2025, 1, 6)
        store.add(SecondeeRow(person="C09-senior", duty="overdue", trained_on=date(2025, 1, 3)))
        store.add(SupportRequestRow(id="asked", days=10, hopes="A steady front door", **asked))
    register_vacancy(RegisterVacancy(CODES[6], TODAY, TODAY + 12 * WEEK, "They left"), world.cleared, TODAY)
    return world


def counts(reader: Reader) -> dict[str, tuple[int, int | None, int | None]]:
    return {each.key: (each.open, each.late, each.waiting) for each in disclosure.work_overview(reader, TODAY)}


def test_a_coordinators_counts(desk: World) -> None:
    """The chair took the post on 6 January 2025: the appraisal was due a year later. C06's post has its director."""
    assert counts(desk.uncleared) == {
        "inspections": (1, None, 1),
        "boards": (1, 1, 0),
        "support": (1, None, 1),
        "secondments": (1, 1, 1),
        "reviews": (1, 0, 0),
        "vacancies": counts(desk.cleared)["vacancies"],
        "programme": (0, None, 0),
    }
    assert counts(desk.cleared)["vacancies"][0] == 1


def test_sealed_inspections_count_for_those_who_may_know(desk: World) -> None:
    assert counts(desk.cleared)["inspections"] == counts(desk.liaison)["inspections"] == (2, None, 2)
    assert {**counts(desk.cleared), "inspections": (1, None, 1)} == counts(desk.uncleared)


def test_the_liaison_reads_of_no_requests(desk: World) -> None:
    found = counts(desk.liaison)
    assert found["support"][2] is None and found["programme"][2] is None


def test_it_is_for_nobody_else(desk: World) -> None:
    for reader in (desk.panel, desk.director(CODES[0]), desk.chief(CODES[0]), desk.administrator, SIGNED_OUT):
        with pytest.raises(NotAllowed):
            disclosure.work_overview(reader, TODAY)
