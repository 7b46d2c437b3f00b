"""Two coordinators change the rulebook; a roster is published once those who may have waived what it rests on.

Through the pages alone, once with scripts, every page examined by axe; once with scripts switched off.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, expect
from scene import monday_in
from served import Served, serve_filled
from visitor import PASSWORD, Visitor

# The small world of twelve councils is described beside the tests of services.
sys.path.append(str(Path(__file__).parents[1] / "services"))

from small_service import service
from small_world import CODES, World, board, build_world, inspection

from peerinspect import store
from peerinspect.services.planning import StartPlan, start_plan
from peerinspect.services.plans import claim_job, run_job
from peerinspect.store.tables import UserRow

BOARD = CODES[0]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A service with a draft roster of one board and one announced inspection; everybody acts in their post."""
    today = date.today()
    with service(tmp_path):
        open_inspection = inspection("open-C07", CODES[7], monday_in(14), sealed=False)
        world = build_world(today, [board("board-0", BOARD, today), open_inspection], basis="acting")
        _plan(world, today)
        with store.transaction():
            hashed = PasswordHasher(1, 1024).hash(PASSWORD)
            for user in store.db.session.query(UserRow):
                user.password_hash, user.email = hashed, user.email.lower()
    with serve_filled(tmp_path) as running:
        yield running


def _plan(world: World, today: date) -> None:
    start_plan(StartPlan(20), world.cleared, today)
    job = claim_job()
    assert job is not None
    run_job(job)


class Desk:
    """Browsers of the people who take part."""

    def __init__(self, browser: Browser, served: Served, with_scripts: bool) -> None:
        self._open = lambda: Visitor(browser, served.address, with_scripts)

    def visitor(self, user: str) -> Visitor:
        found = self._open()
        found.sign_in(f"{user}@example.org")
        return found


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_rulebook_and_waivers(browser: Browser, desk: Served, with_scripts: bool) -> None:
    people = Desk(browser, desk, with_scripts)
    propose_a_change(people)
    approve_the_change(people)
    roster = publish_too_early(people)
    decide(people, "user-C00-chief", waiting=1, listed=1)
    decide(people, "liaison", waiting=2, listed=3)
    publish(people, roster)
    read_the_rulebook(people)


def propose_a_change(people: Desk) -> None:
    sue = people.visitor("uncleared")
    sue.open("/rulebook/")
    assert sue.heading() == "Rulebook"
    sue.reads("at most 3 years old")
    sue.follow("Vetting lapsed")
    sue.press("Propose a change")
    sue.reads("It can be neither softened nor switched off.")
    sue.write("A DBS check lasts …", "0")
    sue.press("Propose this change")
    assert sue.title().startswith("Error: ")
    sue.reads("This must be between 1 year and 5 years")
    sue.reads("Say why the rule should change")
    sue.write("A DBS check lasts …", "2")
    sue.write("Why the rule should change", "Checks are done every two years now")
    sue.press("Propose this change")
    sue.reads("Another coordinator decides it.")
    sue.page.locator("main table").get_by_role("link").first.click()
    sue.examine()
    sue.reads("You proposed this change, so another coordinator decides it.")
    sue.close()


def approve_the_change(people: Desk) -> None:
    cora = people.visitor("cleared")
    cora.open("/rulebook/changes")
    cora.page.locator("main table").get_by_role("link").first.click()
    cora.examine()
    cora.press("Decide")
    cora.reads("Choose whether you approve or refuse")
    cora.pick("Approve this change")
    cora.press("Decide")
    cora.reads("The change is approved and in force.")
    cora.open("/rulebook/versions")
    cora.reads("A DBS check lasts 2 years. Before: 3 years.")
    cora.follow("Version 2")
    cora.reads("It is in force.")
    cora.close()


def publish_too_early(people: Desk) -> str:
    """Publishing names what must be waived, with links to where that is asked for."""
    cora = people.visitor("cleared")
    cora.open("/rosters/")
    cora.page.locator("main table").get_by_role("link").first.click()
    cora.examine()
    roster = cora.page.url.split("/rosters/")[1]
    for left in (3, 2, 1, 0):
        cora.open(f"/rosters/{roster}")
        cora.press("Publish this roster")
        cora.reads("3 objections must be waived first")
        named = cora.page.locator(".govuk-error-summary").get_by_role("link").filter(has_text="can be waived by")
        expect(named).to_have_count(left)
        if left:
            named.first.click()
            propose_a_waiver(cora)
    cora.close()
    return roster


def propose_a_waiver(cora: Visitor) -> None:
    cora.examine()
    assert cora.heading() == "Propose a waiver"
    cora.press("Propose this waiver")
    cora.reads("Say what makes up for it")
    cora.write("Why the objection may be set aside", "Nobody else is free")
    cora.write("What is done to keep the work independent all the same", "A second reader")
    cora.press("Propose this waiver")
    cora.reads("The waiver is proposed.")


def decide(people: Desk, user: str, waiting: int, listed: int) -> None:
    """Approve what waits, after an attempt to refuse without a word; read the register as far as one may."""
    who = people.visitor(user)
    for left in range(waiting, 0, -1):
        who.open("/waivers/to-decide")
        who.reads(f"{left} waiver{'s' if left > 1 else ''} to decide")
        who.page.locator("main table").get_by_role("link").first.click()
        who.examine()
        who.pick("Refuse this waiver")
        who.press("Decide")
        who.reads("Say why you refuse")
        who.pick("Approve this waiver")
        who.press("Decide")
        who.reads("The waiver is approved.")
    who.follow("Register of waivers")
    expect(who.page.locator("main tbody tr")).to_have_count(listed)
    who.choose("State", "Refused")
    who.press("Show")
    who.reads("No waiver matches what you ask for.")
    who.close()


def publish(people: Desk, roster: str) -> None:
    cora = people.visitor("cleared")
    cora.open(f"/rosters/{roster}")
    cora.press("Publish this roster")
    cora.reads("The roster is published.")
    cora.follow("Check again")
    assert cora.heading().startswith("Checked again: ")
    cora.reads("The independent check found nothing wrong")
    cora.page.get_by_role("link", name="policy version 1").first.click()
    cora.examine()
    cora.reads("A later version is in force.")
    cora.close()


def read_the_rulebook(people: Desk) -> None:
    """What everybody may read: the figures in force, and no small number that could point at somebody."""
    for user in ("user-C03-director", "user-C03-chief", "panel"):
        reader = people.visitor(user)
        reader.follow("Rulebook", reader.page.get_by_role("navigation", name="Pages of peerinspect"))
        reader.reads("at most 2 years old")
        reader.reads("Fewer than 5 times")
        reader.reads_not("Versions of the policy")
        reader.follow("Worked there")
        reader.reads_not("Propose a change")
        reader.close()
