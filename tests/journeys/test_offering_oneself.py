"""Somebody is invited, chooses a password, and says what they offer: with scripts and without, narrow, by keyboard."""

from __future__ import annotations

import email
import re
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import Message
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from served import Served, serve_filled
from test_keyboard import fill, step_to
from visitor import PASSWORD, Visitor

# The small world of twelve councils is described beside the tests of services.
sys.path.append(str(Path(__file__).parents[1] / "services"))

from small_service import service
from small_world import CODES, build_world

from peerinspect import store
from peerinspect.domain import Period, Person, Post
from peerinspect.store.loading import load_people
from peerinspect.store.tables import UserRow

NELL, ADDRESS = "Nell Madeup", "nell@council.example"
CHOSEN = "seventeen blue herons"
NARROW = 320
MAIL_WITHIN = 30.0
LINK = re.compile(r"/invitations/\S+")
COUNCIL = f"Council {CODES[2]}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Served, Path]]:
    """A small world, and Nell, who is on the register and has no account."""
    with service(tmp_path):
        build_world(date.today())
        post = Post(CODES[2], "senior", "substantive", Period(date.today() - timedelta(days=900)))
        with store.transaction():
            load_people([Person("nell", NELL, posts=(post,), skills=frozenset({"finance"}))], [])
            hashed = PasswordHasher(1, 1024).hash(PASSWORD)
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running, tmp_path / "mailbox"


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_invitation_to_the_consent_asked(
    browser: Browser, desk: tuple[Served, Path], with_scripts: bool
) -> None:
    served, mailbox = desk
    link = invite(browser, served, mailbox, with_scripts)
    nell = Visitor(browser, served.address, with_scripts)
    come_in(nell, link)
    offer(nell)
    weeks(nell)
    busy_days(nell)
    declare_nothing(nell)
    ask_for_consent(nell)
    aspire(nell)
    ask_for_a_correction(nell)
    nell.close()
    the_link_lets_in_once(browser, served, link, with_scripts)
    answer(browser, served, with_scripts)
    chief = visitor_of(browser, served, f"user-{CODES[2].lower()}-chief@example.org", with_scripts)
    chief.reads(f"{NELL} asks for your consent")
    chief.close()


def visitor_of(browser: Browser, served: Served, address: str, with_scripts: bool) -> Visitor:
    visitor = Visitor(browser, served.address, with_scripts)
    visitor.sign_in(address)
    return visitor


def seen(visitor: Visitor) -> None:
    """The page as it is now is sound for axe, and fits a narrow screen."""
    if not visitor.with_scripts:
        return
    results = Axe().run(visitor.page)
    assert results.violations_count == 0, f"{visitor.page.url}\n{results.generate_report()}"
    visitor.page.set_viewport_size({"width": NARROW, "height": 800})
    width = visitor.page.evaluate("document.documentElement.scrollWidth")
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
    assert width <= NARROW, f"{visitor.page.url} is {width} wide"


def invite(browser: Browser, served: Served, mailbox: Path, with_scripts: bool) -> str:
    """A coordinator sends the link; what the mail says leads to it."""
    cora = visitor_of(browser, served, "uncleared@example.org", with_scripts)
    cora.open("/people/nell")
    cora.reads("No account yet.")
    cora.page.get_by_role("link", name=re.compile("^Invite")).click()
    seen(cora)
    cora.press("Send the invitation")
    assert cora.title().startswith("Error: ")
    seen(cora)
    cora.write("Their email address", ADDRESS)
    cora.press("Send the invitation")
    cora.reads(f"The invitation goes to {ADDRESS}.")
    cora.reads("The link is good until")
    seen(cora)
    cora.close()
    return link_in(mailbox)


def link_in(mailbox: Path) -> str:
    """The link in the mail, once it is there."""
    until = time.monotonic() + MAIL_WITHIN
    while time.monotonic() < until:
        for path in sorted(mailbox.glob("*")) if mailbox.is_dir() else []:
            found = LINK.search(text_of(email.message_from_bytes(path.read_bytes())))
            if found:
                return found.group()
        time.sleep(0.2)
    raise AssertionError("no mail with a link came")


def text_of(mail: Message) -> str:
    """The words of a mail."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
    return "".join(bytes(part.get_payload(decode=True)).decode() for part in parts)


def come_in(nell: Visitor, link: str) -> None:
    """Choose a password; the first is too simple. With scripts all of it by keyboard."""
    nell.open(link)
    nell.reads(f"Welcome, {NELL}.")
    seen(nell)
    nell.page.locator("#password").fill("short")
    nell.press("Choose this password and sign in")
    assert nell.title().startswith("Error: ")
    seen(nell)
    if nell.with_scripts:
        fill(nell.page, {"Choose a password": CHOSEN})
        step_to(nell.page, "Choose this password and sign in")
        nell.page.keyboard.press("Enter")
    else:
        nell.page.locator("#password").fill(CHOSEN)
        nell.press("Choose this password and sign in")
    nell.reads("you are signed in")
    expect(nell.page.locator("h1")).to_have_text("My duties")


def offer(nell: Visitor) -> None:
    """Days, a skill and a statement in one form."""
    nell.open("/my/offers")
    nell.reads("Not declared")
    seen(nell)
    nell.write("Inspections", "many")
    nell.press("Save what I offer")
    assert nell.title() == "Error: What I offer - peerinspect"
    seen(nell)
    nell.write("Inspections", "12")
    nell.write("Board chairs", "24")
    nell.pick("finance")
    nell.write("What you know well", "I led the merger of two services.")
    nell.press("Save what I offer")
    nell.reads("What you offer is saved.")
    expect(nell.page.get_by_label("What you know well", exact=True)).to_have_value("I led the merger of two services.")
    nell.open("/my/prospects")
    nell.reads("to come could be yours")
    seen(nell)


def weeks(nell: Visitor) -> None:
    """Two weeks are ticked, by keyboard where there are scripts; one is taken back."""
    nell.open("/my/offers")
    boxes = nell.page.locator("input[name=weeks]")
    assert boxes.count() == 53
    boxes.nth(5).check()
    if nell.with_scripts:
        boxes.nth(6).focus()
        nell.page.keyboard.press("Space")
    else:
        boxes.nth(6).check()
    nell.press("Save my weeks away")
    nell.reads("Your weeks away are saved.")
    expect(nell.page.locator("input[name=weeks]:checked")).to_have_count(2)
    nell.page.locator("input[name=weeks]").nth(6).uncheck()
    nell.press("Save my weeks away")
    expect(nell.page.locator("input[name=weeks]:checked")).to_have_count(1)


def busy_days(nell: Visitor) -> None:
    """A calendar is read, shown, and saved; a bad one names its line; the same one again adds nothing."""
    day = date.today() + timedelta(weeks=20)
    event = f"BEGIN:VEVENT\nUID:1\nSUMMARY:A private matter\nDTSTART;VALUE=DATE:{day:%Y%m%d}\nEND:VEVENT\n"
    calendar = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{event}END:VCALENDAR\n"
    nell.follow("Take busy days from my calendar")
    seen(nell)
    nell.write("Or paste what is in it", "BEGIN:VCALENDAR\nnonsense")
    nell.press("Show the days")
    nell.reads("Line 2: this is no line of a calendar file")
    seen(nell)
    nell.open("/my/busy-days")
    file = {"name": "mine.ics", "mimeType": "text/calendar", "buffer": calendar.encode()}
    nell.page.get_by_label("Choose a calendar file", exact=True).set_input_files(file)  # type: ignore[arg-type]
    nell.press("Show the days")
    assert nell.heading() == "Busy days in my calendar"
    nell.reads("Nothing is saved yet.")
    nell.reads_not("private matter")
    seen(nell)
    nell.press("Mark these days as away")
    nell.reads("1 day marked as away")
    nell.open("/my/busy-days")
    nell.write("Or paste what is in it", calendar)
    nell.press("Show the days")
    nell.reads("There is nothing to add")
    seen(nell)


def declare_nothing(nell: Visitor) -> None:
    """A nil return is one button."""
    nell.open("/my/declarations")
    nell.press("I have nothing to declare")
    nell.reads("Your declaration is signed")
    seen(nell)


def ask_for_consent(nell: Visitor) -> None:
    nell.open("/my/offers")
    nell.reads("Up to date")
    nell.page.get_by_role("link", name=re.compile("^Ask my chief executive")).click()
    seen(nell)
    nell.write("What you would like to say", "For two years, please")
    nell.press("Ask for consent")
    nell.reads(f"The chief executive of {COUNCIL} is asked.")
    nell.reads("No answer yet.")
    seen(nell)


def aspire(nell: Visitor) -> None:
    nell.open("/my/aspiration")
    nell.press("Offer myself")
    assert nell.title().startswith("Error: ")
    seen(nell)
    nell.write("What you hope to learn", "To run a whole service")
    nell.write("Interim cover", "100")
    nell.press("Offer myself")
    nell.reads("Saved.")
    seen(nell)
    nell.open("/my/mentoring")
    nell.reads("You have no mentor")
    seen(nell)


def ask_for_a_correction(nell: Visitor) -> None:
    nell.open("/my/profile")
    nell.reads("finance")
    seen(nell)
    nell.press("Ask for a correction")
    nell.press("Send this to the coordinators")
    assert nell.title().startswith("Error: ")
    seen(nell)
    nell.pick("A post, or its days")
    nell.write("What is wrong, and what would be right", "I began in May")
    nell.press("Send this to the coordinators")
    nell.reads("No answer yet")
    seen(nell)


def the_link_lets_in_once(browser: Browser, served: Served, link: str, with_scripts: bool) -> None:
    """A second click says so in words; one that was made up is told apart from nothing."""
    other = Visitor(browser, served.address, with_scripts)
    other.open(link)
    other.reads("This link has been used")
    other.reads_not(NELL)
    seen(other)
    other.open("/invitations/made-up")
    other.reads("it never was one of ours")
    other.give_password(ADDRESS, CHOSEN)
    assert other.heading() == "My duties"
    other.open(link)
    other.reads(f"You are signed in as {NELL}")
    other.close()


def answer(browser: Browser, served: Served, with_scripts: bool) -> None:
    """A coordinator reads what Nell knows well, and answers."""
    cora = visitor_of(browser, served, "uncleared@example.org", with_scripts)
    cora.open("/people/nell")
    cora.reads("I led the merger of two services.")
    cora.reads("Hopes to learn: To run a whole service")
    cora.open("/people/")
    cora.follow("1 correction to answer")
    seen(cora)
    cora.page.get_by_role("link", name=re.compile(f"^{NELL} ?, asked on")).click()
    cora.pick("Put right")
    cora.write("Your answer", "It is May now")
    cora.press("Send this answer")
    cora.reads("It is May now")
    seen(cora)
    cora.open("/people/invite")
    seen(cora)
    cora.close()
