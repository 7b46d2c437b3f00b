"""A council asks for support, gets it, and is judged again: through the pages alone.

Once with scripts, every page examined by axe and looked at on the narrowest screen; once with scripts switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, expect
from served import Served, serve_filled
from small_service import service
from small_world import CODES, GOOD, facts_of, load_world
from visitor import PASSWORD, Visitor

from peerinspect import store
from peerinspect.domain import Judgement, add_months
from peerinspect.store.tables import UserRow

T, H, ELSEWHERE = CODES[0], CODES[1], CODES[7]
TODAY = date.today()
FIRST, LAST = TODAY - timedelta(days=30), TODAY + timedelta(days=90)
VISIT, CLOSED, NEXT = TODAY - timedelta(days=10), TODAY - timedelta(days=3), TODAY - timedelta(days=1)
HOPES, AIMS, NOTE, FOUND = (
    "A steady front door",
    "Plans that end",
    "Half of the plans have no date",
    "Plans are shorter",
)
SUPPORT = f"Support for Council {T}"
NARROWEST = 320


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A service in which one council was judged to require improvement a year ago."""
    facts = facts_of([], TODAY)
    weak = Judgement("ILACS", add_months(TODAY, -14), add_months(TODAY, -12), {"overall": "requires-improvement"})
    judged = {code: replace(one, judgements=(weak if code == T else GOOD,)) for code, one in facts.authorities.items()}
    with service(tmp_path):
        load_world(replace(facts, authorities=judged))
        hashed = PasswordHasher(1, 1024).hash(PASSWORD)
        with store.transaction():
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


class Programme:
    """Browsers of those who take part, each opened once."""

    def __init__(self, browser: Browser, served: Served, with_scripts: bool) -> None:
        self._browser, self._served, self.with_scripts = browser, served, with_scripts
        self._here: dict[str, Visitor] = {}
        self.address = ""

    def as_(self, user: str) -> Visitor:
        """The browser of somebody who is signed in."""
        if user not in self._here:
            self._here[user] = Visitor(self._browser, self._served.address, self.with_scripts)
            self._here[user].sign_in(f"{user.lower()}@example.org")
        return self._here[user]

    def at(self, user: str) -> Visitor:
        """Somebody at the programme's own page."""
        visitor = self.as_(user)
        visitor.open(self.address)
        return visitor

    def fits(self, visitor: Visitor) -> None:
        """The page is no wider than the narrowest screen."""
        if self.with_scripts:
            visitor.page.set_viewport_size({"width": NARROWEST, "height": 700})
            width = visitor.page.evaluate("document.documentElement.scrollWidth")
            visitor.page.set_viewport_size({"width": 1280, "height": 900})
            assert width <= NARROWEST, f"{visitor.page.url} is {width} wide"

    def close(self) -> None:
        """Everybody leaves; nothing was wrong in any browser."""
        for visitor in self._here.values():
            visitor.close()


CHIEF, CHIEF2, LEAD = f"user-{T}-chief", f"user-{H}-chief", f"user-{H}-director"
PLANNER, LIAISON, PANEL = "uncleared", "liaison", "panel"


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_council_is_supported_and_judged_again(browser: Browser, desk: Served, with_scripts: bool) -> None:
    support = Programme(browser, desk, with_scripts)
    ask(support)
    register(support)
    staff(support)
    agree(support)
    visit(support)
    keep_apart(support)
    end(support)
    judge(support)
    support.close()


def ask(support: Programme) -> None:
    """The council's chief executive asks; what is missing is named first."""
    chief = support.as_(CHIEF)
    chief.open("/my-council/")
    chief.page.get_by_role("link", name="Support between inspections").first.click()
    chief.examine()
    chief.press("Ask for support")
    chief.press("Ask for support")
    chief.reads("Choose at least one theme from the list")
    support.fits(chief)
    chief.pick("Thresholds")
    chief.pick("Neglect")
    chief.write("Days wanted in all", "12")
    chief.write("What your council hopes for", HOPES)
    chief.press("Ask for support")
    chief.reads("Your council has asked for support")
    chief.reads("Waits for an answer")
    support.fits(chief)


def register(support: Programme) -> None:
    """A coordinator registers it."""
    planner = support.as_(PLANNER)
    planner.open("/support/")
    support.fits(planner)
    planner.page.get_by_role("link", name=f"Council {T}").first.click()
    planner.examine()
    planner.reads(HOPES)
    planner.press("Register the support")
    support.fits(planner)
    planner.date("First day of the support", FIRST)
    planner.date("Last day of the support", LAST)
    planner.write("Advisers, with the lead", "1")
    planner.press("Register the support")
    planner.reads("The support is registered")
    support.address = planner.page.url.removeprefix(planner.address)


def staff(support: Programme) -> None:
    """Somebody is asked and says yes; what it rests on is recorded; the lead is named."""
    planner = support.as_(PLANNER)
    planner.follow("Offer a seat by hand")
    box = planner.page.get_by_label("Who", exact=True)
    box.select_option(value=box.locator("option").filter(has_text=f"Director {H}").first.get_attribute("value"))
    planner.press("Ask this person")
    lead = support.as_(LEAD)
    lead.open("/my/duties")
    lead.press("Accept")
    planner = support.at(PLANNER)
    planner.follow("Change what it rests on")
    planner.press("Record what it rests on")
    planner.reads("Scoped")
    planner.follow("Name the lead")
    planner.press("Name the lead")
    planner.reads("Choose one of those who have said yes")
    planner.choose("Who leads the advisers", f"Director {H}, Council {H}")
    planner.press("Name the lead")
    planner.reads("The lead is named")
    support.fits(planner)


def agree(support: Programme) -> None:
    """The agreement is drawn up; both chief executives say yes, and what they bring."""
    planner = support.at(PLANNER)
    planner.follow("Draw up the agreement")
    planner.press("Draw up the agreement")
    planner.reads("Write down the aims")
    planner.write("Aims", AIMS)
    planner.press("Draw up the agreement")
    for user, brings in ((CHIEF, "A room and a worker"), (CHIEF2, "Two days a month")):
        chief = support.at(user)
        chief.follow("Agree for your council")
        chief.reads(AIMS)
        chief.write("What your council brings", brings)
        chief.press("Agree for your council")
        chief.reads(brings)
        support.fits(chief)
    planner = support.at(PLANNER)
    planner.reads("Agreed")
    planner.follow("Record that it has begun")
    planner.press("Record that it has begun")
    planner.reads("Live")


def visit(support: Programme) -> None:
    """A visit is planned, moved and recorded by the lead, who finds it by their duties; a note is written."""
    planner = support.at(PLANNER)
    planner.follow("Plan a visit")
    planner.date("First day of the visit", VISIT - timedelta(days=5))
    planner.date("Last day of the visit", VISIT - timedelta(days=5))
    planner.press("Plan a visit")
    planner.page.get_by_role("link", name="Move the visit").first.click()
    planner.examine()
    planner.date("First day of the visit", VISIT)
    planner.date("Last day of the visit", VISIT + timedelta(days=1))
    planner.press("Move the visit")
    planner.reads("The visit is moved")
    lead = support.as_(LEAD)
    lead.open("/my/duties")
    lead.page.get_by_role("link", name="The programme").first.click()
    lead.examine()
    lead.page.get_by_role("link", name="Record the visit").first.click()
    lead.examine()
    support.fits(lead)
    lead.press("Record the visit")
    lead.reads("Say who came")
    lead.write(f"Days of Director {H}", "2")
    lead.write("Note on the visit", "Read ten plans")
    lead.press("Record the visit")
    lead.reads("Read ten plans")
    lead.follow("Write a note")
    lead.write("Note", NOTE)
    lead.press("Write a note")
    lead.reads(NOTE)
    chief = support.at(CHIEF)
    chief.reads(NOTE)


def keep_apart(support: Programme) -> None:
    """The Ofsted liaison sees dates and team, and none of what is said; who takes no part finds no page."""
    liaison = support.as_(LIAISON)
    liaison.open("/support/")
    liaison.reads(SUPPORT)
    liaison.open(support.address)
    liaison.reads(f"Director {H}")
    for word in (HOPES, AIMS, NOTE, "Thresholds", "Read ten plans", "A room and a worker"):
        liaison.reads_not(word)
    support.fits(liaison)
    other = support.as_(f"user-{ELSEWHERE}-chief")
    other.open("/support/")
    other.reads_not(SUPPORT)
    gone = other.page.goto(other.address + support.address)
    assert gone is not None and gone.status == 404


def end(support: Programme) -> None:
    """Both councils look back; the work ends with the days that were given."""
    planner = support.at(PLANNER)
    planner.follow("Record the review")
    planner.date("Day of the review", CLOSED)
    planner.write("What both councils found", FOUND)
    planner.press("Record the review")
    planner.reads(FOUND)
    planner.follow("Close the support")
    planner.date("Last day of the work", CLOSED)
    planner.write(f"Days of Director {H}", "7")
    planner.press("Close the support")
    planner.reads("The support is closed")
    planner.reads("Not yet judged")
    planner.open("/support/investment")
    planner.reads(f"Council {H}")
    support.fits(planner)


def judge(support: Programme) -> None:
    """The next judgement is published: the programme, the report and its file say what came of it."""
    planner = support.as_(PLANNER)
    planner.open(f"/councils/{T}/change/judgement")
    planner.date("Day of publication", NEXT)
    planner.write("Framework", "ILACS")
    planner.choose("Overall", "Good")
    planner.choose("Leadership", "Good")
    planner.press("Add this judgement")
    planner.press_if_there("Go on")
    planner.reads("The judgement is added")
    chief = support.at(CHIEF)
    chief.reads("Better")
    chief.open("/support/")
    chief.reads("Closed")
    panel = support.as_(PANEL)
    panel.open("/national")
    panel.page.get_by_role("link", name="alternative to intervention").first.click()
    panel.examine()
    for told in (f"Council {T}", "Better", "Requires improvement"):
        panel.reads(told)
    for word in (NOTE, FOUND, f"Director {H}"):
        panel.reads_not(word)
    support.fits(panel)
    panel.page.emulate_media(media="print")
    expect(panel.page.locator(".govuk-service-navigation")).to_be_hidden()
    panel.page.emulate_media(media="screen")
