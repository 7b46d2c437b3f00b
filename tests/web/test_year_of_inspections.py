"""The year of inspections: its pages, its forms, and what each reader finds on them."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from forecasts import count_all
from pages_world import ANNOUNCED, SEALED, Lived, pages, sign_in, without_tokens
from small_world import CODES, TODAY
from test_doing_the_jobs import Desk, boxes
from test_once import TOKEN

from peerinspect.services.inspections import RegisterInspection, register_inspection
from peerinspect.services.reader import Reader

SEALED_WEEK, ANNOUNCED_WEEK = TODAY + timedelta(weeks=14), TODAY + timedelta(weeks=16)
FREE_WEEK = date(2026, 10, 5)
PAGES = (
    "/inspections/",
    "/inspections/?as=unannounced",
    "/inspections/best-weeks?council=C03",
    "/inspections/settings",
)


@pytest.fixture
def counted(lived: tuple[Flask, Lived]) -> tuple[Flask, Lived]:
    """The same service, its people counted for the weeks ahead."""
    with lived[0].app_context():
        count_all(TODAY)
    return lived


def desk(found: tuple[Flask, Lived], reader: Reader | None = None) -> Desk:
    return Desk(found[0], reader or found[1].world.cleared)


def week_of(text: str, monday: date) -> str:
    """The part of the calendar that is about one week."""
    start = text.index(f'id="week-{monday}"')
    return text[start : text.find('<li class="app-week', start)]


class TestCalendar:
    def test_says_that_people_are_being_counted_until_they_are(self, lived: tuple[Flask, Lived]) -> None:
        text = desk(lived).read("/inspections/")
        assert "The people of each week are being counted." in text
        assert "could take a seat" not in text

    def test_shows_starts_people_holidays_and_august(self, counted: tuple[Flask, Lived]) -> None:
        text = desk(counted).read("/inspections/")
        assert "being counted" not in text
        assert "1 start, 1 seat" in week_of(text, SEALED_WEEK)
        assert "Inspection of Council C03" in week_of(text, SEALED_WEEK)
        assert re.search(r"\d+ (people|person) could take a seat", week_of(text, SEALED_WEEK))
        assert 'role="img" aria-label="' in week_of(text, SEALED_WEEK)
        assert "Bank holiday: May Day" in week_of(text, date(2026, 5, 4))
        august = week_of(text, date(2026, 8, 10))
        assert "August: closed to starts" in august
        assert "Schedule one here" not in august
        assert "Schedule one here" in week_of(text, FREE_WEEK)
        assert text.count('<th scope="row"') == 52, "the table beside the strips has a row a week"

    def test_shows_the_uncleared_no_sealed_inspection_and_no_other_forecast(self, counted: tuple[Flask, Lived]) -> None:
        text = desk(counted, counted[1].world.uncleared).read("/inspections/?as=unannounced")
        assert "Council C03" not in text
        assert "No start" in week_of(text, SEALED_WEEK)
        assert "unannounced" not in text
        assert "Inspection of Council C05" in week_of(text, ANNOUNCED_WEEK)

    def test_lets_the_liaison_look_and_change_nothing(self, counted: tuple[Flask, Lived]) -> None:
        text = desk(counted, counted[1].world.liaison).read("/inspections/")
        assert "Inspection of Council C03" in text
        for words in (
            "Schedule one here",
            "data-move",
            "calendar.js",
            "/inspections/settings",
            "Register an inspection",
        ):
            assert words not in text

    def test_marks_a_week_without_people(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        with app.app_context():
            command = RegisterInspection((CODES[8],), ANNOUNCED_WEEK, sealed=False, seats=8)
            for code in (CODES[9], CODES[10], CODES[11]):
                register_inspection(
                    RegisterInspection((code,), ANNOUNCED_WEEK, sealed=False, seats=8), found.world.uncleared, TODAY
                )
            register_inspection(command, found.world.uncleared, TODAY)
            count_all(TODAY)
        week = week_of(desk(lived, found.world.uncleared).read("/inspections/"), ANNOUNCED_WEEK)
        assert re.search(r"Warning</strong> Too few people for England: \d+ people for \d+ empty seats", week)


class TestSupply:
    def test_names_regions_and_rules(self, counted: tuple[Flask, Lived]) -> None:
        text = desk(counted).read(f"/inspections/supply?week={FREE_WEEK}&as=announced")
        assert "Who there is in the week of 5 October 2026" in text
        for words in ("England", "North", "South", "Fewest at one council", "The only one"):
            assert words in text

    def test_says_where_it_ends(self, counted: tuple[Flask, Lived]) -> None:
        assert "from this week on, for a year and a half" in desk(counted).read("/inspections/supply?week=2030-01-07")
        assert "from this week on, for a year and a half" in desk(counted).read("/inspections/supply?week=2020-01-06")


class TestBestWeeks:
    def test_asks_for_a_council_and_answers(self, counted: tuple[Flask, Lived]) -> None:
        coordinator = desk(counted)
        assert "Name a council." in coordinator.read("/inspections/best-weeks")
        text = coordinator.read("/inspections/best-weeks?council=Council+C08")
        assert "Best weeks to inspect Council C08" in text
        assert text.count("could go:") == 5
        starts = re.search(r'href="(/inspections/new\?starts=[^"]+)"', text)
        assert starts is not None
        form = coordinator.read(starts.group(1).replace("&amp;", "&"))
        assert re.search(r'value="C08"\s+selected|<option selected value="C08"|value="C08" selected', form)

    @pytest.mark.parametrize("asked", ["Council", "Nowhere", ""])
    def test_says_what_is_wrong_with_a_name(self, counted: tuple[Flask, Lived], asked: str) -> None:
        answer = desk(counted).client.get(f"/inspections/best-weeks?council={asked}")
        assert answer.status_code == 400
        assert "There is a problem" in answer.get_data(as_text=True)


class TestScheduling:
    def test_a_free_week_fills_the_date_in(self, counted: tuple[Flask, Lived]) -> None:
        form = desk(counted).read(f"/inspections/new?starts={FREE_WEEK}")
        assert re.search(r'name="starts"[^>]*value="0?5"', form)
        assert re.search(r'name="starts"[^>]*value="2026"', form)

    def test_leads_to_the_week_or_to_the_next_one_there(self, counted: tuple[Flask, Lived]) -> None:
        coordinator = desk(counted)
        form = {"authorities": CODES[8], "subtype": "judgement", "weeks": "1", "level": "observer", "seats": "1"}
        form |= {"sealed": "announced", "starts": boxes(FREE_WEEK)}
        answer = coordinator.client.post("/inspections/new", data=form)
        assert answer.headers["Location"] == f"/inspections/#week-{FREE_WEEK}"
        answer = coordinator.client.post("/inspections/new", data=form | {"authorities": CODES[9], "again": "1"})
        assert answer.headers["Location"] == f"/inspections/new?starts={FREE_WEEK}"
        assert "2 starts, 2 seats" in week_of(coordinator.read("/inspections/"), FREE_WEEK)

    def test_warns_of_the_week_before_anything_is_registered(self, counted: tuple[Flask, Lived]) -> None:
        form = desk(counted).read("/inspections/new?starts=2026-05-04")
        assert "About the week of 4 May 2026" in form
        assert "Bank holiday: May Day" in form


class TestMoving:
    ADDRESS = f"/inspections/{ANNOUNCED}/move"

    def test_warnings_come_first_and_nothing_is_changed_by_looking(self, counted: tuple[Flask, Lived]) -> None:
        coordinator = desk(counted)
        before = week_of(coordinator.read("/inspections/"), ANNOUNCED_WEEK)
        text = coordinator.read(f"{self.ADDRESS}?to=2026-05-04")
        assert "Bank holiday: May Day" in text
        assert "Move it to this week" in text
        assert "Closed: inspections do not start in August" in coordinator.read(f"{self.ADDRESS}?to=2026-08-10")
        assert week_of(coordinator.read("/inspections/"), ANNOUNCED_WEEK) == before

    def test_moves_once_the_rules_are_accepted(self, counted: tuple[Flask, Lived]) -> None:
        coordinator = desk(counted)
        answer = coordinator.client.post(f"{self.ADDRESS}?to={FREE_WEEK}", data={})
        if answer.status_code == 400:
            assert "The rules object to" in answer.get_data(as_text=True)
            answer = coordinator.client.post(f"{self.ADDRESS}?to={FREE_WEEK}", data={"accepts": "y"})
        assert answer.headers["Location"] == f"/inspections/#week-{FREE_WEEK}"
        text = coordinator.read("/inspections/")
        assert "Inspection of Council C05 is moved." in text
        assert "Inspection of Council C05" in week_of(text, FREE_WEEK)
        assert "No start" in week_of(text, ANNOUNCED_WEEK)

    def test_refuses_august_and_no_week_at_all(self, counted: tuple[Flask, Lived]) -> None:
        coordinator = desk(counted)
        assert coordinator.refused(f"{self.ADDRESS}?to=2026-08-10") == ["Inspections do not start in August"]
        assert coordinator.refused(self.ADDRESS) == ["Enter the first day on site"]

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_sealed_one_is_not_there_for_the_uncleared(self, counted: tuple[Flask, Lived], method: str) -> None:
        uncleared = desk(counted, counted[1].world.uncleared).client
        for target in ("", f"?to={FREE_WEEK}", f"?to={SEALED_WEEK}"):
            hidden = getattr(uncleared, method)(f"/inspections/{SEALED}/move{target}")
            nothing = getattr(uncleared, method)(f"/inspections/no-such-duty/move{target}")
            assert hidden.status_code == nothing.status_code == 404
            assert without_tokens(hidden.get_data(as_text=True)) == without_tokens(nothing.get_data(as_text=True))

    @pytest.mark.parametrize("reader", ["liaison", "director", "chief-executive", "panel", "administrator"])
    def test_nobody_else_moves_anything(self, counted: tuple[Flask, Lived], reader: str) -> None:
        client = sign_in(counted[0], counted[1].readers()[reader])
        assert client.post(f"{self.ADDRESS}?to={FREE_WEEK}").status_code == 403


class TestSettings:
    def test_a_reason_is_needed_and_kept(self, counted: tuple[Flask, Lived]) -> None:
        coordinator = desk(counted)
        assert coordinator.refused("/inspections/settings", most_starts="6") == ["Say why it should change"]
        assert coordinator.refused("/inspections/settings", most_starts="x", reason="why") == [
            "Enter a whole number, like 10"
        ]
        text = coordinator.send("/inspections/settings", most_starts="3", reason="Fewer inspectors")
        assert "At most 3 inspections should start in one week" in text
        assert "it was 6. Fewer inspectors" in coordinator.read("/inspections/settings")


def test_a_second_click_moves_once_and_sets_once(lived_in: tuple[Path, Lived], tmp_path: Path) -> None:
    shutil.copytree(lived_in[0], tmp_path / "guarded")
    with pages(tmp_path / "guarded", WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0) as app:
        client = sign_in(app, lived_in[1].world.cleared)
        for address, form in (
            ("/inspections/settings", {"most_starts": "4", "reason": "Fewer inspectors"}),
            (f"/inspections/{ANNOUNCED}/move?to={FREE_WEEK}", {"accepts": "y"}),
        ):
            token = TOKEN.findall(client.get(address).get_data(as_text=True))[-1]
            answers = [client.post(address, data={**form, "csrf_token": token}) for _ in range(2)]
            assert [answer.status_code for answer in answers] == [303, 303]
            assert answers[0].headers["Location"] == answers[1].headers["Location"]
            assert client.post(address, data=form).status_code == 400, "without its token the form is refused"


class TestSheet:
    def test_lists_what_is_on_site_and_what_is_due(self, counted: tuple[Flask, Lived]) -> None:
        text = desk(counted, counted[1].world.liaison).read(f"/week/?from={ANNOUNCED_WEEK}")
        assert "Inspection of Council C05" in text
        assert "On site" in text
        assert "Notice" in text
        before = desk(counted, counted[1].world.liaison).read(f"/week/?from={SEALED_WEEK - timedelta(weeks=2)}")
        assert "Notify the council on 28 May 2026" in before
        assert "Disclose the council" in before or "Answer awaited from" in before or "Find 1 peer" in before

    def test_has_nothing_sealed_for_the_uncleared(self, counted: tuple[Flask, Lived]) -> None:
        for weeks in range(10, 18):
            address = f"/week/?from={TODAY + timedelta(weeks=weeks)}"
            assert "C03" not in desk(counted, counted[1].world.uncleared).read(address)
