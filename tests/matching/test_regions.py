"""Regions: how a problem is cut, that a part is judged as the whole judges it, and what processes hand back."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from peerinspect.domain import Arrangement, Facts, Period, Placement, Policy, Roster, RuleSetting
from peerinspect.domain.placement import Pair
from peerinspect.files import digest_of
from peerinspect.independence import goals
from peerinspect.independence.audit import audit
from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import solve
from peerinspect.matching.regions import wall
from peerinspect.matching.regions.crew import run_all
from peerinspect.matching.regions.engine import solve_by_regions
from peerinspect.matching.regions.greedy import filled_up
from peerinspect.matching.regions.partition import Part, mixed, regions_of
from peerinspect.matching.regions.patterns import possible_counts
from peerinspect.matching.regions.restriction import NOBODY, Divider
from peerinspect.matching.regions.searching import Errand
from peerinspect.matching.regions.sizing import MOST, affordable
from peerinspect.matching.regions.stitching import Seam
from peerinspect.matching.regions.surroundings import Shelf
from peerinspect.matching.regions.wall import is_beyond_the_wall
from peerinspect.season import generate
from tests.matching.small_world import small_world


@pytest.fixture(scope="module")
def season() -> Facts:
    return generate(1, 7)


def solved(facts: Facts, **how: object) -> Roster:
    digest = digest_of(facts)
    return solve_by_regions(facts, problem_digest=digest, policy_digest="sha256:test", **how)  # type: ignore[arg-type]


def shuffled(facts: Facts, seed: int) -> Facts:
    """The same facts from lists in another order."""
    rng = Random(seed)

    def mixed_up(mapping: dict) -> dict:  # type: ignore[type-arg]
        return dict(rng.sample(list(mapping.items()), len(mapping)))

    return replace(facts, people=mixed_up(dict(facts.people)), duties=mixed_up(dict(facts.duties)))


def test_everybody_and_every_open_duty_is_in_one_region_and_none_is_large(season: Facts) -> None:
    for turn in range(3):
        parts = regions_of(season, 200, turn)
        people = [one for part in parts for one in part.people]
        duties = [one for part in parts for one in part.duties]
        assert sorted(people) == sorted(season.people)
        assert sorted(duties) == sorted(one.id for one in season.duties.values() if season.is_open(one))
        assert max(len(part.people) + len(part.duties) for part in parts) <= 260


def test_other_turns_cut_along_other_borders(season: Facts) -> None:
    assert set(regions_of(season, 200, 0)) != set(regions_of(season, 200, 1))


def test_lots_leave_duties_with_those_who_are_placed_on_them(season: Facts) -> None:
    placed = [one.pair for one in season.placements if season.is_fixed(one)]
    for part in mixed(season, 3, 1, placed):
        for person, duty in placed:
            others = [one for one, which in placed if which == duty]
            if person in part.people and len(others) == 1:
                assert duty in part.duties


def test_councils_that_lend_people_together_stay_together() -> None:
    facts = small_world()
    bond = Arrangement("director", frozenset({"A0", "A5"}), Period(date(2020, 1, 1), None))
    parts = regions_of(replace(facts, arrangements=(bond,)), 3)
    assert len(parts) > 1
    assert any({"p0", "p5"} <= part.people for part in parts)


def test_the_order_of_lists_changes_no_region(season: Facts) -> None:
    assert regions_of(season, 200) == regions_of(shuffled(season, 1), 200)


@pytest.mark.parametrize("turn", range(2))
def test_a_part_has_the_candidates_pairs_and_costs_of_the_whole(season: Facts, turn: int) -> None:
    whole = examine(season, Rulebook.under(season.policy))
    part = regions_of(season, 400, turn)[0]
    small = examine(Divider(season, {}).part(part, Shelf(()), 0), whole.rulebook)
    inside = [
        index
        for index, one in enumerate(whole.candidates)
        if one.person.id in part.people and one.duty.id in part.duties
    ]
    place = {old: new for new, old in enumerate(inside)}
    assert len(inside) > 200
    assert [one.pair for one in small.candidates] == [whole.candidates[index].pair for index in inside]
    assert small.alone == [whole.alone[index] for index in inside]
    assert small.hard_pairs == {
        (place[one], place[other]) for one, other in whole.hard_pairs if one in place and other in place
    }


def test_nobody_outside_the_part_can_be_placed_and_those_who_are_stay(season: Facts) -> None:
    one, other = regions_of(season, 400)[:2]
    weights = goals.keep_weights(season)
    divider = Divider(season, weights)
    found = examine(divider.part(other, Shelf(()), 0), Rulebook.under(season.policy))
    chosen = _any_roster([(each.person.id, each.duty.id) for each in found.candidates])
    small = divider.part(one, divider.shelved(chosen), 0)
    again = examine(small, found.rulebook)
    assert {each.person.id for each in again.candidates} <= one.people
    assert {each.duty.id for each in again.candidates} <= one.duties
    touching = [pair for pair in chosen if pair in {each.pair for each in again.fixed}]
    assert touching
    assert all(small.duties[duty].seats == 0 for _, duty in touching)


def _any_roster(pairs: list[Pair]) -> list[Pair]:
    taken: dict[str, str] = {}
    for person, duty in pairs:
        if person not in taken.values():
            taken.setdefault(duty, person)
    return [(person, duty) for duty, person in taken.items()]


def test_the_floor_of_the_peak_is_carried_by_nobody(season: Facts) -> None:
    part = regions_of(season, 400)[0]
    small = Divider(season, {}).part(part, Shelf(()), 431)
    assert goals.peak_value(small, [one.pair for one in small.placements if small.is_fixed(one)]) == 431
    found = examine(small, Rulebook.under(small.policy))
    assert all(NOBODY not in one.pair for one in found.candidates)


def test_what_cannot_stand_together_is_found_and_let_go() -> None:
    """Councils 0 and 1 would inspect each other."""
    facts = small_world()
    seam = Seam(facts, Rulebook.under(facts.policy))
    chosen = {("p0", "i1"), ("p1", "i0"), ("p2", "i3")}
    assert frozenset({("p0", "i1"), ("p1", "i0")}) in seam.conflicts(chosen)
    assert seam.without_conflicts(chosen) == {("p0", "i1"), ("p2", "i3")} or len(seam.without_conflicts(chosen)) == 2
    assert not seam.conflicts(seam.without_conflicts(chosen))


def test_the_cost_of_waivers_is_the_auditors(season: Facts) -> None:
    seam = Seam(season, Rulebook.under(season.policy))
    found = examine(season, seam.rulebook)
    chosen = _any_roster([one.pair for one in found.candidates])
    chosen = sorted(seam.without_conflicts(chosen))
    fixed = [one.pair for one in seam.fixed]
    assert seam.cost(chosen) == goals.value_of("waivers", season, [*fixed, *chosen], None, seam.rulebook) > 0


def test_a_roster_stitched_by_processes_is_sound_and_always_the_same() -> None:
    facts = small_world((Placement("p4", "i0", "accepted"),))
    told: list[str] = []
    kept: list[Roster] = []
    one = solved(
        facts, most=6, workers=2, progress=lambda step: told.append(step.goal), keep_best=kept.append, time_limit=120.0
    )
    other = solved(shuffled(facts, 3), most=6, workers=1)
    assert one.placements == other.placements
    report = audit(facts, one, problem_digest=digest_of(facts))
    assert report.is_clean, report.lines()
    assert kept
    assert {"fill", "waivers"} <= set(told)


def test_a_cancelled_search_hands_back_what_it_has_at_once() -> None:
    facts = small_world()
    cancel = threading.Event()
    cancel.set()
    began = time.monotonic()
    roster = solved(facts, most=6, cancel=cancel)
    assert time.monotonic() - began < 1
    assert roster.status == "cancelled"
    assert audit(facts, roster).is_clean


def test_a_process_that_is_cancelled_is_ended(season: Facts) -> None:
    part = Divider(season, {}).part(Part(frozenset(season.people), frozenset(season.duties)), Shelf(()), 0)
    cancel = threading.Event()
    threading.Timer(0.2, cancel.set).start()
    began = time.monotonic()
    assert run_all([Errand(part, frozenset(), 60.0)], 1, cancel, None) == [None]
    assert time.monotonic() - began < 1.5


def test_no_process_outlives_one_that_is_killed(tmp_path: Path) -> None:
    """As the service ends a search that does not stop in time."""
    script = tmp_path / "run.py"
    script.write_text(OUTLIVING)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        child = int(killed.stdout.readline())
        killed.kill()
    until = time.monotonic() + 10
    while Path(f"/proc/{child}/stat").exists() and time.monotonic() < until:
        if Path(f"/proc/{child}/stat").read_text().split(") ")[1][0] == "Z":
            break
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{child}/stat").exists()


OUTLIVING = """
import threading, time
from dataclasses import dataclass
from peerinspect.matching.regions.crew import run_all

@dataclass(frozen=True)
class Idle:
    seconds: float = 60.0
    size: int = 1

    def run(self, tell):
        import os
        print(os.getpid(), flush=True)
        time.sleep(60)

if __name__ == "__main__":
    run_all([Idle()], 1, threading.Event(), None)
"""


def test_regions_are_as_large_as_there_is_time_for(season: Facts) -> None:
    """England is one region of 45 seconds; with less time it is cut, for a part that is cut short is worth little."""
    assert affordable(season, MOST, (), None) == MOST
    assert affordable(season, MOST, (), 45.0) == MOST
    assert affordable(season, MOST, (), 44.0) == MOST // 2
    assert 0 < affordable(season, MOST, (), 1.0) < MOST // 2
    assert affordable(season, MOST, (), 0.0) == MOST  # Nothing is searched at all: then nothing is cut for it.


def test_england_is_searched_as_a_whole_and_four_of_them_are_not(season: Facts) -> None:
    assert not is_beyond_the_wall(season)
    assert is_beyond_the_wall(generate(4, 7))


def test_a_part_is_never_cut_again_nor_where_anybody_may_do_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wall, "WALL", 0)
    facts = small_world()
    free = {code: RuleSetting("off") for code in ("undeclared", "vetting-lapsed")}
    part = Divider(facts, {}).part(Part(frozenset(facts.people), frozenset(facts.duties)), Shelf(()), 0)
    assert is_beyond_the_wall(facts)
    assert not is_beyond_the_wall(part)
    assert not is_beyond_the_wall(replace(facts, policy=Policy(free)))


def test_solve_takes_regions_beyond_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds of regions are weaker; those of the whole are the values."""
    facts = small_world()
    whole = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1")
    monkeypatch.setattr(wall, "WALL", 0)
    parts = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", time_limit=60.0)
    assert whole.status == "optimal"
    assert [goal.value for goal in parts.goals] == [goal.value for goal in whole.goals]
    assert all(one.bound is None or one.bound <= one.value for one in parts.goals if one.name != "fit")


def test_seats_are_filled_at_once_within_the_rules(season: Facts) -> None:
    found = examine(season, Rulebook.under(season.policy))
    seam = Seam(season, found.rulebook)
    chosen = filled_up(found, ())
    assert not seam.conflicts(chosen)
    lacking = goals.fill_value(season, [*(one.pair for one in seam.fixed), *chosen], found.rulebook.covers)
    assert lacking < goals.fill_value(season, [one.pair for one in seam.fixed], found.rulebook.covers) / 4
    assert filled_up(found, chosen) == chosen


def test_counts_of_placements_keep_every_ceiling() -> None:
    """Two inspections of five days at most and twenty days in all, with advice of ten days."""
    counts = possible_counts((3, 2), ((1, 0), (5, 10)), (2, 20))
    assert counts is not None
    assert set(counts) == {(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0), (2, 1)}
    assert possible_counts((9, 9, 9), (), (), limit=100) is None
