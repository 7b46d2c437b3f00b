"""Lists of duties, their steps, changes and people, through the pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from pages_world import ANNOUNCED, SEALED, Lived, pages, sign_in, without_tokens
from small_world import CODES, TODAY
from sqlalchemy import event, func, select
from test_doing_the_jobs import Desk, boxes

from peerinspect import store
from peerinspect.services.duties import RegisterSupport, register_support
from peerinspect.services.inspections import RegisterInspection, register_inspection
from peerinspect.services.vacancies import RegisterVacancy, register_vacancy
from peerinspect.store.tables import DutyRow, EventRow

TITLE = re.compile(r"<h1[^>]*>\s*(.*?)\s*</h1>", re.DOTALL)
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
LISTS = ("/inspections/list", "/work/boards", "/work/support", "/work/secondments", "/work/reviews", "/vacancies/")
FILTERS = ("", "?q=Council", "?state=planned", f"?council={CODES[3]}", "?region=North", "?when=all", "?seats=unfilled")


@pytest.fixture
def cora(lived: tuple[Flask, Lived]) -> Desk:
    return Desk(lived[0], lived[1].world.cleared)


@pytest.fixture
def una(lived: tuple[Flask, Lived]) -> Desk:
    return Desk(lived[0], lived[1].world.uncleared)


def rows(page: str) -> list[str]:
    """What stands in the first column of the page's table."""
    cells = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def state_of(app: Flask, duty_id: str) -> str | None:
    with app.app_context():
        return store.db.session.get_one(DutyRow, duty_id).state


class TestLists:
    """Narrowed, cut and counted where they are kept."""

    @pytest.mark.parametrize("address", LISTS)
    def test_opens_with_every_filter(self, una: Desk, address: str) -> None:
        for asked in (*FILTERS, "?q=%25&state=no-such&when=never&page=99&council=x&region=y"):
            una.read(address + asked)

    def test_shows_state_people_and_seats(self, lived: tuple[Flask, Lived], una: Desk) -> None:
        page = una.read("/inspections/list?when=all")
        assert f"Inspection of Council {CODES[5]}" in page
        assert any(name in page for name in ("Planned", "Team held"))

    @pytest.mark.parametrize(
        ("asked", "is_there"),
        [
            (f"?council={CODES[5]}", True),
            (f"?council={CODES[6]}", False),
            (f"?q={CODES[5]}", True),
            ("?q=nowhere", False),
            ("?q=%25", False),
            ("?region=North", True),
            ("?region=South", False),
            ("?state=cancelled", False),
            ("?when=over", False),
            ("?when=all", True),
        ],
    )
    def test_is_narrowed(self, una: Desk, asked: str, is_there: bool) -> None:
        assert (f"Inspection of Council {CODES[5]}" in una.read(f"/inspections/list{asked}")) == is_there

    def test_a_state_finds_what_is_in_it_and_what_is_over_is_left_out_else(
        self, lived: tuple[Flask, Lived], una: Desk
    ) -> None:
        title = f"Inspection of Council {CODES[5]}"
        una.send(f"/duties/{ANNOUNCED}/steps/cancel", reason="The visit is off")
        assert title not in una.read("/inspections/list")
        assert title in una.read("/inspections/list?state=cancelled")
        assert title in una.read("/inspections/list?when=over")
        page = una.read(f"/duties/{ANNOUNCED}")
        assert "Nobody can be placed on it any more" in page
        for words in ("Who could do this", "/change/", "/offer", "another group of councils"):
            assert words not in page

    def test_empty_seats_are_found(self, lived: tuple[Flask, Lived], una: Desk) -> None:
        before = rows(una.read("/work/boards?seats=unfilled"))
        assert len(before) < len(rows(una.read("/work/boards")))

    def test_long_ones_come_a_page_at_a_time(self, lived: tuple[Flask, Lived], una: Desk) -> None:
        app, found = lived
        with app.app_context():
            first = TODAY + timedelta(days=1)
            for number in range(60):
                command = RegisterVacancy(CODES[number % 12], first, first + timedelta(days=30 + number))
                register_vacancy(command, found.world.uncleared, TODAY)
        one, two = (rows(una.read(f"/vacancies/?page={number}")) for number in (1, 2))
        assert len(one) == 50
        assert len(two) >= 10
        assert rows(una.read("/vacancies/?page=77")) == two

    @pytest.mark.parametrize("address", LISTS)
    def test_ask_the_store_a_fixed_number_of_times(self, lived: tuple[Flask, Lived], una: Desk, address: str) -> None:
        app, _ = lived
        asked: list[str] = []
        with app.app_context():
            engine = store.db.engine
        event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))
        una.read(address)
        assert 0 < len(asked) <= 60

    def test_sealed_inspections_are_listed_for_the_cleared_and_the_look_is_recorded(
        self, lived: tuple[Flask, Lived], cora: Desk, una: Desk
    ) -> None:
        title = f"Inspection of Council {CODES[3]}"
        with lived[0].app_context():
            before = store.db.session.scalar(select(func.count()).select_from(EventRow))
        assert title in cora.read("/inspections/list")
        with lived[0].app_context():
            assert store.db.session.scalar(select(func.count()).select_from(EventRow)) == (before or 0) + 1
        for asked in FILTERS:
            assert title not in una.read(f"/inspections/list{asked}")


class TestSteps:
    """Named actions that say what they do."""

    def test_each_step_of_the_state_is_on_the_page_with_what_it_does(self, una: Desk) -> None:
        page = una.read(f"/duties/{ANNOUNCED}")
        for name in ("Hold the team", "Defer the inspection", "Cancel the inspection"):
            assert name in page
        for name in ("Record the notice", "Give it a new week", "Record that the report is published"):
            assert name not in page
        assert "Says that the team has agreed and keeps its days free." in page

    def test_a_step_asks_for_what_it_needs_and_is_told_afterwards(self, lived: tuple[Flask, Lived], una: Desk) -> None:
        address = f"/duties/{ANNOUNCED}/steps/defer"
        assert una.refused(address, reason=" ") == ["Say why, in a sentence"]
        page = una.send(address, reason="The council asked for it")
        assert "Deferred" in page
        assert state_of(lived[0], ANNOUNCED) == "deferred"
        history = una.read(f"/duties/{ANNOUNCED}/history")
        assert "became “Deferred”" in history
        assert "The council asked for it" in history
        assert "Uncleared" in history

    def test_the_new_week_of_a_deferred_one_is_for_the_cleared_alone(
        self, lived: tuple[Flask, Lived], una: Desk, cora: Desk
    ) -> None:
        una.send(f"/duties/{ANNOUNCED}/steps/defer", reason="The council asked for it")
        before = {address: without_tokens(una.read(address)) for address in self._pages()}
        assert una.client.get(f"/duties/{ANNOUNCED}/steps/plan-again").status_code == 404
        week = TODAY + timedelta(weeks=40)
        page = cora.send(f"/duties/{ANNOUNCED}/steps/plan-again", day=boxes(week - timedelta(days=week.weekday())))
        assert "Sealed" in page
        assert "It has a new week" in cora.read(f"/duties/{ANNOUNCED}")
        una.read("/today")
        for address, text in before.items():
            assert without_tokens(una.read(address)) == text, address

    def _pages(self) -> list[str]:
        lists = [address + asked for address in LISTS for asked in FILTERS]
        return [f"/duties/{ANNOUNCED}", f"/duties/{ANNOUNCED}/history", f"/councils/{CODES[5]}", *lists]

    def test_a_step_that_is_not_drawn_is_not_there_and_a_late_form_is_told_why(
        self, lived: tuple[Flask, Lived], una: Desk
    ) -> None:
        before = state_of(lived[0], ANNOUNCED)
        for action in ("publish-report", "no-such-step", "accept"):
            address = f"/duties/{ANNOUNCED}/steps/{action}"
            assert una.client.get(address).status_code == 404
            answer = una.client.post(address, data={"reason": "Because", "reference": "Letter 7"})
            assert answer.status_code == 400
            told = answer.get_data(as_text=True)
            assert "follows on" in told or "There is no such step" in told
        assert state_of(lived[0], ANNOUNCED) == before


class TestFacts:
    """Small changes beside each fact."""

    def test_the_form_begins_with_the_fact_as_it_is(self, una: Desk) -> None:
        assert 'value="1"' in una.read(f"/duties/{ANNOUNCED}/change/seats")
        assert CODES[5] in una.read(f"/duties/{ANNOUNCED}/change/councils")

    @pytest.mark.parametrize(
        ("fact", "form", "said"),
        [
            ("seats", {"seats": "0"}, "Seats must be between 1 and 20"),
            ("seats", {"seats": "many"}, "Enter a whole number, like 10"),
            ("priority", {"priority": "high"}, "Enter a number, like 2 or 1.5"),
            ("priority", {"priority": "1/0"}, "Enter a number, like 2 or 1.5"),
            ("notice", {"notice": ["1", "1", "2200"]}, "Enter a real date, like 5 10 2026"),
            ("level", {"level": "king"}, "Choose a training level from the list"),
            ("councils", {"authorities": ""}, "Choose at least one council from the list"),
            ("on-site", {"from_1": ["9", "6", "2026"], "to_1": ["8", "6", "2026"]}, "Each run needs a first day"),
        ],
    )
    def test_says_what_would_do(self, una: Desk, fact: str, form: dict, said: str) -> None:
        told = una.refused(f"/duties/{ANNOUNCED}/change/{fact}", **form)
        assert said in " ".join(told)

    def test_a_change_is_made_and_told(self, lived: tuple[Flask, Lived], una: Desk) -> None:
        page = una.send(f"/duties/{ANNOUNCED}/change/seats", seats="3")
        assert "Changed the number of seats." in page
        assert "Changed the number of seats." in una.read(f"/duties/{ANNOUNCED}/history")

    def test_facts_that_it_does_not_have_are_not_there(self, una: Desk) -> None:
        for fact in ("case", "dates", "no-such-fact"):
            assert una.client.get(f"/duties/{ANNOUNCED}/change/{fact}").status_code == 404

    def test_nothing_can_be_changed_by_who_only_reads(self, lived: tuple[Flask, Lived]) -> None:
        page = Desk(lived[0], lived[1].world.liaison).read(f"/duties/{ANNOUNCED}")
        assert "/change/" not in page
        assert "/steps/" not in page
        assert "State" in page


class TestPeople:
    """Whoever is on the duty."""

    @pytest.fixture
    def support(self, lived: tuple[Flask, Lived]) -> str:
        """The page of support that nobody gives yet."""
        app, found = lived
        first = TODAY + timedelta(weeks=70)
        with app.app_context():
            command = RegisterSupport(CODES[0], first, first + timedelta(weeks=4))
            return f"/duties/{register_support(command, found.world.uncleared, TODAY)}"

    def test_a_seat_is_offered_given_to_another_and_emptied(self, una: Desk, support: str) -> None:
        assert "Offer a seat by hand" in una.read(support)
        assert una.refused(f"{support}/offer") == ["Choose somebody from the list"]
        first = self._people(una, f"{support}/offer")[0]
        page = una.send(f"{support}/offer", person_id=first)
        assert "The seat is offered." in page
        assert "Offer a seat by hand" not in page
        (address,) = set(re.findall(rf"{support}/people/([^/\"]+)/replace", page))
        replace = f"{support}/people/{address}/replace"
        other = self._people(una, replace)[0]
        assert "Say why, in a sentence" in una.refused(replace, person_id=other)
        page = una.send(replace, person_id=other, reason="They are ill")
        (address,) = set(re.findall(rf"{support}/people/([^/\"]+)/steps/stand-down", page))
        leave = f"{support}/people/{address}/steps/stand-down"
        assert una.refused(leave) == ["Say why, in a sentence"]
        assert "Offer a seat by hand" in una.send(leave, reason="They asked to leave")
        told = una.read(f"{support}/history")
        for words in ("held and asked", "“replaced”. Why: They are ill", "“stood down”. Why: They asked to leave"):
            assert words in told

    def _people(self, una: Desk, address: str) -> list[str]:
        return re.findall(r'<option value="([^"]+)"', una.read(address))


@pytest.fixture
def guarded(lived_in: tuple[Path, Lived], tmp_path: Path) -> Iterator[Flask]:
    """The pages as they are served, with the tokens asked for."""
    shutil.copytree(lived_in[0], tmp_path / "guarded")
    with pages(tmp_path / "guarded", WTF_CSRF_ENABLED=True, ONCE_WAIT=0.0) as app:
        yield app


FORMS = {
    "steps/hold-team": {},
    "steps/cancel": {"reason": "The visit is off"},
    "change/seats": {"seats": "4"},
    "change/skills": {"skills": "care leavers"},
}


@pytest.mark.parametrize("part", FORMS)
class TestForms:
    """What holds for each form."""

    def test_without_its_token_nothing_is_done(self, guarded: Flask, lived_in: tuple[Path, Lived], part: str) -> None:
        client = sign_in(guarded, lived_in[1].world.uncleared)
        before = self._events(guarded)
        assert client.post(f"/duties/{ANNOUNCED}/{part}", data=FORMS[part]).status_code == 400
        assert self._events(guarded) == before

    def test_a_second_click_does_nothing_more(self, guarded: Flask, lived_in: tuple[Path, Lived], part: str) -> None:
        client = sign_in(guarded, lived_in[1].world.uncleared)
        address = f"/duties/{ANNOUNCED}/{part}"
        if part == "steps/hold-team":
            with guarded.app_context(), store.transaction():
                store.db.session.execute(
                    store.db.text(f"UPDATE placement SET status='accepted' WHERE duty='{ANNOUNCED}'")
                )
                store.db.session.get_one(DutyRow, ANNOUNCED).state = "planned"
        token = TOKEN.findall(client.get(address).get_data(as_text=True))[-1]
        before = self._events(guarded)
        answers = [client.post(address, data={"csrf_token": token, **FORMS[part]}) for _ in range(3)]
        assert [each.status_code for each in answers] == [303, 303, 303], answers[0].get_data(as_text=True)
        assert len({each.headers["Location"] for each in answers}) == 1
        assert self._events(guarded) == before + 1

    def _events(self, app: Flask) -> int:
        with app.app_context():
            return store.db.session.scalar(select(func.count()).select_from(EventRow)) or 0


def test_a_sealed_inspection_is_answered_like_nothing(lived: tuple[Flask, Lived], una: Desk) -> None:
    parts = ("history", "steps/cancel", "steps/defer", "change/seats", "change/notice", "offer", "people/x/replace")
    for part in parts:
        answers = [una.client.get(f"/duties/{id_}/{part}") for id_ in (SEALED, "no-such-duty")]
        assert [each.status_code for each in answers] == [404, 404]
        texts = [without_tokens(each.get_data(as_text=True)) for each in answers]
        assert texts[0] == texts[1], part


def test_a_sealed_inspection_more_changes_no_list_for_the_uncleared(lived: tuple[Flask, Lived], una: Desk) -> None:
    """The same bytes with and without it, whichever list and filter."""
    app, found = lived
    addresses = [address + asked for address in LISTS for asked in FILTERS]
    before = {each: without_tokens(una.read(each)) for each in addresses}
    with app.app_context():
        monday = TODAY + timedelta(weeks=50)
        command = RegisterInspection((CODES[8],), monday - timedelta(days=monday.weekday()), skills=("a rare skill",))
        register_inspection(command, found.world.cleared, TODAY)
    assert {each: without_tokens(una.read(each)) for each in addresses} == before
