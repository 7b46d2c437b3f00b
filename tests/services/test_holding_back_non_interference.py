"""Whatever is done with a sealed inspection, in whatever order, nobody under the veil reads anything else than without.

Two services hold the same open work; one of them holds a sealed inspection of council T with somebody on it besides.
Steps are drawn at random. What concerns open work alone is done in both, what concerns the sealed inspection in one;
whether a step is allowed or refused is none of the readers' business. Afterwards everything that services hand to
whoever may not know is the same in both.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from held_world import SEALED, TEN_BEFORE, Held, approve, held_world, put, row_of, sign, tell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_service import service
from small_world import CODES, MONDAY, TODAY, board, build_world, tied

from peerinspect.domain import Duty
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.answers import AcceptOffer, DeclineOffer, accept_offer, decline_offer
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.holding_back.leaks import RaiseLeak, ReportLeak, raise_leak, report_leak
from peerinspect.services.holding_back.reserves import PromoteReserve, promote_reserve
from peerinspect.services.holding_back.rounds import hold_round
from peerinspect.services.lives.placing import OfferPlacement, TakePlacementStep, offer_placement, take_placement_step
from peerinspect.services.queries.home import _LISTS
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal

Step = Callable[[Held, date], object]
BOARDS = ("board-0", "board-7")
CHAIR = f"{CODES[10]}-director"


def boards() -> list[Duty]:
    return [board("board-0", CODES[0], TODAY), board("board-7", CODES[7], TODAY)]


def ours(held: Held) -> Reader:
    """The director who chairs, and declares: of a council that has nothing to do with the sealed inspection."""
    return held.world.director(CODES[10])


SEALED_STEPS: dict[str, Step] = {
    "offer": lambda held, day: offer_placement(OfferPlacement(SEALED, held.person), held.world.cleared, day),
    "accept": lambda held, day: accept_offer(AcceptOffer(held.address), held.peer, day),
    "decline": lambda held, day: decline_offer(DeclineOffer(held.address, "conflicted"), held.peer, day),
    "approve": lambda held, day: approve(held),
    "sign": lambda held, day: sign(held, day),
    "disclose": lambda held, day: tell(held, held.world.liaison, day),
    "look": lambda held, day: disclosure.duty(held.world.cleared, SEALED, day),
    "stand down": lambda held, day: take_placement_step(
        TakePlacementStep(SEALED, held.address, "stand-down", reason="It was upheld"), held.world.cleared, day
    ),
    "reserve": lambda held, day: promote_reserve(PromoteReserve(SEALED), held.world.cleared, day),
    "leak": lambda held, day: raise_leak(RaiseLeak(SEALED, "Somebody knew", day), held.world.liaison, day),
}
OPEN_STEPS: dict[str, Step] = {
    "offer a board": lambda held, day: offer_placement(OfferPlacement(BOARDS[0], CHAIR), held.world.uncleared, day),
    "decline the board": lambda held, day: decline_offer(
        DeclineOffer(placement_address(CHAIR, BOARDS[0]), "busy"), ours(held), day
    ),
    "reserve for the board": lambda held, day: promote_reserve(PromoteReserve(BOARDS[0]), held.world.uncleared, day),
    "declare": lambda held, day: declare_interest(DeclareInterest(CODES[0], "friend"), ours(held), day),
    "suspect": lambda held, day: report_leak(ReportLeak("Somebody knew"), held.world.uncleared, day),
    "round": lambda held, day: hold_round(day),
}
STEPS = {**SEALED_STEPS, **OPEN_STEPS}


def seen_by(reader: Reader, day: date) -> dict[str, str]:
    """What the queries that holding back touches hand to a reader; refusals too."""
    found: dict[str, str] = {}

    def ask(name: str, query: Callable[[], object]) -> None:
        try:
            found[name] = re.sub(r"datetime\.datetime\([^)]*\)", "a moment", repr(query()))
        except (NotFound, NotAllowed, Refusal) as refusal:
            found[name] = repr(refusal)

    for key in _LISTS:
        ask(f"attention {key}", lambda key=key: disclosure.attention(reader, key, day))
    for query in (disclosure.coordinator_home, disclosure.leaks, disclosure.my_duties, disclosure.council_people):
        ask(query.__name__, lambda query=query: query(reader, day))
    for duty in (SEALED, *BOARDS):
        for query in (
            disclosure.duty,
            disclosure.duty_life,
            disclosure.holding,
            disclosure.asked_again,
            disclosure.reserve_offer,
            disclosure.who_left,
            disclosure.who_knew,
        ):
            ask(f"{query.__name__} {duty}", lambda query=query, duty=duty: query(reader, duty, day))
        ask(f"promote {duty}", lambda duty=duty: promote_reserve(PromoteReserve(duty, "nobody"), reader, day))
    ask("duties", lambda: disclosure.duties(reader, None, day))
    ask("year", lambda: disclosure.inspection_calendar(reader, day, day))
    ask("week", lambda: disclosure.week_sheet(reader, MONDAY, day))
    ask("look backs", lambda: disclosure.look_backs(reader, day))
    return found


def lived(folder: Path, held: Held, steps: Sequence[tuple[str, int]], with_sealed: bool) -> dict[str, dict[str, str]]:
    """Take the steps, each some days after the one before; what the readers see in the end."""
    with service(folder):
        day = TODAY
        for name, days in steps:
            day += timedelta(days=days)
            if name in OPEN_STEPS or with_sealed:
                with suppress(Refusal, NotFound, NotAllowed):
                    STEPS[name](held, day)
        world, target = held.world, held.target
        readers = {
            "uncleared": world.uncleared,
            "coordinator at T": tied(world.cleared, target),
            "liaison at T": tied(world.liaison, target),
            "director of T": world.director(target),
            "senior manager of T": world.senior(target),
            "chief executive of T": world.chief(target),
            "panel": world.panel,
            "administrator": world.administrator,
            "public": SIGNED_OUT,
        }
        return {name: seen_by(reader, day) for name, reader in readers.items()}


@pytest.fixture(scope="module")
def two_folders(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> tuple[Path, Path, Held]:
    """The same open work twice; in the second also a sealed inspection of T, with somebody on it."""
    base = tmp_path_factory.mktemp("beside")
    for name in ("without", "with"):
        shutil.copytree(empty_store, base / name)
    with service(base / "without"):
        build_world(TODAY, boards())
    with service(base / "with"):
        held = held_world(*boards())
        put(held.person)
        assert held.address
    return base / "without", base / "with", replace(held)


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from([0, 1, 22])), min_size=4, max_size=9))
def test_no_sequence_of_steps_shows(
    two_folders: tuple[Path, Path, Held], tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    steps = [step for number, step in enumerate(steps) if sum(days for _, days in steps[: number + 1]) < 75]
    without, beside, held = two_folders
    folder = tmp_path_factory.mktemp("life")
    seen = []
    for name, source in (("without", without), ("with", beside)):
        shutil.copytree(source, folder / name)
        seen.append(lived(folder / name, held, steps, with_sealed=name == "with"))
    ids = re.compile(r"\b[0-9a-z]{16}\b")
    for reader in seen[0]:
        for query in seen[0][reader]:
            texts = [ids.sub("an id", each[reader][query]) for each in seen]
            assert texts[0] == texts[1], f"{reader}, {query}, after {steps}"
    shutil.rmtree(folder)


def test_the_whole_way_shows_nothing(
    two_folders: tuple[Path, Path, Held], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every step in its order, so that each has been taken at least once."""
    without, beside, held = two_folders
    ten_before = (TEN_BEFORE - TODAY).days
    steps = [
        ("approve", 0),
        ("sign", 0),
        ("offer a board", 0),
        ("disclose", ten_before),
        ("look", 0),
        ("round", 0),
        ("leak", 0),
        ("suspect", 0),
        ("declare", 0),
        ("decline", 0),
        ("decline the board", 0),
        ("reserve", 0),
        ("reserve for the board", 0),
        ("round", 1),
    ]
    folder = tmp_path_factory.mktemp("whole")
    seen = []
    for name, source in (("without", without), ("with", beside)):
        shutil.copytree(source, folder / name)
        seen.append(lived(folder / name, held, steps, with_sealed=name == "with"))
    ids = re.compile(r"\b[0-9a-z]{16}\b")
    for reader in seen[0]:
        for query in seen[0][reader]:
            texts = [ids.sub("an id", each[reader][query]) for each in seen]
            assert texts[0] == texts[1], f"{reader}, {query}"
    with service(folder / "with"):
        assert (row_of(held.person).status, row_of(held.person).decline_reason) == ("declined", "conflicted")
