"""The coordinator's day: a count for each system, each a link to what stands behind it, in few statements."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from pages_world import Lived, sign_in
from small_world import CODES, TODAY
from sqlalchemy import event
from sqlalchemy.engine import Engine

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.services import disclosure
from peerinspect.store.loading import load_duties
from peerinspect.store.tables import DutyRow, ReviewRow, SupportRequestRow
from peerinspect.web.home.presenters import COUNTS

MOST_STATEMENTS = 60


@pytest.fixture
def busy(lived: tuple[Flask, Lived]) -> tuple[Flask, Lived]:
    """A late review, and a council that asks for support."""
    app, found = lived
    late = Duty(
        "late-review", "review", Period(date(2025, 12, 1), date(2026, 9, 30)), 1, frozenset({CODES[6]}), case="L"
    )
    with app.app_context(), store.transaction():
        load_duties([late])
        store.db.session.get_one(DutyRow, "late-review").state = "notified"
        row = store.db.session.get_one(ReviewRow, "late-review")
        row.kind, row.known_on, row.notified_on = "rapid", date(2026, 1, 5), date(2026, 1, 5)
        asked = {"authority": CODES[6], "asked_by": found.world.uncleared.user_id, "asked_on": TODAY}
        store.add(SupportRequestRow(id="help-us", days=10, hopes="A steady front door", **asked))
    return app, found


def test_every_count_has_words_and_a_page(busy: tuple[Flask, Lived]) -> None:
    app, found = busy
    client = sign_in(app, found.world.uncleared)
    keys = re.findall(r'href="/today/([a-z-]+)"', client.get("/today").get_data(as_text=True))
    with app.app_context():
        assert keys == [each.key for each in disclosure.coordinator_home(found.world.uncleared, TODAY).counts]
    assert set(keys) == set(COUNTS)
    for key in keys:
        assert client.get(f"/today/{key}").status_code == 200, key


@pytest.mark.parametrize(
    ("key", "address"),
    [("reviews-due", "/reviews/late-review"), ("support-requests", "/support/requests/help-us")],
)
def test_a_line_leads_to_what_it_is_about(busy: tuple[Flask, Lived], key: str, address: str) -> None:
    app, found = busy
    client = sign_in(app, found.world.uncleared)
    assert f'href="{address}"' in client.get(f"/today/{key}").get_data(as_text=True)
    assert client.get(address).status_code == 200


def test_the_day_takes_few_statements(busy: tuple[Flask, Lived]) -> None:
    app, found = busy
    client, asked = sign_in(app, found.world.cleared), [0]
    client.get("/today")
    event.listen(Engine, "before_cursor_execute", lambda *_: asked.__setitem__(0, asked[0] + 1))
    assert client.get("/today").status_code == 200
    assert 0 < asked[0] <= MOST_STATEMENTS
