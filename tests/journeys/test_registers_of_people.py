"""A coordinator keeps the records of people and councils, through the pages alone.

Once with scripts, every page examined by axe; once with scripts switched off. No page scrolls sideways on the narrowest
screens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, expect
from served import Served, serve_filled
from visitor import PASSWORD, Visitor

# The small world of twelve councils is described beside the tests of services.
sys.path.append(str(Path(__file__).parents[1] / "services"))

from small_service import service
from small_world import CODES, board, build_world

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import UserRow

HOME, BOARD = CODES[3], CODES[0]
NAME = f"Director {HOME}"
NARROWEST = 320
TODAY = date.today()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A service in which one director has agreed to chair a board."""
    with service(tmp_path):
        build_world(TODAY, [board("board", BOARD, TODAY)])
        with store.transaction():
            load_placements([Placement(f"{HOME}-director", "board", "accepted")], [])
            hashed = PasswordHasher(1, 1024).hash(PASSWORD)
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


class Keeper:
    """Browsers of those who take part; every page that the coordinator opens is looked at on a narrow screen too."""

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
def test_the_registers_are_kept(browser: Browser, desk: Served, with_scripts: bool) -> None:
    keeper = Keeper(browser, desk, with_scripts)
    cora = keeper.visitor("uncleared")
    find_somebody(keeper, cora)
    change_the_particulars(cora)
    write_down_a_call(cora)
    the_person_has_the_last_word(keeper)
    ask_for_consent(keeper, cora)
    read_what_a_change_would_do(keeper, cora)
    end_the_post(cora)
    read_the_history(keeper, cora)
    keep_a_council(keeper, cora)
    cora.close()


def find_somebody(keeper: Keeper, cora: Visitor) -> None:
    """The list: narrowed to nobody, cleared, narrowed to one."""
    cora.open("/people/")
    keeper.fits(cora)
    cora.write("Name", "no such name")
    cora.choose("Missing or running out", "Vetting")
    cora.press("Show")
    cora.reads("Nobody matches what you ask for.")
    cora.follow("Clear")
    cora.write("Name", "director")
    cora.write("Council", HOME)
    cora.choose("Training", "Authorised")
    cora.press("Show")
    cora.reads("1 person")
    cora.follow(NAME)
    cora.reads("Where they could go")
    keeper.fits(cora)


def change_the_particulars(cora: Visitor) -> None:
    cora.follow("Change skills")
    cora.press("Save")
    assert cora.title() == "Error: Change the skills - peerinspect"
    cora.write("Skills", "finance, early help")
    cora.press("Save")
    cora.reads("The skills are changed.")
    cora.reads("early help and finance")
    cora.follow("Change vetting")
    cora.date("Day of the latest vetting", TODAY + timedelta(days=400))
    cora.press("Save")
    cora.reads("The day of the vetting must be today or earlier")
    cora.date("Day of the latest vetting", TODAY)
    cora.press("Save")
    cora.follow("Change training for inspection work")
    cora.pick("Assistant")
    cora.press("Save")
    cora.reads("The training is changed.")
    cora.follow("Add a post")
    cora.write("Council", "Council C05")
    cora.pick("Senior manager")
    cora.pick("Joint, with another service")
    cora.date("First day in post", TODAY + timedelta(days=3000))
    cora.press("Add this post")
    cora.reads("The post is added.")
    cora.page.get_by_role("link", name="Never held senior manager, Council C05").click()
    cora.examine()
    cora.write("What was wrong, and how you know", "A namesake")
    cora.press("Take this post off")
    cora.reads("The post is taken off.")


def write_down_a_call(cora: Visitor) -> None:
    """What somebody offers, and when they are away, with how it is known."""
    cora.follow("Write down what they offer, after a call or a letter")
    cora.write("Inspections", "8")
    cora.press("Save what they offer")
    cora.reads("Choose how they told you")
    cora.pick("On the telephone or in a meeting")
    cora.write("Reference", "She called this morning")
    cora.press("Save what they offer")
    cora.reads("Written down after a call or a meeting")
    cora.reads("by Uncleared: She called this morning")
    cora.follow("Write down a time away, after a call or a letter")
    cora.date("First day away", TODAY + timedelta(days=900))
    cora.date("Last day away", TODAY + timedelta(days=907))
    cora.pick("From a letter or an email")
    cora.write("Reference", "Her letter")
    cora.press("Save this time away")
    cora.reads("Written down for them")


def the_person_has_the_last_word(keeper: Keeper) -> None:
    director = keeper.visitor(f"user-{HOME}-director")
    director.open("/my/offers")
    director.reads("Somebody wrote this down for you.")
    director.reads("Inspections, 8 days a year")
    director.reads("Written down after a letter")
    keeper.fits(director)
    director.write("Inspections", "6")
    director.press("Save what I offer")
    director.reads_not("Somebody wrote this down for you.")
    director.close()


def ask_for_consent(keeper: Keeper, cora: Visitor) -> None:
    """Asked on the page, given there, withdrawn there; and by letter."""
    cora.open("/people/?q=director&council=" + HOME)
    cora.follow(NAME)
    cora.follow("Ask a chief executive for consent")
    cora.press("Ask for consent")
    cora.reads("Choose a council that the person works for")
    cora.choose("Council whose chief executive you ask", f"Council {HOME}")
    cora.write("What it is about", "next season")
    cora.press("Ask for consent")
    cora.reads("Asked by Uncleared")
    chief = keeper.visitor(f"user-{HOME}-chief")
    chief.reads("Uncleared asks for your consent")
    chief.page.get_by_role("link", name=f"Give consent for {NAME}").click()
    chief.examine()
    chief.date("First day of the consent", TODAY)
    chief.date("Last day of the consent", TODAY + timedelta(days=30))
    chief.press("Give consent")
    chief.reads_not("asks for your consent")
    chief.page.get_by_role("link", name=f"Withdraw your consent for {NAME}").last.click()
    chief.examine()
    chief.press("Withdraw my consent")
    chief.reads("Your consent is withdrawn.")
    keeper.fits(chief)
    chief.close()
    cora.follow("Record a consent by letter")
    cora.choose("Council whose chief executive consents", f"Council {HOME}")
    cora.date("First day of the consent", TODAY)
    cora.date("Last day of the consent", TODAY + timedelta(days=700))
    cora.write("Reference of the letter", "Letter 7")
    cora.press("Record this consent")
    cora.reads("Written down after a letter")


def read_what_a_change_would_do(keeper: Keeper, cora: Visitor) -> None:
    """Who leaves offers nothing any more: that it stands against the board to come is shown before it is saved."""
    cora.follow("Let them leave the pool")
    cora.press("Let them leave the pool")
    cora.reads("Say why they leave")
    cora.write("Why they leave", "Retires")
    cora.press("Let them leave the pool")
    assert cora.heading() == "Check what this would do"
    cora.reads("Nothing is changed yet.")
    cora.reads(f"Chair of the board of Council {BOARD}")
    keeper.fits(cora)
    cora.follow("Go back without saving")
    cora.write("Why they leave", "Retires")
    cora.press("Let them leave the pool")
    cora.press("Let them leave the pool all the same")
    cora.reads("Left the pool on")
    cora.follow("Take them back into the pool")
    cora.press("Take them back")
    cora.reads("They are back in the pool.")


def end_the_post(cora: Visitor) -> None:
    cora.page.get_by_role("link", name="End director of children's services").click()
    cora.examine()
    cora.press("Save the last day")
    cora.reads("Enter the last day in the post")
    cora.date("Last day in post", TODAY + timedelta(days=2000))
    cora.press("Save the last day")
    cora.reads("The last day in post is entered.")


def read_the_history(keeper: Keeper, cora: Visitor) -> None:
    cora.follow("History", cora.page.get_by_role("navigation", name="Parts of this record"))
    assert cora.heading() == f"History of {NAME}"
    cora.reads("Last day in post entered")
    cora.reads("Wrote down what they offer, after a call")
    keeper.fits(cora)
    cora.follow("Record", cora.page.get_by_role("navigation", name="Parts of this record"))


def keep_a_council(keeper: Keeper, cora: Visitor) -> None:
    """Added, judged, joined with another, merged; each with what is refused."""
    cora.open("/councils/")
    keeper.fits(cora)
    cora.choose("Director's post", "Vacant")
    cora.press("Show")
    cora.follow("Clear")
    cora.press("Add a council")
    cora.press("Add this council")
    assert cora.title() == "Error: Add a council - peerinspect"
    cora.write("Code", "E99000001")
    cora.write("Name", "Newborough")
    cora.choose("Region", "London")
    cora.write("Latitude, in degrees", "51.5")
    cora.write("Longitude, in degrees", "-0.1")
    cora.press("Add this council")
    cora.follow("Newborough")
    cora.reads("No published judgement is known.")
    cora.follow("Add a judgement")
    cora.press("Add this judgement")
    cora.reads("Choose at least one grade")
    cora.date("Day of publication", TODAY)
    cora.choose("Overall", "Good")
    cora.press("Add this judgement")
    cora.reads("The judgement is added.")
    expect(cora.page.locator(".govuk-summary-list").first).to_contain_text("Good")
    cora.page.locator("summary").first.click()
    cora.page.get_by_role("link", name="Correct the judgement of").click()
    cora.examine()
    cora.choose("Overall", "Outstanding")
    cora.write("What was wrong, and how you know", "The report says so")
    cora.press("Save the correction")
    cora.reads("The judgement is corrected.")
    keeper.fits(cora)
    cora.follow("Add what it shares, or is at odds about")
    cora.press("Add this arrangement")
    cora.reads("Choose what there is between them")
    cora.pick("They share a police force")
    cora.choose("Council", "Council C01")
    cora.date("First day", TODAY)
    cora.press("Add this arrangement")
    cora.reads("Shares a police force with Council C01")
    cora.page.get_by_role("link", name="End Shares a police force").click()
    cora.examine()
    cora.date("Last day", TODAY)
    cora.press("Save the last day")
    cora.follow("End this council")
    cora.press("End this council")
    cora.reads("Choose a council from the list")
    cora.write("Council that it was merged into", "Council C01")
    cora.date("Last day of this council", TODAY)
    cora.press("End this council")
    cora.reads("This council ended on")
    cora.follow("History", cora.page.get_by_role("navigation", name="Parts of this record"))
    cora.reads("merged into Council C01")
