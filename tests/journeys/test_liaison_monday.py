"""The Ofsted liaison's Monday: who comes, who objects, who did well, who is asked for; and those whom it concerns.

Through the pages alone, once with scripts, every page examined by axe; once with scripts switched off.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser
from served import Served, serve_filled
from test_keyboard import step_to
from visitor import PASSWORD, Visitor

# The small world of twelve councils is described beside the tests of services.
sys.path.append(str(Path(__file__).parents[1] / "services"))

from small_service import service
from small_world import CODES, build_world, inspection

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow, UserRow

NARROW = 320
ONE_PAGE = re.compile(rb"/Type\s*/Page\b")
INSPECTED, COMING, LONG_AGO = CODES[7], CODES[8], CODES[9]
PEERS = (f"{CODES[0]}-director", f"{CODES[1]}-senior")
"""On the inspection that is announced today, and on the one that comes after it."""
BACK = f"{CODES[2]}-director"
"""Who came back from an inspection, and is seconded now."""
ANSWERS = (
    ("Did they come prepared?", "Yes"),
    ("Did they work well with the team?", "Partly"),
    ("Was what they found fair, and based on evidence?", "Yes"),
    ("Would you have them again?", "Yes"),
)


def after(day: date, weeks: int) -> date:
    """The Monday so many weeks after the one of the day's week."""
    return day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """An inspection whose notice day is today, one that comes in four weeks, one that is over, and a secondment."""
    today = date.today()
    with service(tmp_path):
        duties = [
            replace(inspection("now", INSPECTED, after(today, 2)), notice=today, seats=2),
            replace(inspection("coming", COMING, after(today, 4)), seats=2),
            inspection("over", LONG_AGO, after(today, -2), sealed=False),
            Duty("seconded", "second", Period(after(today, -10), after(today, 8)), 1),
        ]
        build_world(today, duties)
        places = [Placement(each, duty, "accepted") for duty in ("now", "coming") for each in PEERS]
        with store.transaction():
            load_placements([*places, Placement(BACK, "over", "done"), Placement(BACK, "seconded", "live")], [])
            for duty in ("now", "coming"):
                store.db.session.get_one(DutyRow, duty).state = "team-held"
            store.db.session.get_one(DutyRow, "seconded").state = "live"
            hashed = PasswordHasher(1, 1024).hash(PASSWORD)
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


class Desk:
    """Browsers of the people who take part."""

    def __init__(self, browser: Browser, served: Served, with_scripts: bool) -> None:
        self.with_scripts = with_scripts
        self._open = lambda: Visitor(browser, served.address, with_scripts)

    def visitor(self, user: str) -> Visitor:
        found = self._open()
        found.sign_in(f"{user}@example.org".lower())
        return found


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_liaisons_monday(browser: Browser, desk: Served, with_scripts: bool) -> None:
    people = Desk(browser, desk, with_scripts)
    object_to_somebody(people)
    lee = people.visitor("liaison")
    read_the_week(lee)
    notify(lee)
    answer(lee)
    approve_and_refuse(lee)
    evaluate(lee)
    second(lee)
    put_off(lee)
    if with_scripts:
        fits(lee)
    lee.close()
    read_the_answer(people)
    the_peers_read(people)
    the_coordinator_reads(people)


def follow(who: Visitor, text: str, about: str = "") -> None:
    """Follow the link that begins so; what it is about is told to those who hear the page, not to those who see it."""
    wanted = re.compile(rf"^{re.escape(text)}.*{re.escape(about)}", re.DOTALL)
    who.page.get_by_role("link", name=wanted).first.click()
    who.examine()


def object_to_somebody(people: Desk) -> None:
    """The chief executive, on the notice day."""
    chief = people.visitor(f"user-{INSPECTED}-chief")
    chief.follow("Inspections of my council")
    chief.follow(f"Inspection of Council {INSPECTED}")
    chief.follow("Independence statement")
    chief.page.go_back()
    follow(chief, "Object", f"Director {CODES[0]}")
    chief.press("Send this objection")
    assert chief.title().startswith("Error: ")
    chief.reads("Say what you object to, in a sentence or two")
    chief.write("Why", "A dispute over a case last year")
    chief.press("Send this objection")
    chief.reads("Your objection has been sent to the Ofsted liaison.")
    chief.reads("Answer due by")
    chief.close()


def read_the_week(lee: Visitor) -> None:
    assert lee.heading().startswith("Week of ")
    for link in ("Week before", "week after", "this week"):
        lee.follow(link)
    for words in (f"Inspection of Council {INSPECTED}", f"Inspection of Council {COMING}", "Over, with something due"):
        lee.reads(words)
    if lee.with_scripts:
        paper = lee.page.pdf(prefer_css_page_size=True)
        assert len(ONE_PAGE.findall(paper)) == 1


def notify(lee: Visitor) -> None:
    """The notice day is today."""
    follow(lee, "Notify the council on ")
    lee.press("Record the notice")
    lee.reads("Enter the day")
    lee.date("Day on which the council was told", date.today())
    lee.press("Record the notice")
    lee.reads("Notified")


def answer(lee: Visitor) -> None:
    lee.open("/week/")
    follow(lee, f"Answer the objection to Director {CODES[0]}")
    lee.press("Send this answer")
    lee.reads("Choose whether you uphold the objection")
    lee.pick("Uphold the objection")
    lee.write("Your answer", "We agree that this is too near")
    lee.press("Send this answer")
    lee.reads("Your answer can be read by the council now.")
    lee.reads("Upheld")


def approve_and_refuse(lee: Visitor) -> None:
    lee.open("/week/")
    council = f"Inspection of Council {COMING}"
    follow(lee, f"Approve or refuse Director {CODES[0]}", council)
    lee.press("Save this decision")
    lee.reads("Choose whether you approve or refuse them")
    lee.pick("Approve them")
    lee.press("Save this decision")
    lee.reads("Approved by Ofsted")
    lee.open("/week/")
    follow(lee, f"Approve or refuse Senior {CODES[1]}", council)
    lee.pick("Refuse them")
    lee.press("Save this decision")
    lee.reads("Say why, in a sentence")
    lee.pick("Refuse them")
    lee.write("Why", "They trained its leaders")
    lee.press("Save this decision")
    lee.reads("They are refused and stood down.")


def evaluate(lee: Visitor) -> None:
    lee.open("/week/")
    follow(lee, f"Evaluate Director {CODES[2]}")
    lee.press("Save")
    assert lee.title().startswith("Error: ")
    for question, said in ANSWERS:
        lee.page.get_by_role("group", name=question).get_by_label(said, exact=True).check()
    lee.write("Anything else", "Asked what mattered")
    lee.press("Save")
    lee.reads("did is recorded.")
    lee.press("Share the three answers with them")
    lee.reads("Shared with them")


def second(lee: Visitor) -> None:
    today = date.today()
    lee.follow("Secondments", lee.page.get_by_role("navigation", name="Pages of peerinspect"))
    lee.reads("Ends within three months")
    follow(lee, "Record the training", f"Director {CODES[2]}")
    lee.press("Record the training")
    lee.reads("Say what they were trained in")
    lee.date("Day on which the training ended", today)
    lee.write("What they were trained in", "the framework")
    lee.press("Record the training")
    lee.reads("the framework")
    lee.open("/secondments/")
    lee.reads("Trained in the framework")
    lee.press("Ask for a secondment")
    lee.press("Ask for it")
    lee.reads("Enter the first day of the secondment")
    lee.pick("A full-time term of another length")
    lee.date("First day", today + timedelta(weeks=10))
    lee.date("Last day", today + timedelta(weeks=30))
    lee.choose("Region that people should come from", "North")
    lee.press("Ask for it")
    lee.reads("preferably from North")
    follow(lee, "Record the return", f"Director {CODES[2]}")
    lee.date("Last day of their term", today)
    lee.press("Record the return")
    lee.reads("Went back on")


def put_off(lee: Visitor) -> None:
    lee.open("/week/")
    follow(lee, "Put it off", f"Inspection of Council {COMING}")
    lee.press("Defer the inspection")
    lee.reads("Say why, in a sentence")
    lee.write("Why", "A new head")
    lee.press("Defer the inspection")
    lee.reads("Deferred")


def fits(lee: Visitor) -> None:
    """On the narrowest screen nothing scrolls sideways; with the keyboard alone one gets from the week to a team."""
    lee.page.set_viewport_size({"width": NARROW, "height": 800})
    for address in ("/week/", "/week/teams/now", "/secondments/", "/secondments/new"):
        lee.page.goto(lee.address + address)
        width = lee.page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW, f"{address} is {width} wide"
    lee.page.set_viewport_size({"width": 1280, "height": 900})
    lee.open("/week/")
    step_to(lee.page, "week after")
    step_to(lee.page, f"Inspection of Council {INSPECTED}")
    lee.page.keyboard.press("Enter")
    lee.page.wait_for_url("**/week/teams/now")


def read_the_answer(people: Desk) -> None:
    chief = people.visitor(f"user-{INSPECTED}-chief")
    chief.open("/my-council/inspections/now")
    chief.reads("We agree that this is too near")
    chief.reads("Upheld")
    chief.close()


def the_peers_read(people: Desk) -> None:
    """Who was objected to, and who was evaluated."""
    gone = people.visitor(f"user-{CODES[0]}-director")
    gone.open("/my/duties")
    gone.reads("Stood down")
    for words in ("too near", "dispute", f"Council {INSPECTED}"):
        gone.reads_not(words)
    gone.close()
    back = people.visitor(f"user-{CODES[2]}-director")
    back.open("/my/evaluations/")
    back.reads("Did you come prepared?")
    back.reads("Partly")
    back.reads_not("Asked what mattered")
    back.close()


def the_coordinator_reads(people: Desk) -> None:
    cora = people.visitor("uncleared")
    cora.open(f"/people/{BACK}")
    cora.reads("Asked what mattered")
    cora.open("/reports/evaluations")
    cora.reads("Evaluations")
    cora.open("/today/objections-overdue")
    cora.reads("Every objection of a council has been answered in time")
    cora.close()
