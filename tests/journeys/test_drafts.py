"""A coordinator and their drafts: swap by hand, pin, set aside, compare, suppose, publish and withdraw.

Once with scripts, every page examined by axe and on a telephone's width; once with scripts switched off.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from pages_world import pages, plan, sign_in
from playwright.sync_api import Browser, expect
from small_world import CODES, TODAY, World, board, build_world, inspection
from test_explaining import SEARCH_WITHIN
from visitor import Visitor
from waitress.server import create_server

from peerinspect import jobs

PARTS = ("What stays empty", "Waivers needed", "Map", "Week by week", "Days used", "Changed by hand", "Who goes where")
WHY = "They know the county"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitor(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    """A browser in which the cleared coordinator is signed in, over a service with one draft, its threads at work."""
    with pages(tmp_path_factory.mktemp("drafts")) as app:
        world = draft(app)
        jobs.start(app)
        server = create_server(app, host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.effective_port}"
        found = Visitor(browser, address, request.param)
        cookie = sign_in(app, world.cleared).get_cookie("peerinspect")
        assert cookie is not None
        found.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        yield found
        found.close()
        jobs.stop(app)
        server.close()
        thread.join(10)


def draft(app: Flask) -> World:
    """Two boards and two inspections, one of them sealed, with a draft."""
    with app.app_context():
        duties = [
            board("board-0", CODES[0], TODAY),
            board("board-7", CODES[7], TODAY),
            inspection("sealed", CODES[3], TODAY + timedelta(weeks=14)),
            inspection("announced", CODES[5], TODAY + timedelta(weeks=20), sealed=False),
        ]
        world = build_world(TODAY, duties)
        plan(world)
        return world


def wait_for_the_search(visitor: Visitor) -> None:
    """Until it is done: by itself with scripts, by asking again without."""
    for _ in range(SEARCH_WITHIN // 500):
        if "The search is done" in visitor.page.locator("main").inner_text():
            break
        visitor.page.wait_for_timeout(500)
        if not visitor.with_scripts:
            visitor.press_if_there("Refresh this page")
    visitor.reads("The search is done")
    visitor.examine()
    visitor.press("Read the draft")


def change(visitor: Visitor, number: int) -> None:
    """Open the page on which a placement is changed."""
    visitor.follow("Who goes where")
    visitor.page.locator("main table").get_by_role("link", name="Change").nth(number).click()
    visitor.examine()


def test_drafts_by_hand(visitor: Visitor) -> None:
    visitor.open("/rosters/")
    visitor.page.locator("main table").get_by_role("link").first.click()
    visitor.examine()
    for part in PARTS:
        visitor.follow(part)
    swap(visitor)
    say_something(visitor)
    compare(visitor)
    suppose(visitor)
    publish_and_withdraw(visitor)


def swap(visitor: Visitor) -> None:
    """Somebody else takes a seat; the rest stays."""
    change(visitor, 0)
    visitor.follow("Put somebody else in this seat")
    visitor.write("Name of a person or a council", "C00")
    visitor.press("Show")
    visitor.reads("works for Council C00")
    visitor.follow("Clear")
    visitor.page.locator("main table").get_by_role("link", name="Choose").first.click()
    visitor.examine()
    visitor.reads("What stands against it")
    visitor.press("Swap, and search again")
    visitor.reads("Say why.")
    visitor.write("Why", WHY)
    visitor.press("Swap, and search again")
    wait_for_the_search(visitor)
    visitor.reads("1 placement changed from the roster it started from")


def say_something(visitor: Visitor) -> None:
    """A pin and somebody set aside, and the latter taken back."""
    change(visitor, 1)
    visitor.follow("Pin")
    visitor.write("Why", WHY)
    visitor.press("Pin")
    visitor.reads("is pinned to this duty")
    change(visitor, 2)
    visitor.follow("Set aside")
    visitor.press("Set aside")
    visitor.reads("Say why.")
    visitor.write("Why", "They asked to be spared")
    visitor.press("Set aside")
    visitor.reads("is set aside for this duty")
    visitor.reads("They asked to be spared")
    visitor.page.get_by_role("button", name="Take back").first.click()
    visitor.examine()
    visitor.reads("That is taken back.")
    expect(visitor.page.locator("main table")).not_to_contain_text("They asked to be spared")


def compare(visitor: Visitor) -> None:
    """The draft beside the one that it came from."""
    visitor.follow("How good it is")
    visitor.follow("Compare the two")
    visitor.reads("1 placement changed")
    visitor.reads("A coordinator set them aside for it: They know the county")
    visitor.reads("Days gained and lost")


def suppose(visitor: Visitor) -> None:
    """A rule's figure changes, and nothing else does."""
    visitor.follow("Rosters", visitor.page.get_by_role("navigation", name="Pages of peerinspect"))
    visitor.follow("Ask what would be, if something changed")
    visitor.follow("Somebody leaves")
    visitor.press("Search, supposing this")
    visitor.reads("Choose a person from the list")
    visitor.follow("What if")
    visitor.follow("A rule's figure changes")
    visitor.choose("Figure that changes", "Vetting lapsed: A DBS check lasts 3 years.")
    visitor.write("What it would be", "2")
    visitor.press("Search, supposing this")
    wait_for_the_search(visitor)
    visitor.reads("It is only supposed, and is never published.")
    expect(visitor.page.get_by_role("button", name="Publish this roster")).to_have_count(0)


def publish_and_withdraw(visitor: Visitor) -> None:
    """The real one is published, and taken back with a reason."""
    visitor.open("/rosters/")
    visitor.page.locator("main tbody tr").nth(1).get_by_role("link").first.click()
    visitor.press("Publish this roster")
    visitor.reads("The roster is published.")
    visitor.follow("Withdraw this roster")
    visitor.write("Why", "A paper was wrong")
    visitor.press("Withdraw the roster")
    visitor.reads("The roster is withdrawn. Offers stood down: 4.")
    visitor.reads("A paper was wrong")
