"""What the liaison does about a sealed inspection changes nothing that anybody under the veil reads."""

from __future__ import annotations

from datetime import date

import pytest
from held_world import SEALED
from liaison_world import BEFORE, Team, team, tied
from small_world import CODES, MONDAY, NOTICE
from test_non_interference import everything_for

from peerinspect.services import disclosure
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound

ACTS = ("approve", "refuse", "defer")


@pytest.fixture
def held(bare: object) -> Team:
    return team()


def act(held: Team, what: str) -> None:
    """What the liaison does, the day before the notice day."""
    if what == "defer":
        take_step(TakeStep(SEALED, "defer", reason="A new head"), held.liaison, BEFORE)
    else:
        getattr(held, what)()


def under_the_veil(held: Team) -> dict[str, Reader]:
    """Everybody of the council, who works there besides, and somebody of neither side."""
    target, world = held.held.target, held.world
    others = [code for code in CODES if code != target and code not in held.held.helpers]
    return {
        "director": world.director(target),
        "senior manager": world.senior(target),
        "chief executive": world.chief(target),
        "coordinator there": tied(world.cleared, target),
        "liaison there": tied(world.liaison, target),
        "another's director": world.director(others[0]),
        "panel": world.panel,
    }


@pytest.mark.parametrize("what", ACTS)
def test_nobody_under_the_veil_reads_a_difference(held: Team, what: str) -> None:
    readers = under_the_veil(held)
    before = {name: everything_for(reader, BEFORE) for name, reader in readers.items()}
    act(held, what)
    for name, reader in readers.items():
        assert everything_for(reader, BEFORE) == before[name], name


@pytest.mark.parametrize("day", [BEFORE, NOTICE, MONDAY])
def test_one_that_is_put_off_before_its_notice_never_was(held: Team, day: date) -> None:
    act(held, "defer")
    for reader in (held.own_director, held.world.chief(held.held.target)):
        assert disclosure.my_inspections(reader, day) == ()
        with pytest.raises(NotFound):
            disclosure.my_team(reader, SEALED, day)
