"""A sealed inspection changes no answer, no refusal and no line of what coordinators under the veil ask.

Two services start from the same bytes. Into one of them goes a sealed inspection of council T, and the cleared
coordinator asks about it. Then a coordinator who is not cleared, and one who works for T, ask about open work.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from questioning import LACKING, OPEN_BOARD, answer_all, duties
from small_service import service
from small_world import CODES, TODAY, World, build_world, inspection, tied
from test_plan import plan

from peerinspect.services import disclosure
from peerinspect.services.asking import Ask, StopAsking, ask, stop_asking
from peerinspect.services.inspections import RegisterInspection, register_inspection
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history

TARGET = CODES[5]
MONDAY = inspection("x", TARGET).first_day
CHANCE = re.compile(r"datetime\.datetime\([^()]*\)|'[a-z0-9]{16}'")


def told(call: Callable[[], object]) -> str:
    try:
        return CHANCE.sub("chance", repr(call()))
    except (NotFound, NotAllowed, Refusal) as refusal:
        return f"{type(refusal).__name__}: {refusal}"


def readers(world: World) -> dict[str, Reader]:
    return {
        "uncleared": world.uncleared,
        "tied": tied(world.cleared, TARGET),
        "director": world.director(TARGET),
        "senior": world.senior(TARGET),
        "chief": world.chief(TARGET),
        "panel": world.panel,
        "administrator": world.administrator,
        "public": SIGNED_OUT,
    }


def everything(reader: Reader, hidden: list[str]) -> dict[str, str]:
    """All that the reader can ask of open work, and of ids that may or may not be there."""
    found: dict[str, str] = {}
    asked: list[str] = []
    for duty in (OPEN_BOARD, LACKING):
        found[f"candidates {duty}"] = told(lambda duty=duty: disclosure.candidates(reader, duty, TODAY))
        found[f"lack {duty}"] = told(lambda duty=duty: disclosure.lack(reader, duty, TODAY))
        for person in (None, f"{CODES[1]}-senior", f"{TARGET}-director", "nobody"):
            command = Ask(duty, person)
            found[f"ask {command}"] = told(lambda command=command: asked.append(ask(command, reader, TODAY)))
    for number, id_ in enumerate(asked):
        found[f"waiting {number}"] = told(lambda id_=id_: disclosure.question(reader, id_, TODAY))
    answer_all()
    for number, id_ in enumerate([*asked, "nothing"]):
        found[f"answer {number}"] = told(lambda id_=id_: disclosure.question(reader, id_, TODAY))
        found[f"state {number}"] = told(lambda id_=id_: disclosure.question_state(reader, id_, TODAY))
        found[f"history {number}"] = told(lambda id_=id_: disclosure.events_about(reader, id_, TODAY))
    for number, id_ in enumerate(hidden):
        found[f"hidden {number}"] = told(lambda id_=id_: disclosure.question(reader, id_, TODAY))
        found[f"hidden state {number}"] = told(lambda id_=id_: disclosure.question_state(reader, id_, TODAY))
        found[f"hidden stop {number}"] = told(lambda id_=id_: stop_asking(StopAsking(id_), reader, TODAY))
        found[f"hidden history {number}"] = told(lambda id_=id_: disclosure.events_about(reader, id_, TODAY))
    found["since"] = told(lambda: disclosure.coordinator_home(reader, TODAY))
    return found


def played(folder: Path, world: World, with_inspection: bool) -> dict[str, dict[str, str]]:
    with service(folder):
        hidden = ["no-such-question"] * 2
        duty = None
        if with_inspection:
            duty = register_inspection(RegisterInspection((TARGET,), MONDAY), world.cleared, TODAY)
        plan(world.cleared)
        if duty is not None:
            helper = disclosure.candidates(world.cleared, duty, TODAY).chosen[0].person_id
            hidden = [ask(Ask(duty), world.cleared, TODAY), ask(Ask(duty, helper), world.cleared, TODAY)]
        found = {name: everything(reader, hidden) for name, reader in readers(world).items()}
        assert history.verify() == []
        return found


@pytest.fixture(scope="module")
def two_lives(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, dict]:
    """The same service without and with the inspection."""
    parent = tmp_path_factory.mktemp("asking")
    with service(parent / "start"):
        world = build_world(TODAY, duties())
    for life in ("without", "with"):
        shutil.copytree(parent / "start", parent / life)
    return played(parent / "without", world, False), played(parent / "with", world, True)


def test_they_ask_and_are_answered(two_lives: tuple[dict, dict]) -> None:
    """Else nothing would be compared."""
    for name in ("uncleared", "tied"):
        found = two_lives[1][name]
        assert sum("attempt=TryView" in text for text in found.values()) >= 2
        assert sum("filling=FillView" in text for text in found.values()) >= 1
    for name in ("director", "chief", "panel", "administrator", "public"):
        assert {text.split(":")[0] for text in two_lives[1][name].values()} == {"NotAllowed"}


@pytest.mark.parametrize(
    "name", ["uncleared", "tied", "director", "senior", "chief", "panel", "administrator", "public"]
)
def test_no_answer_and_no_refusal_differs(two_lives: tuple[dict, dict], name: str) -> None:
    without, with_ = two_lives
    assert without[name].keys() == with_[name].keys()
    for asked, text in without[name].items():
        assert with_[name][asked] == text, asked
