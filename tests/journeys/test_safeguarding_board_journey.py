"""A safeguarding board lives on while chairs come and go: registered, peopled, met, reported on, joined by a council.

Once with scripts, every page examined by axe and looked at on the narrowest screen; once with scripts switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser
from served import Served, serve_filled
from small_service import service
from small_world import CODES, build_world
from visitor import PASSWORD, Visitor

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement, add_months
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow, UserRow

A, B, C = CODES[0], CODES[1], CODES[2]
NAME_A, NAME_B, NAME_C = (f"Council {code}" for code in (A, B, C))
TODAY = date.today()
VALE = "The vale Safeguarding Children Partnership"
SWAP = ("chair-a", f"{B}-director"), ("chair-b", f"{A}-director")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A service in which two councils chair each other's boards."""
    term = Period(add_months(TODAY, -2), add_months(TODAY, 30))
    duties = [Duty(id_, "chair", term, 1, frozenset({code}), days=20) for id_, code in (("chair-a", A), ("chair-b", B))]
    with service(tmp_path):
        build_world(TODAY, duties)
        hashed = PasswordHasher(1, 1024).hash(PASSWORD)
        with store.transaction():
            load_placements([Placement(person, duty, "live") for duty, person in SWAP], [])
            for duty, _ in SWAP:
                store.db.session.get_one(DutyRow, duty).state = "in-post"
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_board_from_its_beginning(browser: Browser, desk: Served, with_scripts: bool) -> None:
    def visitor(user: str) -> Visitor:
        found = Visitor(browser, desk.address, with_scripts)
        found.sign_in(f"{user.lower()}@example.org")
        return found

    cora = visitor("cleared")
    register(cora)
    run_it(cora)
    chief = visitor(f"user-{C}-chief")
    people_it(chief)
    meet(chief)
    report(chief)
    chief.close()
    join(cora)
    look_at_the_whole(cora)
    cora.close()
    director = visitor(f"user-{C}-director")
    read_it(director)
    director.close()


def register(cora: Visitor) -> None:
    """From other work to the list, and a new board."""
    cora.open("/work/")
    cora.follow("Safeguarding boards")
    cora.reads("2 boards")
    cora.press("Register a board")
    cora.press("Register this board")
    cora.reads("Choose at least one council")
    cora.choose("Council", NAME_C)
    cora.write("Place (optional)", "The vale")
    cora.date("First day of the board (optional)", date(TODAY.year - 3, 4, 1))
    cora.press("Register this board")
    cora.reads("The board is registered")
    cora.reads("No partner is on record for: council, police and health")


def run_it(cora: Visitor) -> None:
    """The three partners, and what the board calls itself."""
    for agency, name in (("Council", "Vale Council"), ("Police", "Vale Police"), ("Health", "Vale Health")):
        cora.follow("Add a partner")
        cora.choose("Agency", agency)
        cora.write("Name of the organisation", name)
        cora.write("Office that leads for it", f"Head of {name}")
        cora.press("Add this partner")
        cora.reads("The partner is added")
    cora.reads_not("No partner is on record")
    cora.follow("Change what it is called, and what is asked of it")
    cora.choose("What its chair is called", "Independent chair")
    cora.write("Meetings that should be held in twelve months", "1")
    cora.press("Save")
    cora.reads("The board is changed")
    cora.reads("Independent chair")


def people_it(chief: Visitor) -> None:
    """The chief executive names who sits on the board, and a subgroup."""
    chief.open("/my-council/boards")
    chief.follow("Who sits on your boards, when they meet, and what is due")
    chief.follow(VALE)
    chief.follow("People")
    seats = (("Council", "Director of children's services", f"Director {C}"), ("Police", "Officer", ""))
    for agency, office, person in seats:
        chief.press("Add a member")
        chief.choose("Agency", agency)
        chief.write("Office", office)
        if person:
            chief.choose("Who, if they are on the register", person)
        else:
            chief.write("Their name, if they are not on the list (optional)", "Pat Placeholder")
        chief.press("Add this member")
        chief.reads("The member is added")
    chief.follow("Set up a subgroup")
    chief.write("What it is called", "Learning from practice")
    chief.choose("Who leads it", "Pat Placeholder, Officer")
    chief.pick(f"Director {C}, Director of children's services")
    chief.press("Set it up")
    chief.reads("Learning from practice")


def meet(chief: Visitor) -> None:
    """A meeting of yesterday, with who was there."""
    chief.follow("Meetings and reports")
    chief.reads("The board has not met in time")
    chief.press("Plan a meeting")
    chief.date("Day of the meeting", TODAY - timedelta(days=1))
    chief.press("Plan this meeting")
    chief.reads("Nobody has recorded yet")
    chief.page.get_by_role("link", name="Record who was there").first.click()
    chief.press("Record the meeting")
    chief.reads("Tick the agencies that were there")
    chief.pick("Police")
    chief.pick("Council")
    chief.press("Record the meeting")
    chief.reads("Held")
    chief.reads("Health")
    chief.reads_not("The board has not met in time")


def report(chief: Visitor) -> None:
    """The report that is overdue, or due, is out."""
    chief.follow("Record a yearly report")
    last = TODAY.year if (TODAY.month, TODAY.day) > (3, 31) else TODAY.year - 1
    chief.choose("Year that it reports on", f"1 April {last - 1} to 31 March {last}")
    chief.date("Day on which it was published", TODAY)
    chief.write("Where to find it", "Report one")
    chief.press("Record this report")
    chief.reads("Report one")
    chief.reads_not("Overdue")


def join(cora: Visitor) -> None:
    """Another council joins."""
    cora.follow("Add a council")
    cora.page.get_by_label("Council that joins").fill(NAME_B)
    cora.date("First day", TODAY)
    cora.press("Add this council")
    cora.reads("The council joins the board")
    cora.follow("History")
    cora.reads(f"{NAME_B} joins the board")
    cora.reads("Met on")


def look_at_the_whole(cora: Visitor) -> None:
    """Which boards need something, and who chairs whom."""
    cora.open("/safeguarding-boards/?state=vacant")
    cora.reads("1 board")
    cora.reads("No chair")
    cora.follow("Who chairs whom")
    cora.reads("Thick line: 1 swap")
    cora.reads(f"{NAME_A} and {NAME_B}")
    cora.page.get_by_text("Show as table").click()
    cora.page.locator("main table").get_by_role("link").first.click()
    cora.reads("In post")
    cora.page.get_by_role("link", name="Term").first.click()
    cora.reads("The board:")


def read_it(director: Visitor) -> None:
    """The director reads who is on the board, and is offered nothing to write."""
    director.open("/safeguarding-boards/")
    director.follow(VALE)
    director.reads("Vale Police")
    director.follow("People")
    director.reads("Pat Placeholder")
    director.reads_not("Add a member")
