"""How many were evaluated: numbers by year, and none that tells of what is sealed."""

from __future__ import annotations

import pytest
from held_world import SEALED
from liaison_world import OVER, Team, team, tied
from small_world import CODES, TODAY
from test_evaluating import said

from peerinspect.services import disclosure
from peerinspect.services.liaison.evaluating import evaluate
from peerinspect.services.refusal import NotAllowed
from peerinspect.services.views.reports import EvaluatedYear


@pytest.fixture
def held(bare: object) -> Team:
    return team("on-site")


def numbers(reader: object, held: Team, day: object = OVER) -> dict[str, tuple[int, int, int, int]]:
    found: tuple[EvaluatedYear, ...] = disclosure.evaluated_report(reader, day)  # type: ignore[arg-type]
    return {one.year.value: (one.ended, one.evaluated, one.shared, one.again) for one in found if one.ended}


def test_counts_by_the_year_in_which_a_part_ended(held: Team) -> None:
    assert list(numbers(held.liaison, held).values()) == [(2, 0, 0, 0)]
    evaluate(said(held, 0), held.liaison, OVER)
    evaluate(said(held, 1, again="yes", shares=True), held.liaison, OVER)
    for reader in (held.liaison, held.world.cleared, held.world.uncleared):
        assert list(numbers(reader, held).values()) == [(2, 2, 1, 1)]


def test_names_nobody(held: Team) -> None:
    evaluate(said(held), held.liaison, OVER)
    seen = repr(disclosure.evaluated_report(held.world.uncleared, OVER))
    for told in (SEALED, held.people[0], "Spoke over"):
        assert told not in seen


def test_what_is_not_over_counts_nowhere(held: Team) -> None:
    for reader in (held.liaison, held.world.uncleared, tied(held.liaison, CODES[0])):
        assert numbers(reader, held, TODAY) == {}


@pytest.mark.parametrize("name", ["panel", "administrator"])
def test_is_for_those_who_watch(held: Team, name: str) -> None:
    for reader in (getattr(held.world, name), held.own_director, held.world.chief(CODES[0])):
        with pytest.raises(NotAllowed):
            disclosure.evaluated_report(reader, OVER)
