"""A chair is appointed, appraised and removed, and an interim chair follows: through the pages alone.

Once with scripts, every page examined by axe and looked at on the narrowest screen; once with scripts switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, expect
from served import Served, serve_filled
from small_service import service
from small_world import CODES, build_world
from visitor import PASSWORD, Visitor

from peerinspect import store
from peerinspect.domain import Duty, Period, add_months
from peerinspect.store.tables import DutyRow, UserRow

T, H, H2 = CODES[0], CODES[1], CODES[2]
BOARD = f"Chair of the board of Council {T}"
CHAIR, INTERIM = f"Director {H}", f"Director {H2}"
NARROWEST = 320
TODAY = date.today()
GROUNDS, REPLY, REASONS = "Three meetings were missed", "I was in hospital", "It explains one of them"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A service with a board that needs a chair from today on."""
    term = Period(TODAY, add_months(TODAY, 20))
    with service(tmp_path):
        build_world(TODAY, [Duty("board", "chair", term, 1, frozenset({T}), days=20)])
        hashed = PasswordHasher(1, 1024).hash(PASSWORD)
        with store.transaction():
            store.db.session.get_one(DutyRow, "board").state = "vacancy"
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


class Boardroom:
    """Browsers of those who take part."""

    def __init__(self, browser: Browser, served: Served, with_scripts: bool) -> None:
        self._open = lambda: Visitor(browser, served.address, with_scripts)
        self.with_scripts = with_scripts

    def visitor(self, user: str) -> Visitor:
        found = self._open()
        found.sign_in(f"{user.lower()}@example.org")
        return found

    def fits(self, visitor: Visitor) -> None:
        """The page is no wider than the narrowest screen."""
        if self.with_scripts:
            visitor.page.set_viewport_size({"width": NARROWEST, "height": 700})
            width = visitor.page.evaluate("document.documentElement.scrollWidth")
            visitor.page.set_viewport_size({"width": 1280, "height": 900})
            assert width <= NARROWEST, f"{visitor.page.url} is {width} wide"


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_chair_is_appointed_appraised_and_removed(browser: Browser, desk: Served, with_scripts: bool) -> None:
    room = Boardroom(browser, desk, with_scripts)
    chief = room.visitor(f"user-{T}-chief")
    appoint(room, chief)
    appraise(room, chief)
    give_notice(room, chief)
    reply(room)
    remove(room, chief)
    chief.close()


def appoint(room: Boardroom, chief: Visitor) -> None:
    """Panel, offer, the partners' letters, the person's yes, the post."""
    chief.open("/my-council/boards")
    room.fits(chief)
    chief.page.get_by_role("link", name=BOARD).click()
    chief.examine()
    room.fits(chief)
    chief.follow("Who could chair it: the shortlist")
    chief.reads(CHAIR)
    room.fits(chief)
    chief.page.go_back()
    chief.follow("Record that the panel meets")
    chief.press("Record that the panel meets")
    chief.reads("Enter the day")
    chief.date("Day of the panel", TODAY)
    chief.press("Record that the panel meets")
    chief.follow("Record the offer")
    chief.press("Record the offer")
    chief.reads("Choose somebody from the list")
    choose(chief, "Who is to chair the board", CHAIR)
    chief.press("Record the offer")
    chief.reads("It waits for everybody else")
    room.fits(chief)
    partners_agree(room, chief)
    accept(room, H)
    chief.page.reload()
    chief.follow("Record the appointment")
    chief.press("Record the appointment")
    chief.reads("In post")


def choose(visitor: Visitor, label: str, name: str) -> None:
    """Choose somebody, whatever their rank."""
    box = visitor.page.get_by_label(label, exact=True)
    values = box.locator("option").filter(has_text=name)
    box.select_option(value=values.first.get_attribute("value"))


def partners_agree(room: Boardroom, chief: Visitor) -> None:
    """The police and health have written."""
    for party, name in (("The police", "Pat Peel"), ("Health (the integrated care board)", "Hal Heal")):
        chief.follow("Record the word of somebody who wrote")
        if party == "The police":
            chief.press("Record this word")
            chief.reads("Choose somebody whose word is still missing")
            room.fits(chief)
        chief.choose("Whose word it is", party)
        chief.pick("They agree")
        chief.write("Name of who signed", name)
        chief.write("Reference of the letter", "Letter 2 of the partners")
        chief.press("Record this word")
        chief.reads("Your word is recorded")


def accept(room: Boardroom, code: str) -> None:
    """Somebody says yes under My duties."""
    director = room.visitor(f"user-{code}-director")
    director.open("/my/duties")
    director.press("Accept")
    director.close()


def appraise(room: Boardroom, chief: Visitor) -> None:
    """A year is looked back on, and stands in the papers, but not in their redacted edition."""
    chief.follow("Record the yearly appraisal")
    chief.date("Day of the appraisal", TODAY)
    chief.write("What the appraisal found", "A good first year")
    chief.press("Record the yearly appraisal")
    chief.reads("Appraised")
    chief.follow("Papers on the appointment")
    chief.reads("A good first year")
    chief.reads("Pat Peel")
    room.fits(chief)
    chief.follow("Redacted edition")
    chief.reads_not("A good first year")
    chief.page.emulate_media(media="print")
    expect(chief.page.locator(".govuk-breadcrumbs")).to_be_hidden()
    expect(chief.page.locator(".govuk-service-navigation")).to_be_hidden()
    chief.page.emulate_media(media="screen")


def give_notice(room: Boardroom, chief: Visitor) -> None:
    """By keyboard alone, as far as the form: the link, every field in its order, what was missed, the button."""
    chief.open("/my-council/boards")
    chief.page.get_by_role("link", name=BOARD).click()
    chief.examine()
    page = chief.page
    page.get_by_role("link", name="Give notice of removal", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Give notice of removal")
    chief.examine()
    room.fits(chief)
    page.get_by_label("Who would follow as interim chair").focus()
    for label in ("Days in which the chair can reply", "Grounds"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    chief.reads("Give the grounds")
    if room.with_scripts:
        expect(page.locator(".govuk-error-summary")).to_be_focused()
    choose(chief, "Who would follow as interim chair", INTERIM)
    chief.write("Days in which the chair can reply", "20")
    chief.write("Grounds", GROUNDS)
    chief.press("Give notice of removal")
    partners_agree(room, chief)
    chief.reads("Under notice of removal")
    chief.reads(GROUNDS)


def reply(room: Boardroom) -> None:
    """The chair reads the grounds and answers; the interim chair says yes; the council's director sees nothing."""
    chair = room.visitor(f"user-{H}-director")
    chair.open("/my/duties")
    chair.page.get_by_role("link", name="Notice of removal").first.click()
    chair.examine()
    chair.reads(GROUNDS)
    room.fits(chair)
    chair.press("Send my reply")
    chair.reads("Write your reply")
    chair.write("Your reply", REPLY)
    chair.press("Send my reply")
    chair.reads("Your reply is sent")
    chair.close()
    own = room.visitor(f"user-{T}-director")
    own.open("/duties/board")
    own.reads(CHAIR)
    own.reads_not("removal")
    own.reads_not("notice")
    own.close()
    accept(room, H2)


def remove(room: Boardroom, chief: Visitor) -> None:
    """Decided after reading the reply; the interim chair follows the next day."""
    chief.page.reload()
    chief.reads(REPLY)
    chief.reads("has said yes")
    chief.follow("Remove the chair")
    chief.write("Reasons, after reading the reply", REASONS)
    chief.press("Remove the chair")
    partners_agree(room, chief)
    chief.reads("Removed")
    chief.follow("Papers on the removal")
    for told in (GROUNDS, REPLY, REASONS):
        chief.reads(told)
    room.fits(chief)
    chief.follow("Redacted edition")
    for told in (GROUNDS, REPLY, REASONS):
        chief.reads_not(told)
    chief.open("/my-council/boards")
    chief.reads(INTERIM)
    chief.open("/my-council/")
    room.fits(chief)
