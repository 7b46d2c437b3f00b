"""Two readers with one form open: the second to save overwrites nothing, learns what changed, and keeps their words."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, pages, sign_in
from small_world import CODES, TODAY
from werkzeug.test import TestResponse

from peerinspect import store
from peerinspect.services import policies
from peerinspect.services.lives.changing import change_fact
from peerinspect.services.lives.facts import ChangeFact
from peerinspect.services.policies import DecideChange
from peerinspect.services.reader import Reader
from peerinspect.store.tables import InvitationRow, PolicyDecisionRow, UserRow

HIDDEN = re.compile(r'name="(csrf_token|seen)"[^>]* value="([^"]+)"')
WHO = f"{CODES[5]}-director"
CHANGED = "This was changed after you opened it. Nothing was saved"


@pytest.fixture
def guarded(lived_in: tuple[Path, Lived], tmp_path: Path) -> Iterator[Flask]:
    """The pages as they are served, with the tokens asked for."""
    shutil.copytree(lived_in[0], tmp_path / "guarded")
    with pages(tmp_path / "guarded", WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0) as app:
        yield app


@dataclass
class Open:
    """A page that somebody has open: what its form carries unseen."""

    client: FlaskClient
    address: str
    hidden: dict[str, str]

    def save(self, **typed: object) -> TestResponse:
        return self.client.post(self.address, data={**self.hidden, **typed})


def opened(client: FlaskClient, address: str, shown: str = "") -> Open:
    """The last form of the page."""
    text = shown or client.get(address).get_data(as_text=True)
    found: dict[str, str] = {}
    for name, value in HIDDEN.findall(text):
        found[name] = value
    assert set(found) == {"csrf_token", "seen"}, "the form carries nothing of what its reader saw"
    return Open(client, address, found)


@pytest.fixture
def two(guarded: Flask, lived_in: tuple[Path, Lived]) -> tuple[FlaskClient, FlaskClient]:
    """The cleared coordinator, and one who is not."""
    world = lived_in[1].world
    return sign_in(guarded, world.cleared), sign_in(guarded, world.uncleared)


def name_now(client: FlaskClient) -> str:
    """What the person is called, as the page says."""
    shown = client.get(f"/people/{WHO}").get_data(as_text=True)
    return html.unescape(re.findall(r"<h1[^>]*>([^<]+)</h1>", shown)[0]).strip()


def test_the_second_of_two_saves_nothing_and_keeps_what_was_typed(two: tuple[FlaskClient, FlaskClient]) -> None:
    address = f"/people/{WHO}/change/name"
    first, second = (opened(client, address) for client in two)
    assert first.save(name="Robin Alder").status_code == 303
    answer = second.save(name="Robin Beech")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert CHANGED in text and "govuk-error-summary" in text
    assert 'value="Robin Beech"' in text
    assert name_now(two[0]) == "Robin Alder"


def test_the_page_says_who_changed_what(two: tuple[FlaskClient, FlaskClient]) -> None:
    address = f"/people/{WHO}/change/name"
    first, second = (opened(client, address) for client in two)
    first.save(name="Robin Alder")
    summary = second.save(name="Robin Beech").get_data(as_text=True)
    assert "Cleared:" in summary and "name" in summary.partition("Cleared:")[2][:200]


def test_whoever_looked_may_save_on_top(two: tuple[FlaskClient, FlaskClient]) -> None:
    address = f"/people/{WHO}/change/name"
    first, second = (opened(client, address) for client in two)
    first.save(name="Robin Alder")
    again = opened(second.client, address, second.save(name="Robin Beech").get_data(as_text=True))
    assert again.save(name="Robin Beech").status_code == 303
    assert name_now(two[0]) == "Robin Beech"


def test_saving_on_top_finds_a_third_change(two: tuple[FlaskClient, FlaskClient]) -> None:
    address = f"/people/{WHO}/change/name"
    first, second = (opened(client, address) for client in two)
    first.save(name="Robin Alder")
    again = opened(second.client, address, second.save(name="Robin Beech").get_data(as_text=True))
    opened(two[0], address).save(name="Robin Cedar")
    assert again.save(name="Robin Beech").status_code == 409
    assert name_now(two[0]) == "Robin Cedar"


def test_a_second_click_is_no_change_by_somebody_else(two: tuple[FlaskClient, FlaskClient]) -> None:
    form = opened(two[0], f"/people/{WHO}/change/name")
    answers = [form.save(name="Robin Alder") for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]


def test_what_the_form_does_not_save_over_does_not_stop_it(two: tuple[FlaskClient, FlaskClient]) -> None:
    level, name = opened(two[0], f"/people/{WHO}/change/training"), opened(two[1], f"/people/{WHO}/change/name")
    assert name.save(name="Robin Alder").status_code == 303
    assert level.save(level="observer").status_code != 409


def test_what_was_read_first_is_not_saved_over_later_changes(two: tuple[FlaskClient, FlaskClient]) -> None:
    """The page that says what a change would do carries along what the reader saw before it."""
    address = f"/councils/{CODES[9]}/change/details"
    client = two[0]
    mine, theirs = opened(client, address), opened(two[1], address)
    rest = {"region": "South", "latitude": "53.8", "longitude": "-1.5", "read_it": "yes"}
    assert theirs.save(name="Alderton", **rest).status_code == 303
    late = mine.save(name="Beechley", **rest)
    assert late.status_code == 409 and 'value="Beechley"' in late.get_data(as_text=True)


def test_a_sealed_change_makes_no_form_of_an_uncleared_reader_stale(
    guarded: Flask, two: tuple[FlaskClient, FlaskClient], lived_in: tuple[Path, Lived]
) -> None:
    """The version is the digest of what they see, so that a sealed inspection cannot be told from it."""
    world = lived_in[1].world
    sealed = next(duty.id for duty in world.facts.duties.values() if duty.sealed)
    forms = [opened(two[1], address) for address in (f"/people/{WHO}/change/name", "/inspections/settings")]
    with guarded.app_context():
        change_fact(ChangeFact(sealed, "skills", ("finance",)), world.cleared, TODAY)
    for form in forms:
        fresh = opened(two[1], form.address)
        assert fresh.hidden["seen"].partition(".")[0] == form.hidden["seen"].partition(".")[0]
    assert forms[0].save(name="Robin Beech").status_code == 303


@pytest.mark.parametrize("seen", ["0" * 32, "nonsense", "x" * 5000, "0.99999999999999999999", "..", "0.-1"])
def test_a_version_that_was_made_up_saves_nothing(two: tuple[FlaskClient, FlaskClient], seen: str) -> None:
    before = name_now(two[0])
    form = opened(two[0], f"/people/{WHO}/change/name")
    form.hidden["seen"] = seen
    assert form.save(name="Robin Alder").status_code == 409
    assert name_now(two[0]) == before


class TestADecision:
    """On a change of the rulebook that another coordinator proposed."""

    @pytest.fixture
    def form(self, two: tuple[FlaskClient, FlaskClient], lived_in: tuple[Path, Lived]) -> Open:
        """The page of the proposal, as the one who decides has it open."""
        page = f"/rulebook/changes/{lived_in[1].change}"
        return Open(two[0], f"{page}/decide", opened(two[0], page).hidden)

    def decided(self, app: Flask) -> list[tuple[str, str]]:
        """What was decided of all proposals, and by whom."""
        with app.app_context():
            return [(row.outcome, row.decided_by) for row in store.db.session.query(PolicyDecisionRow)]

    def test_on_what_is_not_so_any_more_changes_nothing_and_leads_to_how_it_is(
        self, guarded: Flask, form: Open
    ) -> None:
        seen = form.hidden["seen"]
        form.hidden["seen"] = f"{'0' * 32}.{seen.partition('.')[2]}"
        answer = form.save(decision="approve")
        text = answer.get_data(as_text=True)
        assert answer.status_code == 409 and CHANGED in text
        (anew,) = re.findall(r'href="([^"]+)">Open the page again', text)
        assert form.client.get(html.unescape(anew)).status_code == 200
        assert self.decided(guarded) == []
        form.hidden["seen"] = seen
        assert form.save(decision="approve").status_code == 303

    @pytest.mark.parametrize("first", ["approve", "refuse"])
    def test_after_somebody_elses_says_what_was_decided_and_changes_nothing(
        self, guarded: Flask, form: Open, lived_in: tuple[Path, Lived], first: str
    ) -> None:
        found = lived_in[1]
        third = Reader(found.world.panel.user_id, "Third", "coordinator")
        decide = policies.approve_change if first == "approve" else policies.refuse_change
        with guarded.app_context():
            decide(DecideChange(found.change, "Looked at it"), third, TODAY)
        answer = form.save(decision="refuse" if first == "approve" else "approve", sentence="No")
        text = answer.get_data(as_text=True)
        outcome = "approved" if first == "approve" else "refused"
        assert answer.status_code == 400 and f"This change is {outcome} already: nothing is left to decide" in text
        assert "What you typed is still below" not in text, "there is no form any more"
        assert self.decided(guarded) == [(outcome, third.user_id)]

    def test_made_twice_is_made_once(self, guarded: Flask, form: Open, lived_in: tuple[Path, Lived]) -> None:
        assert [form.save(decision="approve").status_code for _ in range(2)] == [303, 303]
        assert self.decided(guarded) == [("approved", lived_in[1].world.cleared.user_id)]


def test_an_invitation_goes_to_nobodys_old_address_once_somebody_else_mended_it(
    guarded: Flask, two: tuple[FlaskClient, FlaskClient]
) -> None:
    person = f"{CODES[5]}-senior"
    mine, theirs = (opened(client, f"/people/{person}/invite") for client in two)
    assert theirs.save(email="mended@example.org").status_code == 303
    late = mine.save(email="mistyped@example.org")
    assert late.status_code == 409 and CHANGED in late.get_data(as_text=True)
    with guarded.app_context():
        user = store.db.session.query(UserRow).filter_by(person=person, role="director").one()
        links = store.db.session.query(InvitationRow).filter_by(user=user.id).all()
        assert user.email == "mended@example.org"
        assert [link.withdrawn_at for link in links] == [None], "the link that was sent is still good"
    again = opened(mine.client, mine.address, late.get_data(as_text=True))
    assert again.save(email="mended@example.org").status_code == 303, "whoever looked may send it once more"
