"""What goes into the problem files, and above all what does not."""

from __future__ import annotations

import json

import pytest
from small_world import CODES, TODAY, World, board, build_world, inspection

from peerinspect import store
from peerinspect.domain import Facts, Placement, RosterPlacement
from peerinspect.files import facts_from_dict, problem_dict
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.services.circles import home_circle
from peerinspect.services.problems import open_problem, sealed_problem
from peerinspect.store.loading import load_placements

SEALED = tuple(f"sealed-{code}" for code in CODES)


@pytest.fixture
def planned(bare: object) -> World:
    """Every council is to be inspected, and one board needs a chair."""
    duties = [inspection(f"sealed-{code}", code) for code in CODES]
    return build_world(TODAY, [board("board-0", CODES[0], TODAY), *duties])


def text_of(facts: Facts) -> str:
    return json.dumps(problem_dict(facts))


def chair_of(world: World) -> str:
    """Somebody who chairs, from a council other than the board's."""
    return f"{world.council_in(1)}-director"


def test_the_open_problem_holds_no_trace_of_sealed_work(planned: World) -> None:
    with store.transaction():
        load_placements([Placement(f"{CODES[1]}-director", "sealed-C05", "accepted")], [])
    facts = open_problem(TODAY)
    assert list(facts.duties) == ["board-0"]
    assert facts.placements == ()
    assert "sealed" not in text_of(facts)


@pytest.mark.parametrize("circle", [0, 1, 2])
class TestSealedProblem:
    """The problem of one circle."""

    def problem(self, world: World, circle: int) -> Facts:
        return sealed_problem(TODAY, circle, [RosterPlacement(chair_of(world), "board-0")])

    def test_knows_the_sealed_duties_of_no_other_circle(self, planned: World, circle: int) -> None:
        others = [f"sealed-{code}" for code in CODES if planned.circles[code] != circle]
        facts = self.problem(planned, circle)
        assert {id_ for id_, duty in facts.duties.items() if duty.sealed} == set(SEALED) - set(others)
        assert not any(id_ in text_of(facts) for id_ in others)

    def test_lets_only_people_of_the_next_circle_do_them(self, planned: World, circle: int) -> None:
        facts = self.problem(planned, circle)
        bars = Rulebook.under(facts.policy).bars
        able = {
            person.id
            for person in facts.people.values()
            for duty in facts.duties.values()
            if duty.sealed
            and not any(bar.objections(engage(facts, person, duty)) for bar in bars if bar.code != "same-region")
        }
        assert able == {
            id_
            for id_, person in planned.facts.people.items()
            if home_circle(person, planned.circles, TODAY) == (circle + 1) % 3
        }

    def test_pins_open_work_and_looks_for_no_more_of_it(self, planned: World, circle: int) -> None:
        facts = self.problem(planned, circle)
        assert [(each.person, each.duty, each.pinned) for each in facts.placements] == [
            (chair_of(planned), "board-0", True)
        ]
        assert facts.duties["board-0"].seats == 1

    def test_can_be_written_and_read(self, planned: World, circle: int) -> None:
        facts = self.problem(planned, circle)
        assert problem_dict(facts_from_dict(problem_dict(facts))) == problem_dict(facts)


def test_an_open_duty_that_stays_empty_is_not_filled_by_the_sealed_search(planned: World) -> None:
    facts = sealed_problem(TODAY, 0, [])
    assert "board-0" not in facts.duties


def test_whose_placement_is_released_is_barred_from_it_by_nothing_but_the_circle(planned: World) -> None:
    """Somebody who was placed under other circles does not stay: the bar holds for them too."""
    code = planned.council_in(0)
    stranger = f"{planned.council_in(0, 1)}-director"
    with store.transaction():
        load_placements([Placement(stranger, f"sealed-{code}", "accepted")], [])
    facts = sealed_problem(TODAY, 0, [])
    duty = facts.duties[f"sealed-{code}"]
    assert all(
        any(away.holds(day.start) for away in facts.people[stranger].unavailable) for day in duty.on_site_periods
    )
