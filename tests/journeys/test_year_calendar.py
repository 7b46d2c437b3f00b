"""A coordinator sets inspections in the year's calendar: by form, by drag, by keyboard, with and without scripts."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Locator, expect
from scene import monday_in
from served import Served, serve_filled
from test_keyboard import step_to
from visitor import PASSWORD, Visitor

# The small world of twelve councils is described beside the tests of services.
sys.path.append(str(Path(__file__).parents[1] / "services"))

from small_service import service
from small_world import CODES, board, build_world, inspection

from peerinspect import store
from peerinspect.store.tables import UserRow

ONE_PAGE = re.compile(rb"/Type\s*/Page\b")
COUNTED_WITHIN = 60
"""Looks at the page, a second apart, until the people are counted."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A small world with one announced inspection and one sealed, and one settled team."""
    today = date.today()
    with service(tmp_path):
        duties = [
            board("board-0", CODES[0], today),
            inspection("open-C07", CODES[7], monday_in(14), sealed=False),
            inspection("sealed-C03", CODES[3], monday_in(20)),
        ]
        build_world(today, duties)
        with store.transaction():
            hashed = PasswordHasher(1, 1024).hash(PASSWORD)
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


def arrive(browser: Browser, served: Served, user: str, with_scripts: bool = True) -> Visitor:
    found = Visitor(browser, served.address, with_scripts)
    found.sign_in(f"{user}@example.org")
    return found


def week(visitor: Visitor, monday: date) -> Locator:
    """The calendar's part about one week."""
    return visitor.page.locator(f"#week-{monday}")


def words(monday: date) -> str:
    return f"{monday.day} {monday:%B %Y}"


def wait_until_counted(visitor: Visitor, address: str) -> None:
    """Look again until the people of the weeks are counted."""
    for _ in range(COUNTED_WITHIN):
        visitor.page.goto(visitor.address + address)
        if not visitor.page.get_by_text("The people of each week are being counted.").count():
            return
        visitor.page.wait_for_timeout(1000)
    raise AssertionError("the people are never counted")


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_year_of_inspections(browser: Browser, desk: Served, with_scripts: bool) -> None:
    cora = arrive(browser, desk, "cleared", with_scripts)
    cora.open("/inspections/")
    assert cora.heading() == "Inspections"
    see_the_forms_without_anything(cora)
    wait_until_counted(cora, "/inspections/")
    cora.examine()
    first, second = monday_in(14), monday_in(14) + timedelta(weeks=3)
    schedule_two_in_a_free_week(cora, second)
    move_by_form(cora, first, monday_in(14) + timedelta(weeks=2))
    change_how_many_may_start(cora)
    look_for_the_best_weeks(cora)
    print_the_week(cora, second, with_scripts)
    cora.close()


def see_the_forms_without_anything(cora: Visitor) -> None:
    """Each page before anything is asked, and with what is wrong."""
    cora.open("/inspections/best-weeks")
    cora.press("Show the best weeks")
    assert cora.title().startswith("Error: ")
    cora.reads("Enter the name of a council")
    cora.open("/inspections/settings")
    cora.press("Keep to these numbers")
    assert cora.title().startswith("Error: ")
    cora.reads("Say why it should change")
    cora.open("/week/?from=2030-01-07")
    cora.reads("No inspection is on site in this week.")
    cora.open("/inspections/supply?week=2035-01-01")
    cora.reads("for a year and a half")


def schedule_two_in_a_free_week(cora: Visitor, monday: date) -> None:
    """From a week of the calendar, with its date filled in, and then one more there."""
    cora.open("/inspections/")
    week(cora, monday).get_by_role("link", name="Schedule one here").click()
    cora.examine()
    for code, button in (("C08", "Register it, then another"), ("C09", "Register this inspection")):
        group = cora.page.get_by_role("group", name="Council to be inspected")
        group.locator("select").first.select_option(value=code)
        cora.pick("Announced: everybody may know")
        cora.press(button)
        cora.reads("The inspection is registered.")
    expect(week(cora, monday)).to_contain_text("2 starts, 2 seats, 2 empty")


def move_by_form(cora: Visitor, here: date, there: date) -> None:
    """The way that needs neither a mouse nor scripts: choose a week, read what speaks against it, confirm."""
    cora.open("/inspections/")
    week(cora, here).get_by_role("link", name="Move").click()
    cora.examine()
    cora.choose("Week to move it to", f"Week of {words(there)}")
    cora.press("Look at this week")
    assert cora.page.get_by_role("button", name="Move it to this week").is_visible()
    cora.press("Move it to this week")
    cora.reads("Inspection of Council C07 is moved.")
    expect(week(cora, there)).to_contain_text("Inspection of Council C07")
    expect(week(cora, here)).to_contain_text("No start")


def change_how_many_may_start(cora: Visitor) -> None:
    """Two starts are too many now."""
    cora.open("/inspections/settings")
    cora.write("Inspections that may start in one week", "1")
    cora.write("Why it should change", "One inspector is left")
    cora.press("Keep to these numbers")
    cora.reads("2 inspections start; 1 is the most")


def look_for_the_best_weeks(cora: Visitor) -> None:
    wait_until_counted(cora, "/inspections/best-weeks?council=C10")
    cora.examine()
    cora.reads(
        "more than in a usual week" if cora.page.get_by_text("more than in").count() else "as many as in a usual"
    )
    cora.page.get_by_role("link", name=re.compile("^Who, region by region")).first.click()
    cora.examine()
    cora.reads("What takes the others away")


def print_the_week(cora: Visitor, monday: date, with_scripts: bool) -> None:
    """The week's inspections, on one page of A4."""
    cora.open(f"/week/?from={monday}")
    cora.reads("Inspection of Council C08")
    cora.reads("Find 1 peer")
    if with_scripts:
        paper = cora.page.pdf(prefer_css_page_size=True)
        assert len(ONE_PAGE.findall(paper)) == 1


def test_an_inspection_is_dragged_to_another_week(browser: Browser, desk: Served) -> None:
    """Dropping it asks first; nothing has changed until it is confirmed."""
    here, there = monday_in(14), monday_in(14) + timedelta(weeks=1)
    cora = arrive(browser, desk, "cleared")
    cora.open("/inspections/")
    week(cora, here).locator("[data-move]").drag_to(week(cora, there))
    cora.page.wait_for_url(f"**/move?to={there}")
    cora.examine()
    cora.reads(f"Week of {words(there)}")
    cora.open("/inspections/")
    expect(week(cora, here)).to_contain_text("Inspection of Council C07")
    week(cora, here).locator("[data-move]").drag_to(week(cora, there))
    cora.page.wait_for_url(f"**/move?to={there}")
    cora.press("Move it to this week")
    expect(week(cora, there)).to_contain_text("Inspection of Council C07")
    cora.close()


def test_an_inspection_is_moved_with_the_keyboard_alone(browser: Browser, desk: Served) -> None:
    here, there = monday_in(14), monday_in(14) + timedelta(weeks=1)
    cora = arrive(browser, desk, "cleared")
    cora.open("/inspections/")
    week(cora, here).get_by_role("link", name="Inspection of Council C07", exact=True).focus()
    cora.page.keyboard.press("Tab")
    link = week(cora, here).get_by_role("link", name=f"Move Inspection of Council C07 from the week of {words(here)}")
    expect(link).to_be_focused()
    cora.page.keyboard.press("Enter")
    expect(cora.page.locator("h1")).to_have_text("Move inspection of Council C07")
    step_to(cora.page, "Week to move it to")
    cora.page.keyboard.type(f"Week of {words(there)}")
    step_to(cora.page, "Look at this week")
    cora.page.keyboard.press("Enter")
    cora.page.wait_for_url(f"**/move?to={there}")
    step_to(cora.page, "Move it to this week")
    cora.page.keyboard.press("Enter")
    expect(week(cora, there)).to_contain_text("Inspection of Council C07")
    cora.close()


def test_the_uncleared_find_no_trace_of_a_sealed_one(browser: Browser, desk: Served) -> None:
    sue, cora = arrive(browser, desk, "uncleared"), arrive(browser, desk, "cleared")
    for visitor in (sue, cora):
        wait_until_counted(visitor, "/inspections/")
        visitor.examine()
    expect(week(cora, monday_in(20))).to_contain_text("Inspection of Council C03")
    expect(week(sue, monday_in(20))).to_contain_text("No start")
    sue.reads_not("C03")
    sue.reads_not("unannounced")
    for visitor in (sue, cora):
        visitor.close()
