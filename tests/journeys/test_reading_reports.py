"""A coordinator reads the reports, thanks a council and sets a day rate: on a narrow screen and on paper too."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser
from served import Served, serve_filled
from visitor import PASSWORD, Visitor

# The small world of twelve councils is described beside the tests of services.
sys.path.append(str(Path(__file__).parents[1] / "services"))

from small_service import service
from small_world import CODES, board, build_world

from peerinspect import store
from peerinspect.store.tables import PlacementRow, UserRow

NARROW = 320
A4 = re.compile(rb"/MediaBox\s*\[\s*0 0 (59[45])\S* (84[12])")
ONE_PAGE = re.compile(rb"/Type\s*/Page\b")
REPORTS = ("Load", "Fairness", "Turnover", "Waivers used", "Days given and received", "Cost")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A small world in which Director C01 chairs the board of C00."""
    with service(tmp_path):
        build_world(date.today(), [board("board-0", CODES[0], date.today() - timedelta(weeks=6))])
        with store.transaction():
            store.add(PlacementRow(person="C01-director", duty="board-0", status="accepted"))
            hashed = PasswordHasher(1, 1024).hash(PASSWORD)
            for user in store.db.session.query(UserRow):
                user.password_hash = hashed
    with serve_filled(tmp_path) as running:
        yield running


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_reading_reports(browser: Browser, desk: Served, with_scripts: bool) -> None:
    cora = Visitor(browser, desk.address, with_scripts)
    cora.sign_in("uncleared@example.org")
    for name in REPORTS:
        cora.open("/reports/")
        cora.follow(name)
        assert cora.heading() == name
        fits_a_narrow_screen(cora)
    load_by_council(cora)
    thank_a_council(cora)
    set_a_day_rate(cora)
    if with_scripts:
        print_on_a4(cora)
    cora.close()


def fits_a_narrow_screen(cora: Visitor) -> None:
    """Nothing scrolls sideways but the table and the picture by themselves."""
    if cora.with_scripts:
        cora.page.set_viewport_size({"width": NARROW, "height": 800})
        width = cora.page.evaluate("document.documentElement.scrollWidth")
        cora.page.set_viewport_size({"width": 1280, "height": 900})
        assert width <= NARROW


def load_by_council(cora: Visitor) -> None:
    """Narrowed by a form, and taken away as a file."""
    cora.open("/reports/load")
    cora.reads("Director C01")
    cora.choose("Count by", "Council")
    cora.choose("Sort by", "Name")
    cora.press("Show")
    cora.reads("Council C11")
    with cora.page.expect_download() as download:
        cora.page.get_by_role("link", name="Download all lines (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "Council C01,2,528,20,4" in text.splitlines()


def thank_a_council(cora: Visitor) -> None:
    cora.open("/reports/days")
    cora.follow("Record that a council was thanked")
    cora.press("Record the thanks")
    assert cora.title().startswith("Error: ")
    cora.write("Council", "Council C01")
    cora.date("Day on which it was thanked", date.today())
    cora.write("How it was thanked", "A letter to the chief executive")
    cora.press("Record the thanks")
    cora.reads("The thanks are recorded.")
    cora.reads("A letter to the chief executive")


def set_a_day_rate(cora: Visitor) -> None:
    cora.open("/reports/cost")
    cora.reads("No day rate is kept yet.")
    cora.follow("Change a day rate")
    cora.press("Keep this rate")
    assert cora.title().startswith("Error: ")
    cora.choose("Kind of work", "Board chairs")
    cora.write("Pounds a day", "500")
    cora.write("Why it should change", "Agreed by the members")
    cora.press("Keep this rate")
    cora.reads("The day rate is kept.")
    cora.reads("10,000")
    cora.open("/reports/rates")
    cora.reads("no rate was kept. Agreed by the members")


def print_on_a4(cora: Visitor) -> None:
    """Upright A4; a report of twelve lines fits one page."""
    cora.open("/reports/load?by=council")
    paper = cora.page.pdf(prefer_css_page_size=True)
    assert A4.search(paper)
    assert len(ONE_PAGE.findall(paper)) == 1
