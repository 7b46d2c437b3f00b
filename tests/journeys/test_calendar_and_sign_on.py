"""A director comes in by the council's own sign-in, subscribes to the calendar, renews its address and leaves again.

Once with scripts, every page examined by axe; once with scripts switched off; once by keyboard alone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from calendar_reading import events, read_strictly
from flask import Flask
from pages_world import pages
from playwright.sync_api import Browser, expect
from small_provider import SmallProvider, small_provider
from small_world import CODES, TODAY, build_world, inspection
from test_keyboard import step_to
from visitor import Visitor
from werkzeug.serving import make_server

from peerinspect import store
from peerinspect.services.wording import ELSEWHERE
from peerinspect.store.tables import PlacementRow

NARROW = 320
PEER = f"{CODES[5]}-director"


@dataclass(frozen=True)
class Place:
    """Where the service is, what is in it, and the provider that it knows."""

    address: str
    app: Flask
    provider: SmallProvider


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A small world in which somebody is asked to inspect."""
    with small_provider() as provider:
        settings = provider.settings(WTF_CSRF_ENABLED=True)
        with pages(tmp_path, **settings) as app:
            with app.app_context():
                build_world(TODAY, [inspection("sealed", CODES[3])])
                with store.transaction():
                    store.add(PlacementRow(person=PEER, duty="sealed", status="offered"))
                    store.db.session.execute(store.db.text("UPDATE user_account SET email = lower(email)"))
            provider.claims = {"email": f"user-{PEER}@example.org".lower(), "email_verified": True}
            with served(app) as address:
                yield Place(address, app, provider)


class served:
    """The application on a port of this computer, for as long as the block lasts."""

    def __init__(self, app: Flask) -> None:
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def read(address: str) -> list[str]:
    """The titles in the calendar at an address."""
    with urlopen(address, timeout=10) as answer:
        return [event.text("SUMMARY") for event in events(read_strictly(answer.read()))]


def fits(visitor: Visitor) -> None:
    """Nothing scrolls sideways on the narrowest screen."""
    if visitor.with_scripts:
        visitor.page.set_viewport_size({"width": NARROW, "height": 800})
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= NARROW, visitor.page.url
        visitor.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_calendar_and_sign_on(browser: Browser, place: Place, with_scripts: bool) -> None:
    dan = Visitor(browser, place.address, with_scripts)
    dan.open("/my/duties")
    fits(dan)
    dan.press("Sign in with Council sign-in")
    assert dan.heading() == "My duties", "back at the page that was asked for"
    fits(dan)
    dan.follow("My calendar: see all of this in the calendar that you use")
    fits(dan)
    first = make(dan, "Make an address")
    assert read(first) == [f"To answer: {ELSEWHERE}"]
    dan.press("I have copied it: continue")
    dan.reads("You made an address on")
    second = make(dan, "Make a new address")
    dan.reads("The address that you had before is good no more")
    assert first != second and read(second) == [f"To answer: {ELSEWHERE}"]
    refused_to_read(first)
    dan.press("I have copied it: continue")
    take_the_file_of_one_duty(dan)
    dan.open("/calendar/")
    dan.press("Revoke the address")
    dan.reads("The address is good no more")
    refused_to_read(second)
    leave(dan)
    dan.close()


def make(dan: Visitor, button: str) -> str:
    """Make an address and copy it."""
    dan.press(button)
    assert dan.heading() == "The address of your calendar"
    fits(dan)
    return dan.page.get_by_label("Address", exact=True).input_value()


def refused_to_read(address: str) -> None:
    """Nothing is at the address any more."""
    with pytest.raises(Exception, match="404"):
        read(address)


def take_the_file_of_one_duty(dan: Visitor) -> None:
    """A calendar with the dates alone."""
    dan.open("/my/duties")
    with dan.page.expect_download() as download:
        dan.page.get_by_role("link", name="Calendar file").first.click()
    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "duty.ics"
    assert [event.text("SUMMARY") for event in events(read_strictly(content))] == [f"To answer: {ELSEWHERE}"]


def leave(dan: Visitor) -> None:
    """Sign out here, and then there."""
    dan.press("Sign out")
    assert dan.heading() == "You are signed out of peerinspect"
    fits(dan)
    dan.page.get_by_role("button", name="Sign out there too").click()
    expect(dan.page.locator("h1")).to_have_text("Signed out there")


def test_whoever_has_no_account_is_told(browser: Browser, place: Place) -> None:
    place.provider.claims = {"email": "nobody@example.org", "email_verified": True}
    eve = Visitor(browser, place.address)
    eve.open("/sign-in")
    eve.press("Sign in with Council sign-in")
    assert eve.heading() == "You are not signed in"
    eve.reads("No account here belongs to what Council sign-in says of you. Ask your administrator for one.")
    fits(eve)
    eve.press("Back to signing in")
    assert eve.heading() == "Sign in"
    eve.close()


def test_by_keyboard_alone(browser: Browser, place: Place) -> None:
    dan = Visitor(browser, place.address)
    dan.open("/sign-in")
    step_to(dan.page, "Sign in with Council sign-in")
    dan.page.keyboard.press("Enter")
    expect(dan.page.locator("h1")).to_have_text("My duties")
    dan.open("/calendar/")
    step_to(dan.page, "Make an address")
    dan.page.keyboard.press("Enter")
    expect(dan.page.locator("h1")).to_have_text("The address of your calendar")
    step_to(dan.page, "Address")
    assert read(dan.page.evaluate("document.activeElement.value")) == [f"To answer: {ELSEWHERE}"]
    step_to(dan.page, "I have copied it: continue")
    dan.page.keyboard.press("Enter")
    expect(dan.page.locator("h1")).to_have_text("My calendar")
    step_to(dan.page, "Revoke the address")
    dan.page.keyboard.press("Enter")
    expect(dan.page.locator("main")).to_contain_text("Make an address")
    dan.close()
