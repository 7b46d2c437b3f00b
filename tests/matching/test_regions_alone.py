"""What `fill` cannot be below, duty by duty: never above the best roster, met where nobody is in another's way."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from peerinspect.matching.regions.alone import least_fill
from peerinspect.matching.regions.needs import Needs
from peerinspect.matching.regions.offers import Offers, Room

SEAT, NEED = 4, 2
"""What an empty seat costs, and what a missing need does."""

Skills = dict[tuple[int, int], tuple[int, ...]]
"""Which needs each person would meet on each duty that they could do."""


def drawn(rng: Random) -> tuple[Skills, list[int]]:
    """A few people and duties; nobody can do the last duty."""
    skills = {
        (person, duty): tuple(need for need in range(2) if rng.random() < 0.4)
        for person, duty in product(range(4), range(2))
        if rng.random() < 0.7
    }
    return skills, [rng.randint(1, 2), 2, 1]


def offers_of(skills: Skills) -> Offers:
    people, duties = (np.array([one[place] for one in skills], np.int64) for place in (0, 1))
    costs = np.array([-SEAT - NEED * len(met) for met in skills.values()], np.int64)
    met = [(place, 64 * one[1] + need, NEED) for place, one in enumerate(skills) for need in skills[one]]
    needs = Needs(*np.array(met, np.int64).reshape(-1, 3).T)
    room = Room((("inspect", 5),), (), (), 0, 10)
    return Offers((room,) * 4, people, np.zeros(len(people), np.int64), duties, {"fill": costs}, needs)


def fill_of(skills: Skills, seats: list[int], most: int) -> int:
    """The least `fill` of all rosters in which nobody has more than so many duties, by trying all of them."""
    empty = sum(SEAT * number + NEED * 2 for number in seats)
    best = empty
    for taken in product((False, True), repeat=len(skills)):
        chosen = [one for one, is_taken in zip(skills, taken, strict=True) if is_taken]
        if any(sum(one[0] == person for one in chosen) > most for person in range(4)):
            continue
        if any(sum(one[1] == duty for one in chosen) > number for duty, number in enumerate(seats)):
            continue
        met = {(one[1], need) for one in chosen for need in skills[one]}
        best = min(best, empty - SEAT * len(chosen) - NEED * len(met))
    return best


@pytest.mark.parametrize("seed", range(25))
def test_no_roster_is_better(seed: int) -> None:
    skills, seats = drawn(Random(seed))
    offers = offers_of(skills)
    before = offers.costs["fill"].copy()
    bound = least_fill(offers, np.array(seats, np.int64), sum(SEAT * number + NEED * 2 for number in seats))
    assert SEAT + NEED * 2 <= bound <= fill_of(skills, seats, 2) <= fill_of(skills, seats, 1)
    assert (offers.costs["fill"] == before).all()


def test_it_is_met_where_nobody_stands_in_anothers_way() -> None:
    skills: Skills = {(0, 0): (0, 1), (1, 0): (0,), (2, 1): (), (0, 1): ()}
    bound = least_fill(offers_of(skills), np.array([2, 1, 1], np.int64), SEAT * 4 + NEED * 6)
    assert bound == fill_of(skills, [2, 1, 1], 2) == SEAT + NEED * 4
