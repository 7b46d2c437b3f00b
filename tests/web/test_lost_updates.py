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

from peerinspect.services.lives.changing import change_fact
from peerinspect.services.lives.facts import ChangeFact

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
