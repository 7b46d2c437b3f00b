"""A sealed inspection changes no byte of any page that its own council's people can open.

Two services start from the same bytes. Into one goes a sealed inspection of council T, through the page. Both plan,
publish and answer. Then T's director, senior manager and chief executive, and the signed-out, follow every link.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import pages, plan, sign_in, waive_all, without_tokens
from small_world import CODES, TODAY, World, board, build_world, inspection
from test_pages_by_role import MAY_OPEN

from peerinspect.services import disclosure
from peerinspect.services.inspections import notice_day
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.vacancies import RegisterVacancy, register_vacancy

TARGET = CODES[3]
INSPECTED = date(2026, 9, 7)
LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')
CLOCK = re.compile(r"\b\d{1,2}:\d\d[ap]m\b")
"""The time of day at which something was told: the two lives are played one after the other."""
Pages = dict[str, tuple[int, str, str]]


def people_of(world: World) -> list[Reader]:
    return [world.director(TARGET), world.senior(TARGET), world.chief(TARGET), SIGNED_OUT]


def starts(world: World) -> list[str]:
    """Every pattern of address there is, filled with what the council's people can know of, or guess."""
    known = {
        "address": "no-such-address",
        "authority": TARGET,
        "code": TARGET,
        "duty_id": "board-C03",
        "interest_id": "no-such-tie",
        "job_id": "no-such-search",
        "key": "unfilled-seats",
        "look_back_id": "no-such-look",
        "name": "reviews",
        "person_id": f"{TARGET}-director",
        "number": "0",
        "proposal_id": "no-such-change",
        "question_id": "no-such-question",
        "waiver_id": "no-such-waiver",
        "roster_id": "no-such-roster",
        "rule": "own-authority",
    }
    found = []
    for method, pattern in MAY_OPEN:
        if method == "GET" and "filename" not in pattern:
            for name, value in known.items():
                pattern = pattern.replace(f"<int:{name}>", value).replace(f"<{name}>", value)
            found.append(pattern)
    day = (INSPECTED - TODAY).days
    searches = ["/councils/?q=C03", f"/week/?from={INSPECTED}", "/appointments?q=C03", "/people/?q=C03"]
    return [*found, *searches, *(f"/duties/{duty.id}" for duty in world.facts.duties.values()), f"/today?d={day}"]


def everything(client: FlaskClient, world: World) -> Pages:
    """Every page that can be reached, by its address: its status, its text, and what headers tell."""
    found: Pages = {}
    waiting = starts(world)
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith("/static") or address == "/sign-out":
            continue
        answer = client.get(address, buffered=True)
        text = CLOCK.sub("a moment", without_tokens(answer.get_data(as_text=True)))
        assert answer.status_code < 500, f"{address}: two faults would look alike"
        found[address] = (answer.status_code, text, str(answer.headers.get("Location")))
        waiting.extend(html.unescape(link) for link in LINK.findall(text))
    return found


def look(app: Flask, world: World, when: str) -> dict[str, Pages]:
    return {f"{reader.name or 'Public'} {when}": everything(sign_in(app, reader), world) for reader in people_of(world)}


def play(folder: Path, world: World, with_inspection: bool) -> dict[str, dict[str, Pages]]:
    """One life: what the council's people see at first, after the search, after publication and answers."""
    with pages(folder) as app:
        if with_inspection:
            form = {
                "authorities": TARGET,
                "starts": [INSPECTED.day, INSPECTED.month, INSPECTED.year],
                "subtype": "judgement",
                "weeks": "1",
                "sealed": "sealed",
                "seats": "1",
                "level": "observer",
            }
            answer = sign_in(app, world.cleared).post("/inspections/new", data=form)
            assert answer.status_code == 303, answer.get_data(as_text=True)
        seen = {"at first": look(app, world, "at first")}
        with app.app_context():
            roster = plan(world)
            waive_all(world, roster)
        seen["after the search"] = look(app, world, "after the search")
        with app.app_context():
            publish_roster(PublishRoster(roster), world.cleared, TODAY)
            placed = len(disclosure.roster(world.cleared, roster, TODAY).placements)
        seen["after publication"] = look(app, world, "after publication")
        answer_offers(app, world)
        seen["after answers"] = look(app, world, "after answers")
        app.config["TODAY"] = notice_day(INSPECTED) - timedelta(days=1)
        seen["the day before notice"] = look(app, world, "the day before notice")
        app.config["TODAY"] = notice_day(INSPECTED)
        seen["on notice"] = look(app, world, "on notice")
        seen["placed"] = {str(placed): {}}
        return seen


def answer_offers(app: Flask, world: World) -> None:
    """T's director takes everything that is asked, T's senior manager nothing."""
    for reader, form in ((world.director(TARGET), None), (world.senior(TARGET), {"reason": "busy"})):
        with app.app_context():
            offers = disclosure.my_duties(reader, TODAY).to_answer
        for offer in offers:
            verb = "decline" if form else "accept"
            answer = sign_in(app, reader).post(f"/my/duties/{offer.address}/{verb}", data=form)
            assert answer.status_code == 303


@pytest.fixture(scope="module")
def two_lives(tmp_path_factory: pytest.TempPathFactory, empty_pages: Path) -> Iterator[tuple[dict, dict]]:
    """The same service without and with the inspection."""
    parent = tmp_path_factory.mktemp("veiled")
    shutil.copytree(empty_pages, parent / "start")
    sealed = [
        inspection(f"sealed-{code}", code, TODAY + timedelta(weeks=16 + number))
        for number, code in enumerate(CODES)
        if code != TARGET
    ]
    duties = [*(board(f"board-{code}", code, TODAY) for code in CODES[::3]), *sealed]
    with pages(parent / "start") as app, app.app_context():
        world = build_world(TODAY, duties)
        first = TODAY + timedelta(weeks=8)
        vacancy = RegisterVacancy(TARGET, first, first + timedelta(weeks=4))
        register_vacancy(vacancy, world.cleared, TODAY)
    for life in ("without", "with"):
        shutil.copytree(parent / "start", parent / life)
    yield play(parent / "without", world, False), play(parent / "with", world, True)


def test_the_inspection_is_real_and_filled(two_lives: tuple[dict, dict]) -> None:
    """Else nothing would be hidden."""
    without, with_ = two_lives
    (one,), (other,) = without["placed"], with_["placed"]
    assert int(other) == int(one) + 1


def test_they_are_asked_to_do_sealed_work_elsewhere_and_answer(two_lives: tuple[dict, dict]) -> None:
    """Else their own dates could not have given anything away."""
    without, _ = two_lives
    own = [without["after publication"][f"{who} {TARGET} after publication"] for who in ("Director", "Senior")]
    assert any("An inspection of a council that will be named later" in found["/my/duties"][1] for found in own)


MOMENTS = ["at first", "after the search", "after publication", "after answers", "the day before notice"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_byte_differs_before_notice(two_lives: tuple[dict, dict], moment: str) -> None:
    without, with_ = (life[moment] for life in two_lives)
    assert without.keys() == with_.keys()
    for reader, pages_without in without.items():
        assert pages_without.keys() == with_[reader].keys(), reader
        opened = [address for address, page in pages_without.items() if page[0] == 200]
        assert len(opened) >= 3, f"{reader} opens hardly anything: {opened}"
        for address, page in pages_without.items():
            assert with_[reader][address] == page, f"{address} for {reader}"


def test_the_council_is_told_on_the_notice_day(two_lives: tuple[dict, dict]) -> None:
    """The comparison above can see a difference where there is one."""
    without, with_ = (life["on notice"] for life in two_lives)
    address = f"/councils/{TARGET}"
    for who in ("Director", "Chief"):
        reader = f"{who} {TARGET} on notice"
        assert without[reader][address] != with_[reader][address]
        assert "Inspections to come" in with_[reader][address][1]
