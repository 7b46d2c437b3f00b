"""What happens in each life, act by act: through the services, as pages and jobs call them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask
from forecasts import count_all
from pages_world import CHANGE, pages, plan, sign_in
from questioning import answer_all
from small_world import TODAY, World
from veil_answers import Answer
from veil_asking import ask as look_at
from veil_boards import sit_on_a_board
from veil_chance import dealt, sealed_hand
from veil_lessons import learn_lessons
from veil_programme import learn_and_be_seconded
from veil_programs import make_tokens
from veil_reviews import hold_a_review
from veil_support import seek_support
from veil_vacancies import look_after
from veil_world import CODES, INSPECTED, PEER, RESERVE, TARGET, TIED, TIED_LIAISON, TWIN, build
from waiving import propose_all, waive_all

from peerinspect import store
from peerinspect.domain.kinds import INSPECT
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.answers import AcceptOffer, accept_offer
from peerinspect.services.arrangements import AddArrangement, add_arrangement
from peerinspect.services.asking import Ask, ask
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.dismissals import ProposeDismissal, propose_dismissal
from peerinspect.services.holding_back.answer_links import ANSWERS
from peerinspect.services.holding_back.disclosing import Disclose, disclose
from peerinspect.services.holding_back.undertaking import SignUndertaking, sign_undertaking
from peerinspect.services.imports import OfferFile, offer_file
from peerinspect.services.inspections import RegisterInspection, notice_day, register_inspection
from peerinspect.services.liaison.approving import DecidePeer, approve_peer
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.policies import propose_change
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import Reader
from peerinspect.services.vacancies import RegisterVacancy, register_vacancy
from peerinspect.services.waiver_decisions import DecideWaiver, approve_waiver

NONE, WITH, TWINNED = "without", "with", "with the twin's"
"""The lives: no inspection, the target's, and its twin's in the same week."""
NOTICE = notice_day(INSPECTED)
HELD = NOTICE - timedelta(weeks=6)
EVE = NOTICE - timedelta(days=1)
LAST = INSPECTED + timedelta(days=4)
GUESS = f"gss,start,end,sealed\n{TARGET},{INSPECTED},{LAST},no\n".encode()
"""A table in which somebody guesses that the council is inspected in that week."""


@dataclass
class Life:
    """One life: its folder, and the id of its inspection, which is also asked for in the life without."""

    name: str
    folder: Path
    world: World
    duty: str = ""
    asked: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, dict[str, Answer]] = field(default_factory=dict)
    """By user, what the links in messages led to while the offer was not answered yet, by address."""

    @property
    def target(self) -> str | None:
        """The council that is inspected."""
        return {WITH: TARGET, TWINNED: TWIN}.get(self.name)

    def copy(self, folder: Path) -> Life:
        """The same life up to here, to go on differently."""
        shutil.copytree(self.folder, folder)
        asked = {user: list(each) for user, each in self.asked.items()}
        offered = {user: dict(each) for user, each in self.offered.items()}
        return Life(self.name, folder, self.world, self.duty, asked, offered)


@contextmanager
def _open(life: Life, act: str, day: date) -> Iterator[Flask]:
    with pages(life.folder, TODAY=day) as app, app.app_context(), dealt(act):
        yield app


def _sealed(life: Life) -> AbstractContextManager[None]:
    return sealed_hand() if life.target else nullcontext()


def begin(folder: Path, empty: Path) -> tuple[Path, World, dict[str, list[str]], dict[str, str]]:
    """What all lives have in common before they part."""
    shutil.copytree(empty, folder)
    with pages(folder) as app, app.app_context(), dealt("begin"):
        world = build()
        propose_change(CHANGE, world.uncleared, TODAY)
        first = TODAY + timedelta(weeks=8)
        gone = RegisterVacancy(TARGET, first, first + timedelta(weeks=4), "The director has left")
        look_after(world, register_vacancy(gone, world.cleared, TODAY), first)
        tie = declare_interest(DeclareInterest("C05", "family", date(2018, 4, 3)), world.director(TARGET), TODAY)
        false = ProposeDismissal(tie, "namesake", "Somebody else of that name", "Letter 7")
        propose_dismissal(false, world.uncleared, TODAY)
        add_arrangement(AddArrangement("police", (TARGET, "C04"), TODAY), world.uncleared, TODAY)
        sit_on_a_board(world, (TARGET, "C04"), TODAY)
        learn_and_be_seconded(world)
        learn_lessons(world)
        seek_support(world)
        hold_a_review(world)
        feeds = {each.user_id: [_feed(app, each)] for each in (world.liaison, *_directors(world), TIED_LIAISON)}
        tokens = make_tokens(app, world)
    return folder, world, feeds, tokens


def _feed(app: Flask, reader: Reader) -> str:
    """The secret address of the reader's calendar."""
    answer = sign_in(app, reader).post("/calendar/address")
    found = re.search(r"/calendars/[^\s\"<>]+?\.ics", answer.get_data(as_text=True))
    assert found, answer.get_data(as_text=True)
    return found[0]


def draft(life: Life) -> None:
    """The inspection is registered before anything is searched for; then a roster, waivers asked for, questions."""
    with _open(life, "draft", TODAY):
        if life.target:
            with sealed_hand():
                life.duty = register_inspection(
                    RegisterInspection((life.target,), INSPECTED), life.world.cleared, TODAY
                )
        roster = plan(life.world)
        propose_all(life.world, roster)
        _ask_about(life)
        count_all(TODAY)


def _ask_about(life: Life) -> None:
    """What coordinators who may not know ask and read in, and what comes of it."""
    for reader in (life.world.uncleared, TIED):
        ids = [ask(Ask("board-C00", person), reader, TODAY) for person in ("C03-senior", "C02-senior")]
        offered = offer_file(OfferFile("inspections", "guess.csv", GUESS), reader, TODAY, datetime.now(UTC))
        life.asked[reader.user_id] = [
            *life.asked.get(reader.user_id, []),
            *(f"/questions/{id_}" for id_ in ids),
            f"/import/files/{offered}",
        ]
    if life.target:
        with sealed_hand():
            ask(Ask(life.duty, f"{RESERVE}-director"), life.world.cleared, TODAY)
    answer_all()


def hold(life: Life) -> None:
    """The roster is published, everybody says yes, and ties come in late."""
    world = life.world
    with _open(life, "hold", TODAY) as app:
        roster = disclosure.rosters(world.cleared, TODAY)[0].id
        for reader in (world.liaison, world.uncleared, *(world.chief(code) for code in CODES)):
            for each in disclosure.waivers_to_decide(reader, TODAY):
                approve_waiver(DecideWaiver(each.id, reference="letter 1"), reader, TODAY)
        waive_all(world, roster)
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
        _take_links(life, app)
        for reader in _directors(world):
            for offer in disclosure.my_duties(reader, TODAY).to_answer:
                with _sealed(life) if reader.person_id == f"{PEER}-director" else nullcontext():
                    accept_offer(AcceptOffer(offer.address), reader, TODAY)
        if life.target:
            with sealed_hand():
                take_step(TakeStep(life.duty, "hold-team"), world.cleared, TODAY)
        late = DeclareInterest(TARGET, "employed", date(2020, 1, 1))
        for code in (RESERVE, "C01"):
            declare_interest(late, world.senior(code), TODAY)
    _as_at(life, HELD)


def _take_links(life: Life, app: Flask) -> None:
    """The links in messages that let in whoever has them, and what those to answer by show before they are used."""
    told = store.db.text("SELECT user, facts FROM message WHERE facts LIKE '%\"path\"%' ORDER BY event")
    for user, facts in store.db.session.execute(told).all():
        address = json.loads(facts)["path"]
        if not re.search(r"/[\w.~-]{16,}$", address):
            continue
        life.asked.setdefault(user, []).append(address)
        if address.startswith("/answer/"):
            stranger = app.test_client()
            pages_of = (address, *(f"{address}/{answer}" for answer in ANSWERS))
            life.offered.setdefault(user, {}).update({each: look_at(stranger, "GET", each) for each in pages_of})


def _directors(world: World) -> list[Reader]:
    return [make(code) for code in CODES for make in (world.director, world.senior)]


def _as_at(life: Life, day: date) -> None:
    """What jobs do by themselves until the day."""
    with _open(life, "as at", day):
        plan_again(life.world)
        answer_all()
        count_all(day)


def plan_again(world: World) -> None:
    """Another draft, after the published roster."""
    plan(world)


def reveal(life: Life) -> None:
    """The peer signs the undertaking and is told whose inspection it is."""
    if not life.target:
        return
    with _open(life, "reveal", EVE), sealed_hand():
        address = placement_address(f"{PEER}-director", life.duty)
        sign_undertaking(SignUndertaking(address, True), life.world.director(PEER), EVE)
        approve_peer(DecidePeer(life.duty, address), life.world.liaison, EVE)
        disclose(Disclose(life.duty, address), life.world.liaison, EVE)


def defer(life: Life) -> None:
    """It is put off, and given a new week."""
    with _open(life, "defer", EVE), sealed_hand():
        take_step(TakeStep(life.duty, "defer", reason="The team is ill"), life.world.cleared, EVE)
        again = INSPECTED + timedelta(weeks=8)
        take_step(TakeStep(life.duty, "plan-again", day=again), life.world.cleared, EVE)


def cancel(life: Life) -> None:
    """It is called off."""
    with _open(life, "cancel", EVE), sealed_hand():
        step = TakeStep(life.duty, "cancel", reason="Not needed any more", accepts=True)
        take_step(step, life.world.cleared, EVE)


def give_notice(life: Life) -> None:
    """The council has been told."""
    if life.target:
        with _open(life, "give notice", NOTICE):
            take_step(TakeStep(life.duty, "notify", day=NOTICE), life.world.liaison, NOTICE)


def publish(life: Life) -> None:
    """The visit, the report, and its publication."""
    if not life.target:
        return
    after = LAST + timedelta(days=1)
    with _open(life, "publish", after):
        for step in (
            TakeStep(life.duty, "go-on-site"),
            TakeStep(life.duty, "write-report"),
            TakeStep(life.duty, "publish-report", day=after, reference="Report 50012345"),
        ):
            take_step(step, life.world.cleared, after)


ACTS: dict[str, Callable[[Life], None]] = {
    "draft": draft, "hold": hold, "reveal": reveal, "defer": defer, "cancel": cancel,
    "give notice": give_notice, "publish": publish,
}  # fmt: skip
__all__ = ["ACTS", "EVE", "HELD", "INSPECT", "LAST", "NONE", "NOTICE", "TWINNED", "WITH", "Life", "begin"]
