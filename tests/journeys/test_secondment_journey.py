"""A secondment by inspections, from the liaison's wish to the return: through the pages alone.

Once with scripts, every page examined by axe and looked at on the narrowest screen; once with scripts switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, expect
from served import Served, serve_filled
from small_service import service
from small_world import CODES, build_world, inspection
from visitor import PASSWORD, Visitor

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.domain.kinds import SECOND
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow, OfferRow, SecondmentNeedRow, UserRow

TODAY = date.today()
FIRST = TODAY - timedelta(weeks=20, days=TODAY.weekday())
PEER, NAME = f"{CODES[0]}-director", f"Director {CODES[0]}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """Somebody began a secondment of two inspections twenty weeks ago, and has done one that is registered."""
    with service(tmp_path):
        done = inspection("done", CODES[8], FIRST + timedelta(weeks=6), sealed=False)
        build_world(TODAY, [Duty("apart", SECOND, Period(FIRST, FIRST + timedelta(days=4)), 1), done])
        hashed = PasswordHasher(1, 1024).hash(PASSWORD)
        need = {"region": "", "note": "", "requested_by": "liaison", "requested_on": FIRST}
        with store.transaction():
            load_placements([Placement(PEER, "apart", "live"), Placement(PEER, "done", "done")], [])
            store.db.session.get_one(DutyRow, "apart").state = "live"
            pattern = {"pattern": "inspections", "inspections": 2, "months": 18}
            store.add(SecondmentNeedRow(duty="apart", **need, **pattern))
            store.add(OfferRow(person=PEER, kind=SECOND, days=60))
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_secondment_from_the_wish_to_the_return(browser: Browser, desk: Served, with_scripts: bool) -> None:
    lee = visitor(browser, desk, with_scripts, "liaison")
    ask(lee)
    look_into_the_pool(lee)
    train(lee)
    type_in(lee)
    peer = visitor(browser, desk, with_scripts, f"user-{CODES[0]}-director")
    peer.open("/my/duties")
    see(peer, "Training and inspections")
    chief = visitor(browser, desk, with_scripts, f"user-{CODES[0]}-chief")
    chief.open("/my-council/people")
    see(chief, "Secondment,")
    come_back(lee)
    for each in (lee, peer, chief):
        each.close()


def visitor(browser: Browser, desk: Served, with_scripts: bool, user: str) -> Visitor:
    found = Visitor(browser, desk.address, with_scripts)
    found.sign_in(f"{user}@example.org".lower())
    return found


def ask(lee: Visitor) -> None:
    lee.follow("Secondments", lee.page.get_by_role("navigation", name="Pages of peerinspect"))
    lee.reads("1 inspection done of 2")
    lee.reads("No training recorded")
    lee.press("Ask for a secondment")
    lee.press("Ask for it")
    lee.reads("Choose what they are wanted for")
    lee.pick("A full-time term of one to two years")
    lee.date("First day", TODAY + timedelta(weeks=10))
    lee.date("Last day", TODAY + timedelta(weeks=30))
    lee.press("Ask for it")
    lee.reads("A term lasts one to two years.")
    lee.pick("Inspections one by one")
    lee.press("Ask for it")
    lee.reads("3 inspections by")


def look_into_the_pool(lee: Visitor) -> None:
    lee.follow("Who could be seconded")
    lee.reads(NAME)
    lee.choose("Training for a secondment", "Trained for one before")
    lee.press("Show")
    lee.reads("Nobody matches what you ask for.")


def train(lee: Visitor) -> None:
    lee.open("/secondments/")
    lee.choose("What is due", "No training recorded")
    lee.press("Show")
    lee.follow(NAME)
    lee.follow("Record the training")
    lee.date("Day on which the training ended", FIRST + timedelta(days=4))
    lee.write("What they were trained in", "the framework")
    lee.press("Record the training")
    lee.reads("the framework")
    lee.reads_not("No training recorded")


def type_in(lee: Visitor) -> None:
    lee.reads(f"Inspection of Council {CODES[8]}")
    for _ in range(2):
        lee.follow("Record an inspection")
        lee.write("Which council was inspected", f"Council {CODES[7]}")
        lee.date("First day on site", FIRST + timedelta(weeks=12))
        lee.press("Record an inspection")
    lee.reads("3 of 2")
    lee.press("Strike")
    lee.reads("2 of 2")
    lee.reads("All inspections done")


def see(who: Visitor, text: str) -> None:
    """The person's own view, and their chief executive's: what was done, and no button."""
    who.page.get_by_role("link", name=text).first.click()
    who.examine()
    who.reads("2 of 2")
    who.reads("the framework")
    who.reads(f"Inspection of Council {CODES[7]}")
    expect(who.page.get_by_role("button", name="Strike")).to_have_count(0)


def come_back(lee: Visitor) -> None:
    lee.press("Record the return")
    lee.date("Last day of their term", TODAY)
    lee.press("Record the return")
    lee.reads("Went back on")
