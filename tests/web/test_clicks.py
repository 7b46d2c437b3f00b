"""Buttons without a form: what each rests on is decided here, and a click on what is not so any more does nothing.

A new POST that no page is at fails the first test until it is decided.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, sign_in
from small_world import ADMIN, CODES, TODAY
from werkzeug.test import TestResponse

from peerinspect import store
from peerinspect.services import user_changes
from peerinspect.services.reader import Reader
from peerinspect.services.user_changes import ChangeUser
from peerinspect.store.tables import InterestRow, InvitationRow, PlacementRow, UserRow

CARRIES = "it says yes to what stands beside it, and carries the version of that"
OWN = "it is about what one alone does for oneself, or takes it back"
NAMED = "it names one thing that is written once: it is there, or gone"
STATE = "whatever happened in between it does the same, or the state refuses it"
ASKS = "it asks, tries again or stops; nothing is saved over"
SENDS = "the form sends what it was shown, and the use case compares"
DECIDED = {
    "/account/tokens/<token_id>/revoke": OWN,
    "/calendar/address": OWN,
    "/calendar/revoke": OWN,
    "/directors/<code>/before/<row_id>/remove": NAMED,
    "/duties/<duty_id>/try/<person_id>": ASKS,
    "/duties/<duty_id>/try/<person_id>/longer": ASKS,
    "/duties/<duty_id>/what-would-fill-it": ASKS,
    "/import/files/<import_id>/confirm": SENDS,
    "/import/files/<import_id>/discard": OWN,
    "/lessons/boards/<board_id>/catch-up": ASKS,
    "/lessons/boards/sent/<sent_id>/acknowledge": NAMED,
    "/messages/addresses/<user_id>/again": ASKS,
    "/messages/all/<message_id>/again": ASKS,
    "/my/aspiration/end": OWN,
    "/my/busy-days/save": SENDS,
    "/my/declarations/nothing-more": CARRIES,
    "/my/duties/<address>/accept": CARRIES,
    "/my/leave/<leave_id>/remove": NAMED,
    "/my/weeks-away": SENDS,
    "/people/<person_id>/away/<leave_id>/remove": NAMED,
    "/people/<person_id>/invite/withdraw": STATE,
    "/questions/<question_id>/stop": ASKS,
    "/rosters/<roster_id>/publish": STATE,
    "/rosters/<roster_id>/words/<word_id>/take-back": NAMED,
    "/rulebook/changes/<proposal_id>/decide": CARRIES,
    "/rulebook/changes/<proposal_id>/withdraw": STATE,
    "/searches/<job_id>/cancel": ASKS,
    "/secondments/<duty_id>/people/<address>/inspections/<inspection_id>/strike": NAMED,
    "/sign-out": OWN,
    "/users/<user_id>/disable": STATE,
    "/users/<user_id>/enable": CARRIES,
    "/users/<user_id>/invite": CARRIES,
    "/users/<user_id>/invite/withdraw": STATE,
    "/users/<user_id>/reset-second-factor": STATE,
    "/users/<user_id>/set-up-code": CARRIES,
    "/users/<user_id>/unlink": STATE,
    "/waivers/<waiver_id>/decide": STATE,
    "/waivers/<waiver_id>/withdraw": STATE,
    "/week/teams/<duty_id>/people/<address>/evaluation/share": CARRIES,
}
"""A roster's placements and a waiver's words are never written over: what is published or decided is what was shown."""
SEEN = re.compile(r'name="seen" value="([^"]+)"')
GONE_BY = "This was changed after you opened it"


def test_every_button_is_decided(bare_pages: Flask) -> None:
    asked: dict[str, set[str]] = {}
    for rule in bare_pages.url_map.iter_rules():
        asked.setdefault(rule.rule, set()).update(rule.methods or ())
    alone = {
        path
        for path, methods in asked.items()
        if "POST" in methods and "GET" not in methods and not path.startswith("/api")
    }
    assert alone == set(DECIDED)


def carried_at(client: FlaskClient, page: str, action: str) -> str:
    """The version that the button to this address carries on the page."""
    text = client.get(page).get_data(as_text=True)
    (form,) = (each for each in re.findall(r"<form.*?</form>", text, re.S) if f'action="{action}"' in each)
    (seen,) = SEEN.findall(form)
    return html.unescape(seen)


def is_stale(answer: TestResponse) -> bool:
    """Whether the answer is the page that says so, with a way back."""
    text = answer.get_data(as_text=True)
    return (
        answer.status_code == 409 and GONE_BY in text and "Nothing was saved" in text and "Open the page again" in text
    )


class TestASignature:
    page, action = "/my/declarations", "/my/declarations/nothing-more"

    def test_is_set_under_what_was_read(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        client = sign_in(app, found.asked)
        seen = carried_at(client, self.page, self.action)
        assert client.post(self.action, data={"seen": seen}).status_code == 303

    def test_is_not_set_under_a_tie_that_somebody_else_wrote_down(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        client = sign_in(app, found.asked)
        seen = carried_at(client, self.page, self.action)
        with app.app_context(), store.transaction():
            tie = {"person": found.asked.person_id, "authority": CODES[11], "kind": "consulted", "starts": TODAY}
            store.add(InterestRow(id="tie-of-a-letter", source="letter", recorded_on=TODAY, **tie))
        answer = client.post(self.action, data={"seen": seen})
        assert is_stale(answer) and f'href="{self.page}"' in answer.get_data(as_text=True)
        fresh = carried_at(client, self.page, self.action)
        assert client.post(self.action, data={"seen": fresh}).status_code == 303


class TestAYes:
    def status(self, app: Flask, found: Lived) -> list[str]:
        with app.app_context():
            rows = store.db.session.query(PlacementRow).filter_by(person=found.asked.person_id).order_by("duty")
            return [row.status for row in rows]

    def test_is_to_what_was_shown(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        client, action = sign_in(app, found.asked), f"/my/duties/{found.address}/accept"
        seen = carried_at(client, "/my/duties", action)
        before = self.status(app, found)
        assert is_stale(client.post(action, data={"seen": f"{'0' * 32}.{seen.partition('.')[2]}"}))
        assert self.status(app, found) == before
        assert client.post(action, data={"seen": seen}).status_code == 303
        assert self.status(app, found) != before

    def test_a_second_one_is_refused_by_its_state_and_not_called_a_change(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        client, action = sign_in(app, found.asked), f"/my/duties/{found.address}/accept"
        seen = carried_at(client, "/my/duties", action)
        answers = [client.post(action, data={"seen": seen}) for _ in range(2)]
        assert [each.status_code for each in answers] == [303, 400]
        assert "answered already" in answers[1].get_data(as_text=True)

    def test_nobody_elses_is_told_apart_from_none(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        other = sign_in(app, found.world.director(CODES[7]))
        data = {"seen": "0" * 32 + ".1"}
        answers = [other.post(f"/my/duties/{address}/accept", data=data) for address in (found.address, "no-such-one")]
        assert [each.status_code for each in answers] == [404, 404]


@pytest.mark.parametrize("button", ["enable", "set-up-code", "invite"])
def test_nobody_is_let_in_with_other_rights_than_were_shown(lived: tuple[Flask, Lived], button: str) -> None:
    app, found = lived
    who: Reader = found.world.panel
    with app.app_context():
        if button == "enable":
            user_changes.disable_user(who.user_id, ADMIN, datetime(2026, 3, 2, 9, tzinfo=UTC))
    client, page = sign_in(app, found.world.administrator), f"/users/{who.user_id}"
    seen = carried_at(client, page, f"{page}/{button}")
    with app.app_context():
        user_changes.change_user(ChangeUser(who.user_id, "liaison", None, (), False), ADMIN)
    assert is_stale(client.post(f"{page}/{button}", data={"seen": seen}))
    with app.app_context():
        row = store.db.session.get_one(UserRow, who.user_id)
        assert (row.disabled_at is not None) == (button == "enable") and row.entry_digest is None
        assert store.db.session.query(InvitationRow).filter_by(user=who.user_id).count() == 0
    assert (
        client.post(f"{page}/{button}", data={"seen": carried_at(client, page, f"{page}/{button}")}).status_code < 400
    )
