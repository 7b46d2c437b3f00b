"""A director leaves: the vacancy, who looks after the post, longer cover, handing back, the count; by pages alone.

Once with scripts, every page examined by axe and looked at on a telephone; once with scripts switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser
from served import Served, serve_filled
from small_service import service
from small_world import CODES, build_world
from visitor import PASSWORD, Visitor

from peerinspect import store
from peerinspect.store.reading.people import post_rows
from peerinspect.store.tables import UserRow

T, NEW, LEAVER = CODES[3], CODES[7], CODES[5]
COUNCIL = f"Council {T}"
TODAY = date.today()
DAY = timedelta(days=1)
LEFT, GONE = TODAY - 60 * DAY, TODAY - 59 * DAY
FIRST, LAST, LONGER = TODAY - 30 * DAY, TODAY + 60 * DAY, TODAY + 90 * DAY


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Served, dict[str, int]]]:
    """A service without a vacancy, and the numbers of the two posts that are being left."""
    with service(tmp_path):
        build_world(TODAY, [])
        hashed = PasswordHasher(1, 1024).hash(PASSWORD)
        with store.transaction():
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
                user.is_demo = user.role in ("coordinator", "liaison")
        posts = {code: post_rows(f"{code}-director")[0].id for code in (T, LEAVER)}
    with serve_filled(tmp_path) as running:
        yield running, posts


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_post_falls_vacant_and_is_handed_back(
    browser: Browser, desk: tuple[Served, dict[str, int]], with_scripts: bool
) -> None:
    served, posts = desk

    def visitor(user: str) -> Visitor:
        found = Visitor(browser, served.address, with_scripts)
        found.sign_in(f"{user.lower()}@example.org")
        return found

    cora = visitor("uncleared")
    leave(cora, posts)
    say_why(visitor(f"user-{LEAVER}-director"))
    register(cora)
    chief = visitor(f"user-{T}-chief")
    name_somebody(chief)
    chief.close()
    cover_and_extend(cora)
    hand_back(cora)
    count(cora)
    cora.close()


def leave(cora: Visitor, posts: dict[str, int]) -> None:
    """One director has left, and said why by telephone; another one will leave next month."""
    for code, day in ((T, LEFT), (LEAVER, TODAY + 30 * DAY)):
        cora.open(f"/people/{code}-director/posts/{posts[code]}/end")
        cora.date("Last day in post", day)
        if code == T:
            cora.choose("Why they leave", "Retired")
        cora.press("Save the last day")
        cora.press_if_there("Save the last day")
        cora.reads("The last day in post is entered")
    assert "Retired" not in cora.page.inner_text("main")


def say_why(leaver: Visitor) -> None:
    """The leaver says it themself, and does not read it again."""
    leaver.open("/my/duties")
    leaver.follow("Say why, in numbers alone")
    leaver.press("Send")
    leaver.reads("Choose what comes closest")
    leaver.pick("Retired")
    leaver.write("In your own words", "It was time")
    leaver.press("Send")
    leaver.reads("Thank you. It is counted")
    leaver.open("/my/leaving")
    leaver.reads("You have said why")
    assert "It was time" not in leaver.page.inner_text("main")
    leaver.close()


def register(cora: Visitor) -> None:
    """The vacancy is registered; nobody is named, and the pages say so."""
    cora.open("/vacancies/new")
    cora.choose("Council", COUNCIL)
    cora.date("First day without a director", GONE)
    cora.date("First day of cover", FIRST)
    cora.date("Last day of cover", LAST)
    cora.press("Register this vacancy")
    cora.reads("Who looks after each vacant post")
    cora.follow(COUNCIL)
    cora.reads("Nobody looks after this post today.")
    cora.open("/today/vacancies-uncovered")
    cora.reads("Nobody looks after this post")


def name_somebody(chief: Visitor) -> None:
    """The chief executive names who looks after the post."""
    chief.open("/my-council/")
    chief.page.get_by_role("link", name="Vacant post of director").click()
    chief.examine()
    chief.press("Name who looks after the post")
    chief.press("Name them")
    chief.reads("Choose somebody from the list, or write the name")
    chief.write("Name, of somebody who is not listed", "Dora Deputy")
    chief.write("Their office", "Deputy director")
    chief.date("From", GONE)
    chief.press("Name them")
    chief.reads("They are named")
    chief.reads("Dora Deputy")
    assert "Nobody looks after this post" not in chief.page.inner_text("main")


def cover_and_extend(cora: Visitor) -> None:
    """Covered, then longer than was planned, then advertised."""
    cora.open("/today/vacancies-uncovered")
    assert COUNCIL not in cora.page.inner_text("main")
    cora.open("/vacancies/")
    cora.follow(COUNCIL)
    cora.follow("The cover: its state, who could do it, mentors")
    cora.follow("Record that it is covered")
    cora.press("Record that it is covered")
    cora.follow("Who looks after the post on each day, and handing it back")
    cora.follow("Extend the cover")
    cora.date("New last day of the cover", LONGER)
    cora.write("Why", "The council advertises again")
    cora.press("Extend the cover")
    cora.reads("Cover extended")


def hand_back(cora: Visitor) -> None:
    """The new director gets the post; the line through time closes."""
    cora.follow("Who looks after the post on each day, and handing it back")
    cora.follow("Hand the post back")
    cora.press("Hand the post back")
    cora.reads("Enter the last day of the cover")
    cora.choose("The new director", f"Director {NEW}")
    cora.pick("Substantive")
    cora.date("Last day of the cover", TODAY - DAY)
    cora.date("The new director’s first day", TODAY)
    cora.write("What was handed over", "Budget and open cases")
    cora.press("Hand the post back")
    cora.reads("The post is handed back")
    cora.follow(f"Directors of {COUNCIL} through time")
    cora.reads(f"Today: Director {NEW}")
    assert "Days without a holder" not in cora.page.inner_text("main")


def count(cora: Visitor) -> None:
    """One change in the year, and the new director on the watch list."""
    cora.open("/reports/turnover")
    row = cora.page.locator("table").nth(1).locator("tbody tr").first
    assert row.locator("td").nth(1).inner_text() == "1"
    cora.open("/directors/watch?fact=new")
    cora.reads("which is under 12 months")
    cora.open("/reports/leaving")
    cora.reads("Why directors leave")
