"""The three users' core jobs, from an empty database, through the pages alone.

Once with scripts, every page examined by axe; once with scripts switched off.
"""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect
from served import Served
from visitor import PASSWORD, Visitor

ADMINISTRATOR = "ada@peers.example"
COORDINATOR = "cora@peers.example"
LIAISON = "lee@peers.example"
PANEL = "pat@peers.example"
PEOPLE = {
    # Name, council: invented directors of councils that are judged well and lie far from the inspected one.
    "Quarry Madeupton": "Leeds",
    "Pebble Inventford": "Hampshire",
}
INSPECTED, SEALED, VACANT = "Devon", "Cornwall", "Northumberland"
SEARCH_WITHIN = 120


def email_of(name: str) -> str:
    return f"{name.split()[0].lower()}@peers.example"


def monday_in(weeks: int) -> date:
    """A Monday some weeks ahead that is neither in August nor around a bank holiday."""
    today = date.today()
    monday = today + timedelta(days=-today.weekday(), weeks=weeks)
    while monday.month in (5, 8, 12, 1, 4):
        monday += timedelta(weeks=1)
    return monday


class Story:
    """What happens, in order. Each user has a browser of their own."""

    def __init__(self, browser: Browser, served: Served, with_scripts: bool) -> None:
        self.browser, self.served, self.with_scripts = browser, served, with_scripts
        self.inspection = monday_in(12)

    def visitor(self, email: str | None = None) -> Visitor:
        """A fresh browser, signed in where an address is given."""
        visitor = Visitor(self.browser, self.served.address, self.with_scripts)
        if email:
            visitor.sign_in(email)
        return visitor

    # The administrator

    def set_the_service_up(self) -> None:
        """The first administrator, with the code that the server printed."""
        ada = self.visitor()
        ada.open("/")
        ada.press("Set peerinspect up")
        ada.press("Set up")
        assert ada.title() == "Error: Set peerinspect up - peerinspect"
        ada.reads("Enter the set-up code that the server printed when it started")
        ada.write("Set-up code", self.served.code)
        ada.write("Your name", "Ada Madeup")
        ada.write("Your email address", ADMINISTRATOR)
        ada.page.locator("#password").fill(PASSWORD)
        ada.press("Set up")
        assert ada.heading() == "Users"
        self.add_users(ada, ("Cora Madeup", COORDINATOR, "Coordinator"), ("Lee Madeup", LIAISON, "Ofsted liaison"))
        self.add_users(ada, ("Pat Madeup", PANEL, "National panel or department"))
        ada.close()

    def add_users(self, ada: Visitor, *users: tuple[str, str, str]) -> None:
        """Users who are tied to nobody."""
        for name, email, role in users:
            ada.open("/users/new")
            ada.write("Name", name)
            ada.write("Email address", email)
            ada.pick(role)
            ada.page.locator("#password").fill(PASSWORD)
            if role == "Coordinator":
                ada.pick("Cleared to see sealed inspections")
            ada.press("Add this user")
            ada.reads(f"{name} can now sign in.")

    def add_the_directors_and_their_chief_executives(self) -> None:
        """Users for people who are on the register by now."""
        ada = self.visitor(ADMINISTRATOR)
        ada.open("/users/new")
        ada.press("Add this user")
        assert ada.title().startswith("Error: ")
        for name, council in PEOPLE.items():
            ada.open("/users/new")
            ada.write("Name", name)
            ada.write("Email address", email_of(name))
            ada.pick("Director or senior manager")
            ada.page.locator("#password").fill(PASSWORD)
            record = ada.page.get_by_label("Their own record", exact=True)
            record.select_option(label=record.locator("option", has_text=name).inner_text())
            ada.press("Add this user")
            ada.open("/users/new")
            ada.write("Name", f"Chief of {council}")
            ada.write("Email address", f"chief-{council.lower()}@peers.example")
            ada.pick("Chief executive")
            ada.page.locator("#password").fill(PASSWORD)
            ada.choose("Council", council)
            ada.press("Add this user")
        ada.reads("Chief of Hampshire")
        ada.close()

    # The coordinator

    def register_people_and_work(self) -> None:
        """From empty pages to people, an announced and a sealed inspection, and a vacancy."""
        cora = self.visitor(COORDINATOR)
        assert cora.heading() == "What needs you today"
        for link in ("Week", "Inspections", "Other work", "Rosters", "People", "Councils", "Appointments"):
            cora.follow(link, cora.page.get_by_role("navigation", name="Pages of peerinspect"))
        for link in ("Boards", "Support", "Secondments", "Case reviews", "Vacancies"):
            cora.open("/work/")
            cora.follow(link, cora.page.locator("main"))
        for key in ("unfilled-seats", "answers-awaited", "declarations-due", "vacancies-uncovered"):
            cora.open(f"/today/{key}")
        self.register_people(cora)
        self.register_inspections(cora)
        self.register_a_vacancy(cora)
        self.register_other_work(cora)
        cora.close()

    def register_people(self, cora: Visitor) -> None:
        cora.open("/people/")
        cora.reads("Directors and senior managers who may be asked will be listed here.")
        cora.press("Register a person")
        cora.press("Register this person")
        assert cora.title() == "Error: Register a person - peerinspect"
        expect(cora.page.locator(".govuk-error-summary")).to_be_visible()
        if self.with_scripts:
            expect(cora.page.locator(".govuk-error-summary")).to_be_focused()
        for name, council in PEOPLE.items():
            cora.open("/people/new")
            cora.write("Full name", name)
            cora.choose("Council", council)
            cora.pick("Director of children's services")
            cora.pick("Substantive")
            cora.date("In post since", date(2020, 9, 1))
            cora.choose("Training for inspection work", "Authorised")
            cora.date("Day of the latest vetting, if any", date.today() - timedelta(days=30))
            cora.press("Register this person")
            cora.reads(f"{name} is on the register.")
        cora.follow(name)
        assert cora.heading() == name
        cora.reads("Missing")

    def register_inspections(self, cora: Visitor) -> None:
        cora.open("/inspections/new")
        cora.date("First day on site", self.inspection + timedelta(days=1))
        cora.press("Register this inspection")
        cora.reads("Inspections start on a Monday")
        cora.reads("Choose at least one council from the list")
        for council, secrecy, weeks in (
            (INSPECTED, "Announced: everybody may know", 0),
            (SEALED, "Sealed: nobody at the council may know before its notice day", 2),
        ):
            cora.open("/inspections/new")
            cora.choose("Council", council)
            cora.date("First day on site", self.inspection + timedelta(weeks=weeks))
            cora.pick(secrecy)
            cora.press("Register this inspection")
            cora.reads("The inspection is registered.")
        cora.reads(f"Inspection of {SEALED}")
        cora.follow(f"Inspection of {INSPECTED}")
        cora.reads("Blocked: 2")
        cora.reads("has not offered inspection")

    def register_a_vacancy(self, cora: Visitor) -> None:
        cora.open("/vacancies/new")
        cora.press("Register this vacancy")
        assert cora.title().startswith("Error: ")
        cora.choose("Council", VACANT)
        cora.date("First day of cover", self.inspection + timedelta(weeks=10))
        cora.date("Last day of cover", self.inspection + timedelta(weeks=14))
        cora.press("Register this vacancy")
        cora.reads(VACANT)
        cora.reads("Nobody yet")

    def register_other_work(self, cora: Visitor) -> None:
        """Each form, empty and then filled. Nobody offers any of it, so that the searches below stay small."""
        first, last = self.inspection + timedelta(weeks=20), self.inspection + timedelta(weeks=30)
        for name, (starts, ends), councils in (
            ("boards", ("First day of the chair's term", "Last day of the term"), True),
            ("support", ("First day", "Last day"), True),
            ("secondments", ("First day", "Last day"), False),
            ("reviews", ("First day", "Last day"), True),
        ):
            cora.open(f"/work/{name}/new")
            cora.press("Register")
            assert cora.title().startswith("Error: Register ")
            cora.date(starts, first)
            cora.date(ends, last)
            if councils:
                cora.page.locator("select").first.select_option(label=VACANT)
            if name == "reviews":
                cora.write("Case reference", "2026/17")
            cora.press("Register")
            cora.reads("is registered.")
        cora.follow(f"Case review 2026/17 at {VACANT}")
        cora.open("/councils/")
        cora.follow(VACANT)

    def search(self) -> None:
        """Start a search, watch it, read the draft, publish."""
        cora = self.visitor(COORDINATOR)
        cora.press("Search for the best roster")
        cora.press("Start the search")
        cora.reads("Open work")
        self.watch(cora)
        self.read_the_draft(cora)
        cora.press("Publish this roster")
        cora.reads("The roster is published.")
        cora.close()

    def search_again(self) -> None:
        """After a change: the roster now rests on an objection, which the Ofsted liaison waives before publication."""
        cora = self.visitor(COORDINATOR)
        cora.open("/rosters/")
        cora.page.locator("main table").get_by_role("link").first.click()
        cora.press("Search again after a change")
        cora.press("Start the search")
        self.watch(cora)
        self.read_the_draft(cora)
        cora.press("Publish this roster")
        assert cora.title().startswith("Error: ")
        cora.reads("must be waived first")
        self.waive(cora.page.url.removeprefix(self.served.address).removesuffix("/publish"))
        cora.press("Publish this roster")
        cora.reads("The roster is published.")
        cora.close()

    def waive(self, roster: str) -> None:
        """The liaison lets two inspections lie close together."""
        lee = self.visitor(LIAISON)
        lee.open(roster)
        waive = lee.page.get_by_role("link", name=re.compile("^Record a waiver"))
        while waive.count():
            waive.first.click()
            lee.examine()
            lee.press("Record this waiver")
            assert lee.title() == "Error: Record a waiver - peerinspect"
            lee.write("Why the objection may be set aside", "Nobody else is free")
            lee.write("What is done to keep the work independent all the same", "A second reader")
            lee.date("Last day on which the waiver holds", self.inspection + timedelta(weeks=20))
            lee.press("Record this waiver")
            lee.reads("The waiver is recorded.")
        lee.close()

    def read_the_draft(self, cora: Visitor) -> None:
        """How good it is, in pictures and as tables."""
        cora.press("Read the draft")
        assert cora.heading().startswith("Roster of ")
        cora.reads("Best possible roster, proven")
        cora.reads("Draft")
        for picture in ("Map of England", "People at work", "Days used"):
            expect(cora.page.get_by_role("region", name=re.compile(f"^Picture: {picture}"))).to_be_visible()
        for line in cora.page.locator("summary").all():
            line.click()
        expect(cora.page.get_by_role("region", name="From home to duty", exact=True)).to_be_visible()
        cora.examine()
        cora.page.locator("#kind-interim").uncheck()
        cora.press("Show")
        expect(cora.page.locator("#placements ~ div").first).not_to_contain_text("Interim director of")

    def watch(self, cora: Visitor) -> None:
        """Until the search is done: by itself with scripts, by refreshing without them."""
        until = time.monotonic() + SEARCH_WITHIN
        while "The search is done" not in cora.page.locator("main").inner_text():
            assert time.monotonic() < until, cora.page.locator("main").inner_text()
            if self.with_scripts:
                cora.page.wait_for_timeout(500)
            else:
                time.sleep(0.5)
                cora.press_if_there("Refresh this page")
        cora.examine()
        cora.reads("Best possible, proven")

    def stop_a_search(self) -> None:
        """Start one and stop it."""
        cora = self.visitor(COORDINATOR)
        cora.open("/searches/new")
        cora.write("Longest search for each part, in seconds", "no number")
        cora.press("Start the search")
        cora.reads("Enter a whole number, like 10")
        cora.write("Longest search for each part, in seconds", "60")
        cora.press("Start the search")
        cora.press_if_there("Stop the search")
        cora.open("/searches/")
        cora.close()

    # Directors and chief executives

    def declare_and_offer(self) -> None:
        """Each director signs a declaration, offers days, and marks a time away; their chief executives consent."""
        for name, council in PEOPLE.items():
            director = self.visitor(email_of(name))
            assert director.heading() == "My duties"
            self.declare(director)
            director.open("/my/offers")
            director.write("Inspections", "x")
            director.press("Save what I offer")
            assert director.title() == "Error: What I offer - peerinspect"
            director.write("Inspections", "15")
            director.write("Interim cover", "100")
            director.press("Save what I offer")
            director.reads("What you offer is saved.")
            director.press("Add a time away")
            director.press("Add this time away")
            assert director.title().startswith("Error: ")
            director.date("First day away", self.inspection + timedelta(weeks=30))
            director.date("Last day away", self.inspection + timedelta(weeks=31))
            director.press("Add this time away")
            director.reads("Your time away is marked.")
            director.close()
            self.consent(council, name)

    def declare(self, director: Visitor) -> None:
        director.open("/my/declarations")
        director.reads("Missing")
        director.press("I have nothing more to declare")
        director.reads("Your declaration is signed")
        director.press("Declare a tie to a council")
        director.press("Declare this tie")
        assert director.title() == "Error: Declare a tie to a council - peerinspect"
        director.choose("Council", "Kent")
        director.page.get_by_label(re.compile("I worked there")).check()
        director.date("Since when, if you know", date(2018, 1, 1))
        director.press("Declare this tie")
        director.reads("Kent")
        director.page.get_by_role("link", name=re.compile("^Say when it ended")).click()
        director.examine()
        director.date("The day on which it ended", date(2019, 12, 31))
        director.press("Save")
        director.reads("1 January 2018 to 31 December 2019")

    def consent(self, council: str, name: str) -> None:
        chief = self.visitor(f"chief-{council.lower()}@peers.example")
        assert chief.heading() == "My people"
        chief.page.get_by_role("link", name=re.compile("^Give consent")).click()
        chief.examine()
        assert chief.heading() == f"Give consent for {name}"
        chief.date("First day of the consent", date.today())
        chief.date("Last day of the consent", date.today() + timedelta(days=700))
        chief.press("Give consent")
        chief.reads("In force")
        chief.open("/my-council/boards")
        chief.close()

    def decline_the_inspection(self) -> str:
        """Whoever is asked to inspect says no; returns who it was."""
        for name in PEOPLE:
            director = self.visitor(email_of(name))
            decline = director.page.get_by_role("link", name=re.compile(f"^Decline .*{INSPECTED}"))
            if decline.count():
                decline.click()
                director.examine()
                director.press("Decline")
                assert director.title() == "Error: Decline a duty - peerinspect"
                director.pick("I am too busy at that time")
                director.press("Decline")
                director.reads("You have declined.")
                director.close()
                return name
            director.close()
        raise AssertionError("nobody was asked to inspect")

    def accept_the_inspection(self, name: str) -> None:
        """The other director says yes."""
        director = self.visitor(email_of(name))
        director.reads(f"Inspection of {INSPECTED}")
        director.page.get_by_role("button", name=re.compile(f"^Accept .*{INSPECTED}")).click()
        director.examine()
        director.reads("You have accepted.")
        director.reads_not(SEALED)
        director.close()

    # The Ofsted liaison, the panel, the public

    def read_the_week(self, name: str) -> None:
        """Teams of the week, and one team's sheet; nothing can be changed there."""
        lee = self.visitor(LIAISON)
        assert lee.heading().startswith("Week of ")
        for link in ("Week before", "week after"):
            lee.follow(link)
        lee.open(f"/week/?from={self.inspection.isoformat()}")
        assert lee.heading() == f"Week of {self.inspection.day} {self.inspection:%B %Y}"
        lee.reads(name)
        lee.follow(f"Inspection of {INSPECTED}")
        assert lee.heading() == f"Team sheet: Inspection of {INSPECTED}"
        lee.reads(name)
        lee.reads("No rule objects")
        assert lee.page.locator("main form").count() == 0
        lee.page.emulate_media(media="print")
        expect(lee.page.locator(".govuk-service-navigation")).to_be_hidden()
        lee.page.emulate_media(media="screen")
        for address in ("/inspections/", "/rosters/", "/people/", "/work/"):
            lee.open(address)
            lee.reads_not("Register a")
        lee.open("/today")
        assert lee.heading() == "You cannot open this page"
        lee.close()

    def look_around(self) -> None:
        """The panel, the public, and a page that is not there."""
        pat = self.visitor(PANEL)
        assert pat.heading() == "National picture"
        pat.reads("England")
        pat.open("/councils/?q=leeds")
        pat.follow("Leeds")
        pat.close()
        public = self.visitor()
        for address in ("/", "/appointments", "/no-such-page"):
            public.open(address)
        public.open("/people/")
        assert public.heading() == "Sign in"
        public.close()


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_three_users_do_their_jobs(browser: Browser, served: Served, with_scripts: bool) -> None:
    story = Story(browser, served, with_scripts)
    story.set_the_service_up()
    story.register_people_and_work()
    story.add_the_directors_and_their_chief_executives()
    story.declare_and_offer()
    story.search()
    unwilling = story.decline_the_inspection()
    story.search_again()
    willing = next(name for name in PEOPLE if name != unwilling)
    story.accept_the_inspection(willing)
    story.read_the_week(willing)
    story.stop_a_search()
    story.look_around()
