"""Changes of registers that are only tried: what is told is what pages show first, and nothing is written."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from api_asking import Program, program_of
from flask import Flask
from pages_world import SEALED, Lived, database_of
from small_world import CODES, TODAY

from peerinspect.services import disclosure
from peerinspect.services.api_tokens import CHANGE, READ
from peerinspect.services.effects import effects_of
from peerinspect.services.particulars import ChangeVetting, change_vetting
from peerinspect.web.api.changes.making import RESTING, TRIED

World = tuple[Flask, Lived]
OLD = TODAY - timedelta(days=365 * 9)
UNTOUCHED = {"api_token", "history_head"}
"""What asking writes: the day on which the token was used."""


@pytest.fixture
def keeper(lived: World) -> Program:
    """A program of the uncleared coordinator's."""
    return program_of(lived[0], lived[1].world.uncleared, READ, CHANGE)


@pytest.fixture
def busy(lived: World) -> str:
    """Somebody with work to come that the uncleared coordinator knows of."""
    app, found = lived
    with app.app_context():
        placed = disclosure.roster(found.world.uncleared, found.published, TODAY).placements
        open_duties = {id_ for id_, each in found.world.facts.duties.items() if not each.sealed}
        coming = [each for each in placed if each.duty_id in open_duties]
        for each in coming:
            told = effects_of(
                lambda who=each.person_id: change_vetting(ChangeVetting(who, OLD), found.world.uncleared, TODAY),
                found.world.uncleared,
                TODAY,
                [each.person_id],
            )
            if told:
                return each.person_id
    raise AssertionError("nobody's work would suffer")


def differing(app: Flask, before: dict[str, list[tuple[object, ...]]]) -> set[str]:
    after = database_of(Path(app.config["INSTANCE"]))
    return {name for name in before if before[name] != after[name]} - UNTOUCHED


def test_all_that_pages_try_first_can_be_tried() -> None:
    of_registers = {each for each in RESTING if each.startswith(("api_people_changes.", "api_council_changes."))}
    assert of_registers <= TRIED and len(of_registers) == 24


def test_what_the_rules_would_say_is_told_and_nothing_is_changed(lived: World, keeper: Program, busy: str) -> None:
    app = lived[0]
    record, address, body = f"/people/{busy}/record", f"/people/{busy}/vetting", {"vetted_on": f"{OLD}"}
    seen = keeper.ask(record)
    headers, before = {"If-Match": seen.headers["ETag"]}, database_of(Path(app.config["INSTANCE"]))
    tried = keeper.ask(f"{address}?preview=true", "PUT", json=body, headers=headers)
    assert tried.status_code == 200, tried.json
    assert {each["person_id"] for each in tried.json["objections"]} == {busy}
    assert any("check" in each["sentence"].lower() for each in tried.json["objections"])
    assert differing(app, before) == set()
    assert keeper.ask(record).headers["ETag"] == seen.headers["ETag"]
    assert tried.json["links"] == {"change": f"/api/v1{address}"}
    made = keeper.ask(address, "PUT", json=body, headers=headers)
    assert made.status_code == 200, "what was tried is then made, as it was sent"
    assert "person" in differing(app, before)
    keeper.ask(f"/people/{busy}/name", "PUT", json={"name": "Robin Alder"}, headers=headers)
    late = keeper.ask(f"{address}?preview=true", "PUT", json={"vetted_on": f"{TODAY}"}, headers=headers)
    assert late.status_code == 412, "nothing is tried on what somebody changed since"


def test_what_brings_nothing_is_told_with_an_empty_list(lived: World, keeper: Program) -> None:
    who = f"{CODES[5]}-director"
    seen = {"If-Match": keeper.ask(f"/people/{who}/record").headers["ETag"]}
    tried = keeper.ask(f"/people/{who}/name?preview=true", "PUT", json={"name": "Robin Alder"}, headers=seen)
    assert tried.status_code == 200 and tried.json["objections"] == []
    assert keeper.ask(f"/people/{who}/record").json["name"] != "Robin Alder"


def test_a_tie_is_tried_before_it_is_recorded(lived: World, keeper: Program) -> None:
    app, found = lived
    with app.app_context():
        placed = disclosure.roster(found.world.uncleared, found.published, TODAY).placements
        known = {id_: each for id_, each in found.world.facts.duties.items() if not each.sealed and each.authorities}
        one = next(each for each in placed if each.duty_id in known and known[each.duty_id].first_day > TODAY)
    code = sorted(known[one.duty_id].authorities)[0]
    body = {"tie": {"authority": code, "kind": "family"}, "source": "phone", "reference": "A call"}
    before = database_of(Path(app.config["INSTANCE"]))
    address = f"/people/{one.person_id}/ties?preview=true"
    tried = [keeper.ask(address, "POST", json=body, headers={"Idempotency-Key": "one"}) for _ in range(2)]
    assert tried[0].status_code == 200 and tried[0].json == tried[1].json, tried[0].json
    assert one.duty_id in {each["duty_id"] for each in tried[0].json["objections"]}
    assert differing(app, before) == set(), "the key is not used up either"
    made = keeper.ask(address.partition("?")[0], "POST", json=body, headers={"Idempotency-Key": "one"})
    assert made.status_code == 201


def test_trying_is_refused_like_doing(lived: World, keeper: Program) -> None:
    address, body = f"/people/{CODES[5]}-director/name", {"name": "Robin Alder"}
    assert keeper.ask(f"{address}?preview=true", "PUT", json=body).status_code == 428
    seen = {"If-Match": keeper.ask(f"/people/{CODES[5]}-director/record").headers["ETag"]}
    empty = keeper.ask(f"{address}?preview=true", "PUT", json={"name": " "}, headers=seen)
    assert empty.status_code == 422 and empty.json["errors"][0]["entry"] == "name"
    assert keeper.ask(f"{address}?preview=perhaps", "PUT", json=body, headers=seen).status_code == 422
    assert keeper.ask("/people/nobody/name?preview=true", "PUT", json=body, headers=seen).status_code == 404
    panel = program_of(lived[0], lived[1].world.panel, READ, CHANGE)
    assert panel.ask(f"{address}?preview=true", "PUT", json=body, headers=seen).status_code == 403


def test_sealed_work_is_in_no_preview_without_its_scope(lived: World) -> None:
    """Everybody is tried, who is on a sealed duty or not: nothing but open work is named."""
    app, found = lived
    for reader in (found.world.uncleared, found.world.cleared):
        asking = program_of(app, reader, READ, CHANGE)
        for code in CODES:
            who = f"{code}-senior"
            seen = {"If-Match": asking.ask(f"/people/{who}/record").headers["ETag"]}
            tried = asking.ask(f"/people/{who}/vetting?preview=true", "PUT", json={"vetted_on": f"{OLD}"}, headers=seen)
            assert tried.status_code == 200, tried.json
            assert not any(each["sealed"] or each["duty_id"] == SEALED for each in tried.json["objections"])


def test_an_arrangement_at_a_council_is_one_of_its_own(lived: World, keeper: Program) -> None:
    code = CODES[9]
    seen = {"If-Match": keeper.ask(f"/authorities/{code}/record").headers["ETag"]}
    body = {"kind": "police", "authorities": [CODES[10]], "starts": f"{TODAY}"}
    added = keeper.ask(f"/authorities/{code}/arrangements", "POST", json=body, headers=seen)
    assert added.status_code == 200, added.json
    for each in (code, CODES[10]):
        kept = keeper.ask(f"/authorities/{each}/record").json["arrangements"]
        assert "police" in {one["kind"] for one in kept}, f"{each} has it too"
