"""Pages of the aspirant programme and of secondees: what they say, what they refuse, and a second click."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, pages, sign_in
from programme_scene import LEARNER
from small_world import TODAY, World

from peerinspect import store
from peerinspect.services.reader import Reader
from peerinspect.store import history

TOKEN = re.compile(r'name="csrf_token" type="hidden" value="([^"]+)"|name="csrf_token" value="([^"]+)"')


def boxes(day: object) -> list[int]:
    return [day.day, day.month, day.year]  # type: ignore[attr-defined]


FORMS: dict[str, tuple[str, str, dict[str, object]]] = {
    # name            who         address                                         what is sent
    "open a cohort": (
        "uncleared",
        "/programme/cohorts/new",
        {"name": "Autumn", "starts": boxes(TODAY), "ends": boxes(TODAY), "places": "5", "lead": "Ada Example"},
    ),
    "add training": (
        "uncleared",
        "/programme/members/{member_id}/training",
        {"field": "teaching", "starts": boxes(TODAY), "provider": "A college", "evidence": "Letter 9"},
    ),
    "ready": ("uncleared", "/programme/members/{member_id}/ready", {"reason": "Covered for a month"}),
    "confirm": ("uncleared", "/programme/training/{training_id}", {"outcome": "confirmed"}),
    "complete": ("uncleared", "/programme/members/{member_id}/end", {"how": "completed", "day": boxes(TODAY)}),
    "own training": (
        "learner",
        "/my/training/new",
        {"field": "teaching", "starts": boxes(TODAY), "provider": "A college", "evidence": "Letter 9"},
    ),
    "an inspection": (
        "liaison",
        "/secondments/{seconded}/people/{address}/inspections/new",
        {"authority": "Council C04", "starts": boxes(TODAY - timedelta(days=300))},
    ),
}


def who(world: World, name: str) -> Reader:
    return world.senior(LEARNER) if name == "learner" else getattr(world, name)


def address_of(pattern: str, lived: Lived) -> str:
    duty = list(lived.served)[-1]
    return pattern.format(**lived.programme, seconded=duty, address=lived.served[duty])


@pytest.fixture(params=sorted(FORMS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def length(app: Flask) -> int:
    with app.app_context():
        store.db.session.rollback()
        return history.length()


def token_on(client: FlaskClient, address: str) -> str:
    found = TOKEN.findall(client.get(address).get_data(as_text=True))
    return next(each for each in found[-1] if each)


class TestForms:
    def test_are_done_once_and_never_without_their_token(
        self, lived_in: tuple[Path, Lived], tmp_path: Path, name: str
    ) -> None:
        folder, found = lived_in
        shutil.copytree(folder, tmp_path / "guarded")
        role, pattern, content = FORMS[name]
        address = address_of(pattern, found)
        with pages(tmp_path / "guarded", WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0) as app:
            client = sign_in(app, who(found.world, role))
            before = length(app)
            assert client.post(address, data=content).status_code == 400
            assert length(app) == before
            token = token_on(client, address)
            first = client.post(address, data={"csrf_token": token, **content})
            assert first.status_code == 303, first.get_data(as_text=True)[-4000:]
            after = length(app)
            assert after > before
            again = client.post(address, data={"csrf_token": token, **content})
            assert (again.status_code, again.headers["Location"]) == (303, first.headers["Location"])
            assert length(app) == after

    def test_what_is_missing_is_said_beside_it(self, lived: tuple[Flask, Lived], name: str) -> None:
        app, found = lived
        role, pattern, _ = FORMS[name]
        answer = sign_in(app, who(found.world, role)).post(address_of(pattern, found), data={})
        assert answer.status_code == 400
        assert "There is a problem" in answer.get_data(as_text=True)


class TestPages:
    def text(self, lived: tuple[Flask, Lived], reader: Reader, address: str) -> str:
        answer = sign_in(lived[0], reader).get(address)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    def test_the_liaison_reads_and_is_given_no_button(self, lived: tuple[Flask, Lived]) -> None:
        world, member = lived[1].world, lived[1].programme["member_id"]
        assert "Say that they are ready" in self.text(lived, world.uncleared, f"/programme/members/{member}")
        assert "Say that they are ready" not in self.text(lived, world.liaison, f"/programme/members/{member}")
        assert "Open a cohort" not in self.text(lived, world.liaison, "/programme/")

    def test_cohorts_and_members_are_narrowed(self, lived: tuple[Flask, Lived]) -> None:
        reader, cohort = lived[1].world.uncleared, lived[1].programme["cohort_id"]
        assert "Spring" in self.text(lived, reader, "/programme/?state=running&q=ada")
        assert "No cohort matches" in self.text(lived, reader, "/programme/?state=over")
        assert f"Senior {LEARNER}" in self.text(lived, reader, f"/programme/cohorts/{cohort}?ready=no")
        assert "Nobody matches" in self.text(lived, reader, f"/programme/cohorts/{cohort}?ready=yes")

    def test_an_aspirant_reads_their_own(self, lived: tuple[Flask, Lived]) -> None:
        text = self.text(lived, lived[1].world.senior(LEARNER), "/my/aspiration")
        assert "Spring" in text and "Waits for a coordinator" in text and "0 of 4 fields" in text

    def test_the_report_is_a_file_too(self, lived: tuple[Flask, Lived]) -> None:
        answer = sign_in(lived[0], lived[1].world.liaison).get("/programme/report.csv")
        lines = answer.get_data(as_text=True).splitlines()
        assert answer.headers["Content-Disposition"] == "attachment; filename=cohorts.csv"
        assert lines[1].startswith("Spring,1,0,0,0,")

    def test_secondments_that_are_over_have_a_list_of_their_own(self, lived: tuple[Flask, Lived]) -> None:
        reader = lived[1].world.liaison
        assert "6 January to 27 June 2025" in self.text(lived, reader, "/secondments/?state=over")
        assert "6 January to 27 June 2025" in self.text(lived, reader, "/secondments/")

    def test_a_typed_in_inspection_can_be_struck(self, lived: tuple[Flask, Lived]) -> None:
        client = sign_in(lived[0], lived[1].world.liaison)
        page = address_of("/secondments/{seconded}/people/{address}", lived[1])
        assert "Inspection of Council C02" in client.get(page).get_data(as_text=True)
        assert client.post(f"{page}/inspections/no-such-line/strike").status_code == 404
        client.post(f"{page}/inspections/{lived[1].programme['inspection_id']}/strike")
        assert "Inspection of Council C02" not in client.get(page).get_data(as_text=True)
