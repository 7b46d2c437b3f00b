"""A sealed inspection changes no byte that anybody under the veil is sent, headers included, whatever has happened.

Two services start from the same bytes. Into one goes a sealed inspection of council T. In both there are ties that are
dismissed, wait, or touch work; waivers, questions, a table to read in, a published roster and a draft after it. Then
everybody who may not know of sealed work follows every link there is.
"""

from __future__ import annotations

import html
import re
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient
from forecasts import count_all
from pages_world import CHANGE, pages, plan, sign_in, without_tokens
from questioning import answer_all
from register_world import declare_ties
from small_world import CODES, TODAY, World, board, build_world, inspection
from test_pages_by_role import MAY_OPEN
from waiving import propose_all, waive_all

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.asking import Ask, ask
from peerinspect.services.calendar_addresses import make_address
from peerinspect.services.circles import helpers_of
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.imports import OfferFile, offer_file
from peerinspect.services.inspections import RegisterInspection, notice_day, register_inspection
from peerinspect.services.policies import propose_change
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.waiver_decisions import DecideWaiver, approve_waiver
from peerinspect.store.tables import UserAuthorityRow, UserRow
from peerinspect.tables.kinds import TABLES

TARGET = CODES[3]
INSPECTED = date(2026, 9, 7)
TIED = Reader("tied", "Tied", "coordinator", None, frozenset({TARGET}), cleared=True)
TIED_LIAISON = replace(TIED, user_id="tied-liaison", role="liaison", cleared=False)
GUESS = f"gss,start,end,sealed\n{TARGET},{INSPECTED},{INSPECTED + timedelta(days=4)},no\n".encode()
"""A table in which somebody guesses that T is inspected in that week."""

LINK = re.compile(r'(?:href|action|hx-get)="(/[^"#]*)"')
TURNED = ("/week/?", "/week/sheet?", "/inspections/?", "/inspections/supply?", "/inspections/new?")
"""The pages of one week, which lead to the next."""
CHANCE = re.compile(r"\b[0-9a-z]{16}\b")
CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)?[ap]m\b|\bat \d{1,2}:\d\d(?::\d\d)?\b|\d+(?:\.\d+)? seconds?")
CHANCE_IN = ("Date", "Set-Cookie", "Content-Security-Policy", "Content-Length")
"""Headers that differ from one answer to the next; a length by the time of day that a page shows."""
CHANGING = re.compile(r"^/(people|councils)/[^/]+/(change|posts|consents|judgements|arrangements)/")
"""The forms that change a record: those of T and of its people are looked at, and say the same as all the others."""
AWAY = re.compile(r'<h2 class="govuk-heading-m">Not available</h2>\s*<ul[^>]*>.*?</ul>', re.DOTALL)
"""When somebody is not available: other coordinators see that much of sealed work (design, section 6)."""

FEEDS: list[str] = []
"""Secret addresses of calendars: of T's people, of somebody elsewhere, of those who plan, and of the cleared too."""

Page = tuple[int, str, tuple[tuple[str, str], ...]]
Seen = dict[str, dict[str, Page]]


class Chance:
    """Names for what chance put into a life: the first id that is met is the first in the other life too."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def out_of(self, text: str) -> str:
        """The text with a name for each random id, and without the time of day."""
        named = CHANCE.sub(lambda found: self.names.setdefault(found[0], f"id-{len(self.names)}"), text)
        return CLOCK.sub("a moment", named)


READERS = {
    "public": lambda world: SIGNED_OUT,
    "director of T": lambda world: world.director(TARGET),
    "senior manager of T": lambda world: world.senior(TARGET),
    "chief executive of T": lambda world: world.chief(TARGET),
    "uncleared": lambda world: world.uncleared,
    "coordinator at T": lambda world: TIED,
    "liaison at T": lambda world: TIED_LIAISON,
    "panel": lambda world: world.panel,
    "administrator": lambda world: world.administrator,
    "director elsewhere": lambda world: world.director(elsewhere(world)),
    "chief executive elsewhere": lambda world: world.chief(elsewhere(world)),
}


def elsewhere(world: World) -> str:
    """A council whose people are not asked to inspect T: the dates of those who are may change."""
    circles = world.circles
    return next(code for code in CODES if code != TARGET and circles[code] != helpers_of(circles[TARGET]))


def starts(world: World, found_ids: list[str]) -> list[str]:
    """Every pattern of address there is, filled with what somebody may know of or guess, and searches."""
    known = {"authority": TARGET, "code": TARGET, "duty_id": "board-C03", "key": "unfilled-seats", "name": "reviews"}
    known |= {"person_id": f"{TARGET}-director", "number": "1", "rule": "own-authority", "user_id": "cleared"}
    addresses = []
    for method, pattern in MAY_OPEN:
        if method == "GET":
            for name, value in known.items():
                pattern = pattern.replace(f"<int:{name}>", value).replace(f"<{name}>", value)
            addresses.append(re.sub("<[^>]*>", "no-such-thing", pattern))
    searches = [f"{path}?q={TARGET}" for path in ("/councils/", "/people/", "/appointments", "/rosters/", "/waivers/")]
    weeks = [f"/week/?from={INSPECTED}", f"/inspections/?from={INSPECTED}", f"/week/sheet?from={INSPECTED}"]
    weeks += [f"/inspections/supply?week={INSPECTED}", f"/inspections/best-weeks?council={TARGET}"]
    weeks += [f"/inspections/new?starts={INSPECTED}", f"/inspections/board-C03/move?to={INSPECTED}"]
    tables = [f"/export/{kind}.csv" for kind in TABLES]
    tables += [f"/calendars/{secret}.ics" for secret in FEEDS]
    return [*addresses, *searches, *weeks, *tables, *(f"/duties/{id_}" for id_ in world.facts.duties), *found_ids]


def is_worth_it(address: str) -> bool:
    """Whether the page is looked at: calendars can be turned for ever, and workbooks hold the time of day."""
    turned = address.startswith(TURNED) and str(INSPECTED) not in address and "council=" not in address
    if CHANGING.search(address) and TARGET not in address:
        return False
    return not turned and not address.startswith(("/static", "/sign-out")) and not address.endswith((".xlsx", ".zip"))


def everything(client: FlaskClient, waiting: list[str]) -> dict[str, Page]:
    """Every page that can be reached: its status, its text, and all that its headers tell."""
    found: dict[str, Page] = {}
    chance, seen = Chance(), set()
    while waiting:
        address = waiting.pop()
        if address in seen or not is_worth_it(address):
            continue
        seen.add(address)
        answer = client.get(address, buffered=True)
        text = without_tokens(answer.get_data(as_text=True))
        assert answer.status_code < 500, f"{address}: two faults would look alike"
        headers = tuple((name, chance.out_of(value)) for name, value in answer.headers if name not in CHANCE_IN)
        found[chance.out_of(address)] = (answer.status_code, chance.out_of(text), headers)
        waiting.extend(html.unescape(link) for link in LINK.findall(text))
    return found


def asked_by(reader: Reader) -> list[str]:
    """Where the answers are to what a coordinator asks about open work, and to a guess at a sealed inspection."""
    if reader.role != "coordinator":
        return []
    found = []
    for command in (Ask("board-C00"), Ask("board-C00", f"{TARGET}-senior"), Ask("board-C06", f"{CODES[1]}-senior")):
        with suppress(Refusal):
            found.append(f"/questions/{ask(command, reader, TODAY)}")
    guess = offer_file(OfferFile("inspections", "guess.csv", GUESS), reader, TODAY, datetime.now(UTC))
    return [*found, f"/import/files/{guess}"]


def look(app: Flask, world: World) -> Seen:
    """What each of them can open."""
    readers = {name: make(world) for name, make in READERS.items()}
    with app.app_context():
        asked = {name: asked_by(reader) for name, reader in readers.items()}
        answer_all()
        count_all(app.config["TODAY"])
    return {name: everything(sign_in(app, each), starts(world, asked[name])) for name, each in readers.items()}


def decide_all(world: World) -> None:
    """Each says yes to what waits for them."""
    for reader in (world.liaison, world.uncleared, *(world.chief(code) for code in CODES)):
        for each in disclosure.waivers_to_decide(reader, TODAY):
            approve_waiver(DecideWaiver(each.id, reference="letter 1"), reader, TODAY)


def come_late(world: World) -> None:
    """Everybody who could be on T's inspection declares a tie to T that touches it."""
    helpers = [code for code in CODES if world.circles[code] == helpers_of(world.circles[TARGET])]
    numbers = count()
    with patch.object(store, "new_token", lambda: f"tie-{next(numbers)}"):
        for code in helpers:
            for reader in (world.director(code), world.senior(code)):
                declare_interest(DeclareInterest(TARGET, "employed", date(2020, 1, 1)), reader, TODAY)
        declare_interest(DeclareInterest("C00", "family", date(2020, 1, 1)), world.director(TARGET), TODAY)


def play(folder: Path, world: World, with_inspection: bool) -> tuple[dict[str, Seen], tuple[int, int]]:
    """One life: what they see of a draft, and on the day before notice; how many are placed, and how many looks back
    touch work.
    """
    with pages(folder) as app:
        with app.app_context():
            if with_inspection:
                register_inspection(RegisterInspection((TARGET,), INSPECTED), world.cleared, TODAY)
            roster = plan(world)
            propose_all(world, roster)
        seen = {"of a draft": look(app, world)}
        with app.app_context():
            decide_all(world)
            waive_all(world, roster)
            publish_roster(PublishRoster(roster), world.cleared, TODAY)
            placed = len(disclosure.roster(world.cleared, roster, TODAY).placements)
            with store.transaction():
                store.db.session.execute(store.db.text("UPDATE placement SET status = 'accepted'"))
            come_late(world)
            touched = len(disclosure.look_backs(world.cleared, TODAY))
            plan(world)
        app.config["TODAY"] = notice_day(INSPECTED) - timedelta(days=1)
        seen["before notice"] = look(app, world)
        return seen, (placed, touched)


def begin(world: World) -> None:
    """What both lives have in common: more users, ties, a change of the policy that waits."""
    declare_ties(world, world.director(TARGET))
    propose_change(CHANGE, world.uncleared, TODAY)
    with store.transaction():
        for each in (TIED, TIED_LIAISON):
            email = f"{each.user_id}@example.org"
            user = UserRow(id=each.user_id, email=email, name=each.name, role=each.role, password_hash="")
            user.cleared = each.cleared
            store.add(user)
            store.add(UserAuthorityRow(user=each.user_id, authority=TARGET))
    theirs = (world.director(TARGET), world.senior(TARGET), world.director(elsewhere(world)))
    FEEDS[:] = [make_address(each, TODAY) for each in (*theirs, TIED, world.uncleared, world.cleared, world.liaison)]


@pytest.fixture(scope="module")
def two_lives(tmp_path_factory: pytest.TempPathFactory, empty_pages: Path) -> list[dict[str, Seen]]:
    """The same service without and with the inspection, which is real and filled."""
    parent = tmp_path_factory.mktemp("all")
    shutil.copytree(empty_pages, parent / "start")
    duties = [
        *(board(f"board-{code}", code, TODAY) for code in CODES[::3]),
        inspection("announced", CODES[7], TODAY + timedelta(weeks=16), sealed=False),
        *(inspection(f"sealed-{code}", code, TODAY + timedelta(weeks=18 + n)) for n, code in enumerate(CODES[4:8])),
    ]
    with pages(parent / "start") as app, app.app_context():
        world = build_world(TODAY, duties, basis="acting")
        begin(world)
    for life in ("without", "with"):
        shutil.copytree(parent / "start", parent / life)
    (without, placed), (with_, also) = (play(parent / life, world, life == "with") for life in ("without", "with"))
    assert also == (placed[0] + 1, placed[1] + 1), "it is filled, and the tie of who is on it touches it"
    return [without, with_]


@pytest.mark.parametrize("moment", ["of a draft", "before notice"])
@pytest.mark.parametrize("name", READERS)
def test_no_byte_differs(two_lives: list[dict[str, Seen]], name: str, moment: str) -> None:
    without, with_ = (life[moment][name] for life in two_lives)
    assert without.keys() == with_.keys()
    for address, page in without.items():
        other = with_[address]
        if name == "uncleared" and address.startswith("/people/"):
            page, other = ((each[0], AWAY.sub("", each[1]).split(), each[2]) for each in (page, other))
        assert other == page, f"{address} for {name}"


def test_they_open_what_could_tell(two_lives: list[dict[str, Seen]]) -> None:
    """Else nothing would be compared."""
    for name in ("uncleared", "coordinator at T"):
        opened = {address for address, page in two_lives[1]["before notice"][name].items() if page[0] == 200}
        for part in (
            "/questions/", "/import/files/", "/export/inspections.csv", "/look-backs/", "/register/public.csv",
            "/waivers/register.csv", "/rulebook/rules/", "/rulebook/changes/", "/certificate", "/independence",
            "/records/", "/json", "/today/", ".ics", "/searches/id-", "/rosters/id-", "/week/teams/",
        ):  # fmt: skip
            assert any(part in address for address in opened), f"{name} opens no {part}"
    for name, part in (
        ("director of T", "/my/not-this-time/"),
        ("director of T", "/letter"),
        ("administrator", "/users/"),
    ):
        assert any(part in address for address in two_lives[1]["before notice"][name]), f"{name} opens no {part}"
