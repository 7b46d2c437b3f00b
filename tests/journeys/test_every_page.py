"""Every page that there is, as each reader of the demo season sees it, on a desk's screen and on one 320 pixels wide.

Addresses come from links alone. A page that a reader may open and that no link leads to has to be named here, with the
reason why it is not there to be looked at.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawler import FILE, Crawler, bare_pages
from playwright.sync_api import Browser
from served import Served, serve_filled
from test_pages_by_role import MAY_OPEN
from visitor import Visitor

from peerinspect.factory import create_app

PASSWORD = "peerinspect-demo"
READERS = {
    "those who plan": {"coordinator": "coordinator", "second-coordinator": "uncleared"},
    "those who watch over it": {"liaison": "liaison", "panel": "panel", "administrator": "administrator"},
    "those who are asked": {
        "director": "director",
        "inspected-director": "director",
        "chief-executive": "chief-executive",
        "": "public",
    },
}
"""Who goes through the pages in one test: accounts of the demo, each with the role that the table of pages knows."""


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo season, loaded and served once for all who look at it."""
    folder = tmp_path_factory.mktemp("season")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PEERINSPECT_")}
    environment |= {"PEERINSPECT_INSTANCE": str(folder)}
    subprocess.run([sys.executable, "-m", "peerinspect", "demo"], env=environment, check=True, capture_output=True)
    with serve_filled(folder) as running:
        yield running


@pytest.mark.parametrize("readers", READERS)
def test_every_page_is_accessible_and_fits_a_narrow_screen(
    browser: Browser, season: Served, tmp_path: Path, readers: str
) -> None:
    pages = create_app({"SECRET_KEY": "to read the addresses alone", "INSTANCE": tmp_path / "none"}).url_map
    faults: list[str] = []
    seen: set[str] = set()
    for account in READERS[readers]:
        visitor = Visitor(browser, season.address)
        visitor.page.set_default_timeout(180_000)
        if account:
            visitor.give_password(f"{account}@demo.example", PASSWORD)
        crawler = Crawler(visitor, pages.bind("127.0.0.1"))
        crawler.crawl(bare_pages(crawler.match, lambda rule: not FILE.search(rule)))
        seen |= crawler.seen.keys()
        faults += [f"{account or 'signed out'}: {fault}" for fault in (*crawler.faults, *visitor.faults)]
        visitor.context.close()
    roles = set(READERS[readers].values())
    missed = pages_of(roles) - seen - (set() if "coordinator" in roles else LINKED_FOR_PLANNERS)
    faults += [f"nobody saw {rule}" for rule in sorted(missed)]
    assert not faults, "\n".join(faults)


def pages_of(roles: set[str]) -> set[str]:
    """The pages that one of the roles may open, but for files and those that the season does not hold."""
    return {
        rule
        for (method, rule), may in MAY_OPEN.items()
        if method == "GET" and may & roles and not FILE.search(rule) and rule not in NOT_THERE
    }


LINKED_FOR_PLANNERS = {
    "/duties/<duty_id>/records/<address>",
    "/people/<person_id>/invite",
    "/support/<duty_id>/notes/new",
    "/support/requests/<request_id>",
    "/support/requests/<request_id>/withdraw",
    "/vacancies/<duty_id>",
    "/vacancies/<duty_id>/holder",
    "/vacancies/<duty_id>/holders/<holding_id>",
}
"""Pages that others may open as well, whom no link of the season leads there."""
LEADS_ON = "sends its reader on to another page"
FIRST_TIME = "is for somebody who signs in for the first time, or with a second factor, which demo users do not have"
NO_SUCH_STATE = "shows what nobody has done yet in the demo season; a journey goes there"
OTHER_STATE = "is led to from another state than that of the first of its sort; tests of pages open it by its role"
NOT_THERE = {
    **dict.fromkeys(
        (
            "/lessons/findings/<lesson_id>/remove",
            "/my/not-this-time/<duty_id>",
            "/programme/members/<member_id>/not-ready",
            "/programme/members/<member_id>/ready",
            "/reviews/<duty_id>/people/<address>",
            "/support/<duty_id>/agreement",
            "/support/<duty_id>/agreement/word",
            "/support/<duty_id>/close",
            "/support/<duty_id>/review",
            "/support/<duty_id>/visits/<visit>/held",
            "/vacancies/<duty_id>/hand-back",
        ),
        OTHER_STATE,
    ),
    **dict.fromkeys(("/", "/my-council/", "/week/sheet"), LEADS_ON),
    **dict.fromkeys(("/sign-in/code", "/sign-in/set-up", "/invitations/<secret>"), FIRST_TIME),
    **dict.fromkeys(
        (
            "/account/sessions/<session_id>/end",
            "/corrections/<correction_id>",
            "/duties/<duty_id>/mentors/<mentoring_id>/end",
            "/duties/<duty_id>/offer",
            "/duties/<duty_id>/people/<address>/mentor",
            "/duties/<duty_id>/reserve",
            "/import/files/<import_id>",
            "/import/files/<import_id>/progress",
            "/look-backs/<look_back_id>",
            "/my-council/inspections/<duty_id>",
            "/my-council/inspections/<duty_id>/people/<address>/objection",
            "/my-council/people/<person_id>/<authority>/duties/<address>/withdraw",
            "/my/consent/<authority>/ask",
            "/my/declarations/<interest_id>/end",
            "/people/<person_id>/consents/<int:consent_id>/withdraw",
            "/questions/<question_id>",
            "/questions/<question_id>/progress",
            "/register/ties/<interest_id>/decide",
            "/register/ties/<interest_id>/review",
            "/rosters/<roster_id>/check/progress",
            "/rosters/<roster_id>/seats/<address>/set-aside",
            "/rosters/<roster_id>/seats/<address>/swap",
            "/rosters/<roster_id>/waivers/<rule>/<address>",
            "/rulebook/changes/<proposal_id>",
            "/searches/<job_id>/progress",
            "/week/objections/<objection_id>",
        ),
        NO_SUCH_STATE,
    ),
    "/people/<person_id>": "is linked from no page of a chief executive, though they may open it",
}
"""The pages that no link of the demo season leads to, each with the reason."""
