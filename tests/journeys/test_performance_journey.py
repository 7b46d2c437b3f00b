"""Performance information at a browser: a council through the years, beside its neighbours, by name, on paper."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser
from served import Served, serve_filled
from tables import downloaded
from visitor import PASSWORD, Visitor

# The small world of twelve councils is described beside the tests of services.
sys.path.append(str(Path(__file__).parents[1] / "services"))

from small_service import service
from small_world import CODES, board, build_world

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.store.tables import NeighbourRow, PlacementRow, UserRow

NARROW = 320
HERE = CODES[0]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """Director C01 chairs the board of C00 and Senior C02 has advised it; its neighbours are C01 to C06."""
    today = date.today()
    helped = Duty(
        "helped", "support", Period(today - timedelta(90), today - timedelta(30)), 1, frozenset({HERE}), days=8
    )
    with service(tmp_path):
        build_world(today, [board("board-0", HERE, today - timedelta(weeks=6)), helped])
        with store.transaction():
            store.add(PlacementRow(person="C01-director", duty="board-0", status="accepted"))
            store.add(PlacementRow(person="C02-senior", duty="helped", status="done"))
            store.add(*(NeighbourRow(authority=HERE, neighbour=CODES[rank], rank=rank) for rank in range(1, 7)))
            hashed = PasswordHasher(1, 1024).hash(PASSWORD)
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_council_to_its_neighbours(browser: Browser, desk: Served, with_scripts: bool) -> None:
    chief = Visitor(browser, desk.address, with_scripts)
    chief.sign_in(f"user-{HERE}-chief@example.org".lower())
    chief.open(f"/councils/{HERE}")
    chief.follow("Its performance through the years")
    chief.reads("Director C01 became chair of its board")
    chief.reads("Senior C02, Council C02")
    chief.reads("Days of all work received")
    if with_scripts:
        assert b"Days of support received" in downloaded(chief, "Save these figures as a CSV file")
        chief.page.emulate_media(media="print")
        assert not chief.page.get_by_role("link", name="Compare with other councils").is_visible()
        chief.page.emulate_media(media="screen")
    chief.follow("Compare with its closest statistical neighbours")
    chief.reads("Council C03")
    chief.reads("Not shown to you")
    fits_a_narrow_screen(chief)
    chief.close()


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_choosing_councils_by_name(browser: Browser, desk: Served, with_scripts: bool) -> None:
    panel = Visitor(browser, desk.address, with_scripts)
    panel.sign_in("panel@example.org")
    panel.follow("Performance information: a council through five years, or up to four beside one another")
    panel.write("First council", "Council C0")
    panel.press("Compare")
    panel.reads("No council is called “Council C0”. Did you mean Council C00 or Council C01 or Council C02?")
    panel.write("First council", "Council C00")
    panel.write("Second council", "Council C07")
    panel.press("Compare")
    assert panel.heading() == "Compare councils"
    panel.reads("Days of support received")
    panel.reads_not("Days of all work received")
    panel.follow("Council C07: all its performance information")
    assert panel.heading() == "Performance of Council C07"
    panel.reads_not("Not shown to you")
    fits_a_narrow_screen(panel)
    panel.close()


def fits_a_narrow_screen(visitor: Visitor) -> None:
    """Nothing but tables and pictures in their own boxes is wider than the screen."""
    visitor.page.set_viewport_size({"width": NARROW, "height": 800})
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= NARROW if visitor.with_scripts else True
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
