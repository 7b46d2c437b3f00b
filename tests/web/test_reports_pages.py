"""The pages of reports: empty, with something to tell, as files, and their two forms."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from flask import Flask
from pages_world import sign_in
from small_world import CODES, TODAY, board, build_world

from peerinspect import store
from peerinspect.services.reader import Reader
from peerinspect.store.tables import EventRow, PersonRow, PlacementRow, ThanksRow, UserRow

NAMES = ("load", "fairness", "turnover", "waivers", "days", "cost")
HEADINGS = {
    "load": "Load",
    "fairness": "Fairness",
    "turnover": "Turnover",
    "waivers": "Waivers used",
    "days": "Days given and received",
    "cost": "Cost",
}


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


UNCLEARED = Reader("uncleared", "Uncleared", "coordinator")
LIAISON = Reader("liaison", "Liaison", "liaison")


@pytest.fixture
def small(bare_pages: Flask) -> Flask:
    """One board that Director C01 chairs, and a person whose name begins like a formula."""
    with bare_pages.app_context():
        build_world(TODAY, [board("board", CODES[0], TODAY - timedelta(weeks=30))])
        with store.transaction():
            store.add(PlacementRow(person="C01-director", duty="board", status="accepted"))
            store.db.session.get(PersonRow, "C02-director").name = "=1+1"
    return bare_pages


@pytest.mark.parametrize("name", NAMES)
def test_each_page_has_its_noun_and_its_file(small: Flask, name: str) -> None:
    client = sign_in(small, UNCLEARED)
    page = client.get(f"/reports/{name}")
    assert page.status_code == 200
    assert f'<h1 class="govuk-heading-l">{HEADINGS[name]}</h1>' in page.text
    file = client.get(f"/reports/{name}.csv")
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert rows_of(file.get_data(as_text=True))[0]


def test_the_load_by_person(small: Flask) -> None:
    client = sign_in(small, UNCLEARED)
    text = client.get("/reports/load").text
    assert "<svg" in text
    assert "Director C01" in text
    rows = rows_of(client.get("/reports/load.csv").get_data(as_text=True))
    assert rows[0] == ["Person", "Days offered", "Days used", "Used, per cent"]
    assert rows[1] == ["Director C01", "264", "20", "8"]
    assert len(rows) == 1 + 24
    assert any(row[0] == "'=1+1" for row in rows), "no spreadsheet takes the name for a formula"


def test_the_load_by_council_sorted_by_name(small: Flask) -> None:
    client = sign_in(small, UNCLEARED)
    rows = rows_of(client.get("/reports/load.csv?by=council&sort=name").get_data(as_text=True))
    assert [row[0] for row in rows[1:]] == [f"Council {code}" for code in CODES]
    assert rows[2] == ["Council C01", "2", "528", "20", "4"]


def test_unknown_words_in_the_address_are_passed_over(small: Flask) -> None:
    client = sign_in(small, UNCLEARED)
    usual = client.get("/reports/load.csv").data
    assert client.get("/reports/load.csv?year=x&by=y&sort=z").data == usual


def test_thanks_are_recorded_once_beside_their_event(small: Flask) -> None:
    client = sign_in(small, UNCLEARED)
    day = {"thanked_on": ["1", "3", "2026"]}
    sent = {"authority": "Council C01", **day, "words": "A letter to the chief executive"}
    answer = client.post("/reports/thanks/new", data=sent)
    assert answer.status_code == 303
    with small.app_context():
        assert store.db.session.query(ThanksRow).count() == 1
        assert store.db.session.query(EventRow).filter_by(action="thank", subject="C01").count() == 1
    text = client.get("/reports/days").text
    assert "A letter to the chief executive" in text
    assert "1 March 2026" in text


def test_thanks_are_listed_a_page_at_a_time_the_latest_first(small: Flask) -> None:
    with small.app_context(), store.transaction():
        store.add(
            *(
                ThanksRow(
                    authority="C01",
                    thanked_on=date(2026, 1, 1) + timedelta(days=number),
                    words=f"Letter number {number:03}",
                    recorded_by=UNCLEARED.user_id,
                    recorded_on=date(2026, 6, 1),
                )
                for number in range(120)
            )
        )
    client = sign_in(small, UNCLEARED)
    told = [
        re.findall(r"Letter number (\d+)", client.get(f"/reports/thanks?page={page}").text) for page in (1, 2, 3, 9)
    ]
    assert [int(number) for page in told[:3] for number in page] == list(range(119, -1, -1))
    assert [len(page) for page in told[:3]] == [50, 50, 20]
    assert told[3] == told[2], "beyond the last page is the last page"
    assert "All thanks (120)" in client.get("/reports/days").text


def test_what_is_missing_is_asked_for(small: Flask) -> None:
    client = sign_in(small, UNCLEARED)
    answer = client.post("/reports/thanks/new", data={"words": ""})
    assert answer.status_code == 400
    for sentence in ("Choose a council", "Enter the day on which", "Say how the council was thanked"):
        assert sentence in answer.text
    answer = client.post("/reports/rates", data={"kind": "", "pounds": "", "reason": ""})
    assert answer.status_code == 400
    assert "There is a problem" in answer.text


def test_a_day_rate_turns_days_into_pounds(small: Flask) -> None:
    client = sign_in(small, UNCLEARED)
    assert "No day rate is kept yet." in client.get("/reports/cost").text
    rate = {"kind": "chair", "pounds": "500", "reason": "Agreed by the members"}
    assert client.post("/reports/rates", data=rate).status_code == 303
    rows = rows_of(client.get("/reports/cost.csv").get_data(as_text=True))
    assert rows[1:] == [["Council C01", "10000", "0"], ["Council C00", "0", "10000"]]
    again = client.post("/reports/rates", data=rate)
    assert again.status_code == 400
    assert "It is £500 already" in again.text


def test_the_liaison_reads_of_inspections_alone(small: Flask) -> None:
    client = sign_in(small, LIAISON)
    index = client.get("/reports/").text
    assert "/reports/fairness" in index
    assert "/reports/load" not in index
    assert client.get("/reports/load").status_code == 403
    rows = rows_of(client.get("/reports/fairness.csv").get_data(as_text=True))
    assert rows[1][2] == "0", "a chair's days are no inspection's"


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_service_says_what_would_be_there(bare_pages: Flask, name: str) -> None:
    with bare_pages.app_context(), store.transaction():
        store.add(UserRow(id="c", email="c@example.org", name="Cora", role="coordinator", password_hash=""))
    text = sign_in(bare_pages, Reader("c", "Cora", "coordinator")).get(f"/reports/{name}").text
    assert "govuk-inset-text" in text
    assert "<svg" not in text.split("<main")[1]


def test_a_second_click_records_no_second_thanks(small: Flask) -> None:
    small.config.update(WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0)
    client = sign_in(small, UNCLEARED)
    token = re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/reports/thanks/new").text)[-1]
    sent = {"csrf_token": token, "authority": "Council C01", "thanked_on": ["1", "3", "2026"], "words": "A letter"}
    answers = [client.post("/reports/thanks/new", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    with small.app_context():
        assert store.db.session.query(ThanksRow).count() == 1


@pytest.mark.parametrize("address", ["/reports/thanks/new", "/reports/rates"])
def test_the_liaison_keeps_no_thanks_and_no_rates(small: Flask, address: str) -> None:
    answer = sign_in(small, LIAISON).post(address, data={"authority": "Council C01", "words": "A letter"})
    assert answer.status_code == 403


def test_a_balance_below_nought_stays_a_number(small: Flask) -> None:
    rows = rows_of(sign_in(small, UNCLEARED).get("/reports/days.csv").get_data(as_text=True))
    assert rows[1:] == [["Council C01", "20", "0", "20", "Never"], ["Council C00", "0", "20", "-20", "Never"]]
