"""An aspirant joins a cohort, trains, is said to be ready, and completes the programme: through the pages alone.

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
from small_world import CODES, build_world
from visitor import PASSWORD, Visitor

from peerinspect import store
from peerinspect.store.tables import UserRow

TODAY = date.today()
ME, COHORT = f"Senior {CODES[0]}", "Cohort of the journey"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A service in which nobody aspires to anything yet."""
    with service(tmp_path):
        build_world(TODAY)
        hashed = PasswordHasher(1, 1024).hash(PASSWORD)
        with store.transaction():
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_aspirant_from_the_first_wish_to_the_last_day(browser: Browser, desk: Served, with_scripts: bool) -> None:
    aspirant = Visitor(browser, desk.address, with_scripts)
    aspirant.sign_in(f"user-{CODES[0]}-senior@example.org".lower())
    keeper = Visitor(browser, desk.address, with_scripts)
    keeper.sign_in("uncleared@example.org")
    say_what_one_hopes(aspirant)
    open_a_cohort(keeper)
    take_in(keeper)
    add_training(aspirant)
    confirm(keeper)
    say_ready(keeper)
    read_it(aspirant)
    complete(keeper)
    aspirant.close()
    keeper.close()


def say_what_one_hopes(aspirant: Visitor) -> None:
    aspirant.open("/my/aspiration")
    aspirant.write("What you hope to learn", "To run a whole service")
    aspirant.write("Interim cover", "120")
    aspirant.press("Offer myself")
    aspirant.reads("You are in no cohort yet.")
    aspirant.reads("0 of 4 fields; still teaching, social work, youth work, health")


def open_a_cohort(keeper: Visitor) -> None:
    keeper.follow("Other work", keeper.page.get_by_role("navigation", name="Pages of peerinspect"))
    keeper.follow("Programme for aspiring directors")
    keeper.reads("Cohorts of aspiring directors will be listed here.")
    keeper.press("Open a cohort")
    keeper.press("Open it")
    keeper.reads("Enter a name for the cohort")
    keeper.write("Name of the cohort", COHORT)
    keeper.date("First day", TODAY - timedelta(weeks=30))
    keeper.date("Last day", TODAY + timedelta(weeks=30))
    keeper.write("Places", "1")
    keeper.write("Who leads it", "Ada Example")
    keeper.press("Open it")
    keeper.reads("Led by Ada Example")


def take_in(keeper: Visitor) -> None:
    keeper.follow(COHORT)
    keeper.reads("Nobody has joined yet.")
    keeper.press("Add somebody")
    keeper.choose("Who joins", f"{ME}, Senior manager, Council {CODES[0]}")
    keeper.date("Day on which they joined", TODAY - timedelta(weeks=20))
    keeper.press("Add them")
    keeper.reads("1 of 1")
    expect(keeper.page.get_by_role("button", name="Add somebody")).to_have_count(0)


def add_training(aspirant: Visitor) -> None:
    aspirant.open("/my/aspiration")
    aspirant.reads(COHORT)
    aspirant.follow("Add training that I took")
    aspirant.press("Add it")
    aspirant.reads("Choose what it was training in")
    aspirant.pick("Youth work")
    aspirant.date("First day", TODAY - timedelta(weeks=4))
    aspirant.write("Who gave the training", "A youth academy")
    aspirant.write("Evidence", "Certificate 7")
    aspirant.press("Add it")
    aspirant.reads("Waits for a coordinator")


def confirm(keeper: Visitor) -> None:
    keeper.open("/programme/")
    keeper.follow("Training to confirm (1)")
    keeper.page.get_by_role("link", name=ME).click()
    keeper.examine()
    keeper.press("Save")
    keeper.reads("Choose whether you confirm it")
    keeper.pick("Confirm it")
    keeper.press("Save")
    keeper.reads("No training waits.")


def say_ready(keeper: Visitor) -> None:
    keeper.open("/programme/")
    keeper.follow(COHORT)
    keeper.follow(ME)
    keeper.reads("1 of 4 fields; still teaching, social work, health")
    keeper.reads("Nobody has said so")
    keeper.press("Say that they are ready")
    keeper.write("Why", "Covered for a month, and well")
    keeper.press("Save")
    keeper.reads("Covered for a month, and well")
    keeper.press("Take the word back")
    keeper.write("Why", "They ask to wait")
    keeper.press("Save")
    keeper.reads("Not any more")
    keeper.press("Say that they are ready")
    keeper.write("Why", "They are back")
    keeper.press("Save")


def read_it(aspirant: Visitor) -> None:
    aspirant.open("/my/aspiration")
    aspirant.reads("you are ready")
    aspirant.reads("They are back")
    aspirant.reads("1 of 4 fields")
    aspirant.follow("My messages")
    aspirant.reads("You are ready for cover")


def complete(keeper: Visitor) -> None:
    keeper.follow("They completed it, or leave")
    keeper.press("Save")
    keeper.reads("Choose what happened")
    keeper.pick("They completed the programme")
    keeper.date("On which day", TODAY)
    keeper.press("Save")
    keeper.reads("Completed")
    keeper.open("/programme/report")
    row = keeper.page.get_by_role("row", name=COHORT)
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    with keeper.page.expect_download() as download:
        keeper.page.get_by_role("link", name="Download all lines (CSV)").click()
    assert COHORT in Path(download.value.path()).read_text(encoding="utf-8-sig")
