"""The pages of support by role: what is there, what is not, second clicks, late forms, files."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import sign_in
from small_world import CODES, TODAY, World
from support_world import NEXT, VISIT, H, Programme, T, programme, weak_world

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.reader import Reader
from peerinspect.services.support.commands import AskForSupport, WriteNote
from peerinspect.services.support.noting import write_note
from peerinspect.services.support.requesting import ask_for_support
from peerinspect.services.views import WorkAsked
from peerinspect.store import history
from peerinspect.store.tables import SupportNoteRow, SupportRequestRow

ASKED = AskForSupport(T, ("thresholds",), 12, "A steady front door")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture
def live(bare_pages: Flask) -> tuple[Flask, Programme]:
    """Support that goes on, with a visit held and a note."""
    with bare_pages.app_context():
        found = programme("live")
        write_note(WriteNote(found.id, "Half of the plans have no date"), found.planner, TODAY)
    return bare_pages, found


@pytest.fixture
def weak(bare_pages: Flask) -> tuple[Flask, World]:
    """The small world with a council that requires improvement."""
    with bare_pages.app_context():
        return bare_pages, weak_world()


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return unescape(answer.text)


def messages(text: str) -> list[str]:
    """What the error summary says."""
    summary = re.search(r'class="govuk-error-summary".*?</ul>', text, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL) if summary else []
    return [unescape(re.sub(r"<[^>]*>", "", line)).strip() for line in lines]


def test_a_second_click_asks_once(weak: tuple[Flask, World]) -> None:
    app, world = weak
    client = sign_in(app, world.chief(T))
    token = TOKEN.search(client.get("/support/ask").text)
    assert token is not None
    form = {"csrf_token": token[1], "themes": ["thresholds"], "days": "12", "hopes": "A steady front door"}
    first, second = (client.post("/support/ask", data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    with app.app_context():
        assert store.db.session.query(SupportRequestRow).count() == 1
    assert "It was done once" in read(client, second.headers["Location"])


def test_a_second_click_writes_one_note(live: tuple[Flask, Programme]) -> None:
    app, found = live
    client = sign_in(app, found.world.senior(CODES[8]))
    path = f"/support/{found.id}/notes/new"
    token = TOKEN.search(client.get(path).text)
    assert token is not None
    for _ in range(2):
        client.post(path, data={"csrf_token": token[1], "text": "Once"})
    with app.app_context():
        assert store.db.session.query(SupportNoteRow).filter_by(text="Once").count() == 1


def test_what_is_missing_is_named_all_at_once(weak: tuple[Flask, World]) -> None:
    app, world = weak
    client = sign_in(app, world.chief(T))
    answer = client.post("/support/ask", data={})
    assert answer.status_code == 400
    assert messages(answer.text) == [
        "Choose at least one theme from the list",
        "Days must be between 1 and 366",
        "Say what your council hopes for",
    ]
    planner = sign_in(app, world.uncleared).post("/support/new", data={})
    assert [one.split()[0] for one in messages(planner.text)] == [
        "Choose",
        "Choose",
        "Enter",
        "Choose",
        "Say",
        "Enter",
        "Enter",
    ]


def test_a_request_is_answered_from_its_page(weak: tuple[Flask, World]) -> None:
    app, world = weak
    with app.app_context():
        id_ = ask_for_support(ASKED, world.chief(T), TODAY)
    planner = sign_in(app, world.uncleared)
    assert f"/support/requests/{id_}" in read(planner, "/support/")
    text = read(planner, f"/support/requests/{id_}")
    assert "A steady front door" in text and "Requires improvement, published on 3 November 2025" in text
    answer = planner.post(f"/support/requests/{id_}/decline", data={"answer": "The region helps already"})
    assert answer.status_code == 303
    chief = sign_in(app, world.chief(T))
    text = read(chief, f"/support/requests/{id_}")
    assert "The region helps already" in text and "Take the request back" not in text
    late = planner.post(f"/support/requests/{id_}/decline", data={"answer": "No"})
    assert messages(late.text) == ["This has been answered already. Reload the page to see what became of it"]


def test_each_role_reads_its_own_page(live: tuple[Flask, Programme]) -> None:
    app, found = live
    world, path = found.world, f"/support/{found.id}"
    secret = ("A steady front door", "Half of the plans", "Fewer drifting plans", "Read ten plans", "Thresholds")
    for reader in (world.uncleared, world.chief(T), world.director(T), world.chief(H), world.director(H)):
        text = read(sign_in(app, reader), path)
        assert all(each in text for each in secret), reader.name
        assert "Write a note" in text and ("Close the support" in text) is False
    text = read(sign_in(app, world.liaison), path)
    assert "Director C05" in text and "Senior C08" in text and "16 February to 20 July 2026" in text
    for each in (*secret, "Write a note", "A room and a worker", "published judgement"):
        assert each not in text, each
    for reader in (world.senior(T), world.chief(CODES[3]), world.director(CODES[3])):
        assert sign_in(app, reader).get(path).status_code == 404
    for reader in (world.panel, world.administrator):
        assert sign_in(app, reader).get(path).status_code == 403


def test_advisers_come_from_their_duties(live: tuple[Flask, Programme]) -> None:
    app, found = live
    adviser = sign_in(app, found.world.senior(CODES[8]))
    assert f'href="/support/{found.id}"' in read(adviser, "/my/duties")
    other = sign_in(app, found.world.director(CODES[3]))
    assert "/support/" in read(other, "/my/duties")
    assert f"/support/{found.id}" not in read(other, "/my/duties") + read(other, "/support/")


def test_an_adviser_records_a_visit_and_the_advised_council_does_not(live: tuple[Flask, Programme]) -> None:
    app, found = live
    with app.app_context():
        found.plan(TODAY, 1)
        address = found.address()
    path = f"/support/{found.id}/visits/{TODAY}/held"
    assert sign_in(app, found.world.director(T)).get(path).status_code == 404
    assert sign_in(app, found.world.chief(T)).get(path).status_code == 403
    adviser = sign_in(app, found.world.director(H))
    assert path in read(adviser, f"/support/{found.id}")
    assert messages(adviser.post(path, data={}).text) == [
        "Say who came, and for how many days. Cancel the visit if nobody did"
    ]
    assert adviser.post(path, data={f"days-{address}": "1"}).status_code == 303
    assert path not in read(adviser, f"/support/{found.id}")
    assert adviser.get(f"/support/{found.id}/visits/yesterday/held").status_code == 404


def test_visits_are_moved_and_cancelled_by_coordinators(live: tuple[Flask, Programme]) -> None:
    app, found = live
    planner, base = sign_in(app, found.planner), f"/support/{found.id}/visits"
    day = NEXT + timedelta(days=3)
    days = {
        "starts": [str(day.day), str(day.month), str(day.year)],
        "ends": [str(day.day), str(day.month), str(day.year)],
    }
    assert planner.post(f"{base}/{NEXT}/move", data=days).status_code == 303
    assert messages(planner.post(f"{base}/{day}/cancel", data={}).text) == ["Say why, in a sentence"]
    assert planner.post(f"{base}/{day}/cancel", data={"reason": "Snow"}).status_code == 303
    assert "Snow" in read(planner, f"/support/{found.id}")
    late = planner.post(f"{base}/{VISIT}/cancel", data={"reason": "Snow"})
    assert messages(late.text) == ["This visit was held already, so it is not changed any more"]
    for reader in (found.world.chief(T), found.world.director(H), found.world.liaison):
        assert sign_in(app, reader).post(f"{base}/{NEXT}/move", data=days).status_code == 403


def test_the_duty_and_the_programme_lead_to_each_other(live: tuple[Flask, Programme]) -> None:
    app, found = live
    planner = sign_in(app, found.planner)
    duty = read(planner, f"/duties/{found.id}")
    assert f'href="/support/{found.id}"' in duty and "/steps/review" not in duty
    assert f'href="/duties/{found.id}"' in read(planner, f"/support/{found.id}")
    assert planner.get(f"/duties/{found.id}/steps/review").status_code == 404


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_report_and_its_file(bare_pages: Flask) -> None:
    with bare_pages.app_context():
        found = programme("closed")
    client = sign_in(bare_pages, found.world.panel)
    assert "/reports/alternative-to-intervention" in read(client, "/national")
    text = read(client, "/reports/alternative-to-intervention")
    assert "Council C00" in text and "Not yet judged" in text and "<svg" in text and "reports.css" in text
    answer = client.get("/reports/alternative-to-intervention.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=alternative-to-intervention.csv"
    head, line = rows_of(answer.get_data(as_text=True))
    assert dict(zip(head, line, strict=True)) == {
        "Council": "Council C00",
        "Region": "North",
        "State": "Closed",
        "Rests on": "A published judgement",
        "Day of that": "3 November 2025",
        "Themes": "Thresholds; Neglect",
        "Days planned": "16",
        "Days given": "10",
        "Begun": "16 February 2026",
        "Ended": "2 March 2026",
        "Judgement before": "Requires improvement, 3 November 2025",
        "Next judgement": "None",
        "Outcome": "Not yet judged",
    }
    planner = sign_in(bare_pages, found.planner)
    assert "/reports/alternative-to-intervention" in read(planner, "/reports/")
    liaison = sign_in(bare_pages, found.world.liaison)
    assert "alternative-to-intervention" not in read(liaison, "/reports/")


def test_days_given_and_their_file(bare_pages: Flask) -> None:
    with bare_pages.app_context():
        found = programme("closed")
    planner = sign_in(bare_pages, found.planner)
    text = read(planner, "/support/investment")
    assert "Who is repaid next" in text and "Council C05" in text and "<svg" in text
    head, *lines = rows_of(planner.get("/support/investment.csv").get_data(as_text=True))
    assert head[:6] == ["Council", "Days given", "Days received", "Given less received", "Repaid?", "Place"]
    assert [line[:6] for line in lines] == [
        ["Council C05", "7", "0", "7", "Not repaid yet", "1"],
        ["Council C08", "3", "0", "3", "Not repaid yet", "2"],
        ["Council C00", "0", "10", "-10", "Was helped, and has not helped others yet", ""],
    ]
    chief = read(sign_in(bare_pages, found.world.chief(H)), "/support/")
    assert "What Council C05 gave and got" in chief and "Number 1 of those" in chief


def test_empty_pages_say_what_will_be_there(bare_pages: Flask) -> None:
    with bare_pages.app_context():
        world = weak_world()
    said: dict[Reader, tuple[tuple[str, str], ...]] = {
        world.uncleared: (
            ("/support/", "No support goes on or is to come"),
            ("/support/investment", "No council gave or received support yet"),
            ("/reports/alternative-to-intervention", "No support has begun yet"),
        ),
        world.chief(T): (("/support/", "You take part in no support"),),
    }
    for reader, pages in said.items():
        client = sign_in(bare_pages, reader)
        for path, told in pages:
            assert told in read(client, path)


def test_reading_changes_nothing(live: tuple[Flask, Programme]) -> None:
    app, found = live
    with app.app_context():
        before = history.length()
    for reader in (found.planner, found.world.chief(T), found.world.liaison):
        client = sign_in(app, reader)
        for path in ("/support/", f"/support/{found.id}"):
            read(client, path)
    with app.app_context():
        assert history.length() == before
        assert disclosure.support_home(found.planner, WorkAsked("support"), 1, TODAY).programmes.total == 1


def test_a_coordinator_registers_support_by_the_councils_name(weak: tuple[Flask, World]) -> None:
    app, world = weak
    planner = sign_in(app, world.uncleared)
    days = {"need_on": ["3", "11", "2025"], "starts": ["1", "4", "2026"], "ends": ["1", "9", "2026"]}
    form = {"authority": "Council C00", "need": "judgement", "themes": ["neglect"], "hopes": "Shorter plans", **days}
    answer = planner.post("/support/new", data=form)
    assert answer.status_code == 303
    text = read(planner, answer.headers["Location"])
    assert "Support for Council C00" in text and "A published judgement, 3 November 2025" in text
    assert messages(planner.post("/support/new", data={**form, "authority": "Council C"}).text)[0].startswith(
        "No council"
    )
