"""Decision records, letters and certificates as pages and downloads."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date

import pytest
from flask import Flask
from pages_world import ANNOUNCED, Lived, sign_in

from peerinspect.services.recording import keep_next_records

TAGS = re.compile(r"<[^>]+>")


def read(text: str) -> str:
    return " ".join(TAGS.sub(" ", text).split())


def record_address(found: Lived) -> str:
    return f"/duties/{ANNOUNCED}/records/{found.recorded}"


def test_the_download_is_what_the_page_proves(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.cleared)
    before = read(client.get(record_address(found)).get_data(as_text=True))
    assert "The digest of this record is still being made." in before
    with app.app_context():
        while keep_next_records(app.config["TODAY"]):
            pass
    download = client.get(record_address(found) + "/json")
    assert download.mimetype == "application/json"
    assert download.headers["Content-Disposition"].startswith("attachment")
    page = read(client.get(record_address(found)).get_data(as_text=True))
    assert "This record is as it was" in page
    assert f"sha256:{hashlib.sha256(download.data).hexdigest()}" in page
    assert download.data == client.get(record_address(found) + "/json").data


def test_the_page_says_every_rule_and_who_approved(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.cleared)
    record = json.loads(client.get(record_address(found) + "/json").data)
    page = read(client.get(record_address(found)).get_data(as_text=True))
    assert [each["title"] for each in record["rules"] if each["title"] not in page] == []
    assert record["waivers"], "the people of this world act in their posts"
    for waiver in record["waivers"]:
        assert waiver["reason"] in page and waiver["mitigation"] in page
        assert all(f"{word['by']} (Ofsted liaison)" in page for word in waiver["approved"])
    for each in record["alternatives"]["eligible"]:
        assert each["name"] in page


@pytest.mark.parametrize("reader", ["cleared", "liaison"])
def test_the_redacted_edition_can_be_asked_for(lived: tuple[Flask, Lived], reader: str) -> None:
    app, found = lived
    client = sign_in(app, getattr(found.world, reader))
    full = json.loads(client.get(record_address(found) + "/json").data)
    redacted = client.get(record_address(found) + "/json?edition=redacted").get_data(as_text=True)
    assert json.loads(redacted)["format"] == "peerinspect/decision-1-redacted"
    others = [each["name"] for each in full["alternatives"]["eligible"]]
    assert others and [name for name in others if name in redacted] == []
    page = read(client.get(record_address(found) + "?edition=redacted").get_data(as_text=True))
    assert [name for name in others if name in page] == []
    assert "Redacted edition, for the council" in page


def test_after_six_years_the_page_says_what_was_removed(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.cleared)
    app.config["TODAY"] = date(2033, 1, 1)
    page = read(client.get(record_address(found)).get_data(as_text=True))
    assert "It is no longer shown" in page and "each rule’s result" in page
    assert "Waivers and approvals" not in page
    gone = client.get(record_address(found) + "/json")
    assert (gone.status_code, b"{" in gone.data) == (410, False)
    assert "before rosters were published" not in page


def test_my_duties_leads_to_letters_and_records(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.asked)
    page = client.get("/my/duties").get_data(as_text=True)
    for paper, heading in (("letter", "Why you"), ("record", "Decision record")):
        address = f"/my/duties/{found.address}/{paper}"
        assert f'href="{address}"' in page
        assert heading in read(client.get(address).get_data(as_text=True))
    listed = client.get("/my/not-this-time").get_data(as_text=True)
    assert f'href="/my/not-this-time/{found.not_chosen}"' in listed
    letter = read(client.get(f"/my/not-this-time/{found.not_chosen}").get_data(as_text=True))
    assert "Why not you this time" in letter and "What would change it" in letter


def test_the_certificate_says_who_when_by_what_and_how_much(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.world.cleared)
    page = read(client.get(f"/rosters/{found.published}/certificate").get_data(as_text=True))
    for said in (
        "Nothing wrong found",
        "2 March 2026 by Cleared",
        "Edition 3",
        "policy version",
        "Rules examined 44",
        "Pairs examined",
        "Sets of three examined",
        "Findings",
    ):
        assert said in page, said
    draft = read(client.get(f"/rosters/{found.draft}/certificate").get_data(as_text=True))
    assert "Not yet: this is the check of the draft" in draft


def test_who_is_not_cleared_sees_no_sealed_part_on_the_certificate(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    address = f"/rosters/{found.published}/certificate"
    assert "Sealed" in read(sign_in(app, found.world.cleared).get(address).get_data(as_text=True))
    assert "Sealed" not in read(sign_in(app, found.world.uncleared).get(address).get_data(as_text=True))
