"""The daily round ends the mentoring of placements that are over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from small_world import CODES, TODAY, World, board

from peerinspect import store
from peerinspect.domain import Period, Placement
from peerinspect.jobs import service_kinds
from peerinspect.services import disclosure
from peerinspect.services.aspiring import Aspire, aspire
from peerinspect.services.mentors import NameMentor, name_mentor
from peerinspect.services.task_watch import NO_WATCH
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.tables import PlacementRow

ME = f"{CODES[0]}-senior"


@pytest.mark.parametrize(("status", "is_over"), [("stood-down", True), ("accepted", False)])
def test_is_ended_where_the_placement_is_over(app: Flask, world: World, status: str, is_over: bool) -> None:
    app.config["TODAY"] = TODAY
    reader, term = world.senior(CODES[0]), Period(TODAY + timedelta(weeks=4), TODAY + timedelta(weeks=20))
    aspire(Aspire("To run a service", 100, 0), reader, TODAY)
    with store.transaction():
        load_duties([replace(board("cover", CODES[4], TODAY), kind="interim", period=term, days=None)])
        load_placements([Placement(ME, "cover", "accepted")], [])
    name_mentor(NameMentor("cover", ME, f"{CODES[9]}-director"), world.uncleared, TODAY)
    with store.transaction():
        store.db.session.get_one(PlacementRow, (ME, "cover")).status = status
    service_kinds.hold_daily_round("", NO_WATCH)
    store.db.session.rollback()
    (mine,) = disclosure.my_mentoring(reader, TODAY)
    assert (mine.ended_on is not None, mine.is_current) == (is_over, not is_over)
