"""Why is it empty, what would fill it, why not her: in a browser, with scripts, without, and by keyboard alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from pages_world import pages, sign_in
from playwright.sync_api import Browser, expect
from questioning import LACKING, OPEN_BOARD, build_questions
from small_world import World
from test_keyboard import step_to
from visitor import Visitor
from waitress.server import create_server

from peerinspect import jobs

SEARCH_WITHIN = 60_000
"""Milliseconds that a search may take on a busy machine."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, World, str]]:
    """The small world with a roster, served on a port of its own, its threads at work."""
    with pages(tmp_path_factory.mktemp("explaining")) as app:
        with app.app_context():
            world = build_questions()
        jobs.start(app)
        server = create_server(app, host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield app, world, f"http://127.0.0.1:{server.effective_port}"
        jobs.stop(app)
        server.close()
        thread.join(10)


def coordinator(browser: Browser, running: tuple[Flask, World, str], with_scripts: bool = True) -> Visitor:
    """A browser in which the cleared coordinator is signed in."""
    app, world, address = running
    visitor = Visitor(browser, address, with_scripts)
    cookie = sign_in(app, world.cleared).get_cookie("peerinspect")
    assert cookie is not None
    visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return visitor


def wait(visitor: Visitor, text: str) -> None:
    """Until the page says so: by itself with scripts, by asking again without."""
    if visitor.with_scripts:
        expect(visitor.page.locator("main")).to_contain_text(text, timeout=SEARCH_WITHIN)
        visitor.examine()
        return
    for _ in range(SEARCH_WITHIN // 500):
        if text in visitor.page.locator("main").inner_text():
            return
        visitor.page.wait_for_timeout(500)
        visitor.press_if_there("Refresh this page")
    visitor.reads(text)


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_why_is_it_empty_and_what_would_fill_it(
    browser: Browser, running: tuple[Flask, World, str], with_scripts: bool
) -> None:
    visitor = coordinator(browser, running, with_scripts)
    visitor.open("/rosters/")
    visitor.page.locator("tbody a").first.click()
    visitor.examine()
    visitor.follow("What stays empty")
    visitor.page.get_by_role("link", name="Why, and what would fill it").first.click()
    visitor.examine()
    visitor.reads("somebody who knows youth justice")
    visitor.reads("Own authority")
    if visitor.page.get_by_role("button", name="Look for changes that would fill it").count():
        visitor.press("Look for changes that would fill it")
        wait(visitor, "Each of these was tried")
        visitor.follow("Back to the duty")
    visitor.reads("One more volunteer")
    visitor.reads("What was not tried")
    visitor.follow("Register a volunteer")
    assert visitor.heading() == "Register a person"
    visitor.close()


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_why_not_her(browser: Browser, running: tuple[Flask, World, str], with_scripts: bool) -> None:
    visitor = coordinator(browser, running, with_scripts)
    visitor.open(f"/duties/{OPEN_BOARD}")
    visitor.write("Name or council", "senior")
    visitor.choose("Group", "Eligible")
    visitor.choose("In order of", "Name")
    visitor.press("Show")
    visitor.reads("match what you ask for")
    buttons = visitor.page.get_by_role("button", name="Try this person")
    buttons.nth(1 if with_scripts else 2).click()
    visitor.examine()
    wait(visitor, "Who would move")
    visitor.reads("The goals, side by side")
    visitor.reads("to Chair of the board of Council C00")
    visitor.follow("Back to the duty")
    visitor.open(f"/duties/{OPEN_BOARD}?group=blocked&rule=own-authority")
    visitor.press("Try this person")
    wait(visitor, "No roster can have")
    visitor.close()


def test_by_keyboard_alone(browser: Browser, running: tuple[Flask, World, str]) -> None:
    visitor = coordinator(browser, running)
    visitor.open(f"/duties/{LACKING}?group=eligible&q=director#candidates")
    visitor.page.locator("#order").focus()
    for name in ("Show", "Clear"):
        step_to(visitor.page, name)
    name = visitor.page.get_by_role("button", name="Try this person").first.inner_text()
    step_to(visitor.page, name.strip())
    visitor.page.keyboard.press("Enter")
    wait(visitor, "Who would move")
    step_to(visitor.page, "Back to the duty")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("h1")).to_have_text("Chair of the board of Council C07")
    visitor.close()
