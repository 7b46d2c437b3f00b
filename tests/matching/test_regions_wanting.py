"""What regions do about seats that stay empty, and what a need costs in their bounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from peerinspect.domain import Facts
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.regions.lagrangian import Aim, Ascent, Picks
from peerinspect.matching.regions.needs import NeedPrices, Needs
from peerinspect.matching.regions.offers import Offers, Room
from peerinspect.matching.regions.partition import regions_of
from peerinspect.matching.regions.restriction import Divider
from peerinspect.matching.regions.wanting import Asking, able_to_help, parts_around
from peerinspect.season import generate


@pytest.fixture(scope="module")
def season() -> Facts:
    return generate(1, 7)


def fixed_in(season: Facts) -> frozenset[Pair]:
    return frozenset(one.pair for one in season.placements if season.is_fixed(one))


def test_parts_hold_what_is_wanting_and_share_nobody(season: Facts) -> None:
    teams: dict[str, list[Engagement]] = {}
    for person, duty in fixed_in(season):
        teams.setdefault(duty, []).append(engage(season, season.people[person], season.duties[duty]))
    rulebook = Rulebook.under(season.policy)
    able = able_to_help(season, rulebook, ())
    people = season.people.values()
    parts = parts_around(able, people, fixed_in(season), 3, 40, 0)
    assert len(parts) == 3
    assert all(len(part.people) == 40 for part in parts)
    assert len(frozenset().union(*(part.people for part in parts))) == 120
    duties = [duty for part in parts for duty in part.duties]
    assert len(duties) == len(set(duties))
    lacking = [goals.fill_cost(season, season.duties[duty], teams.get(duty, ()), rulebook.covers) for duty in duties]
    assert sum(cost > 0 for cost in lacking) > 100
    assert parts != parts_around(able, people, fixed_in(season), 3, 40, 1)


def test_nobody_can_help_where_nobody_offers(season: Facts) -> None:
    nobody = replace(season, people={id_: replace(one, offers=()) for id_, one in season.people.items()})
    assert able_to_help(nobody, Rulebook.under(season.policy), ()) == {}
    assert parts_around({}, nobody.people.values(), (), 3, 40, 0) == []


def test_a_duty_whose_seats_are_taken_needs_no_help(season: Facts) -> None:
    rulebook = Rulebook.under(season.policy)
    able = able_to_help(season, rulebook, ())
    board = next(id_ for id_ in sorted(able) if season.duties[id_].kind == "chair" and season.duties[id_].seats == 1)
    assert board not in able_to_help(season, rulebook, [(able[board][0], board)])


def test_whoever_is_asked_in_a_part_could_help_in_the_whole(season: Facts) -> None:
    divider = Divider(season, {})
    whole = able_to_help(season, Rulebook.under(season.policy), ())
    asked = [
        Asking(divider.part(part, divider.shelved(()), 0), frozenset(), 60.0).run() for part in regions_of(season, 300)
    ]
    assert len(asked) > 1
    assert sum(map(len, asked)) > 50
    assert all(set(people) <= set(whole[duty]) for able in asked for duty, people in able.items())


def offers_of_two(needs: Needs) -> Offers:
    """Two people who could both take the one duty's two seats; each costs 6 less: 4 for the seat, 2 for one need."""
    room = Room((("inspect", 5),), (), (), 0, 10)
    ones = np.array([0, 1], np.int64)
    same = np.zeros(2, np.int64)
    return Offers((room, room), ones, same, same, {"fill": np.array([-6, -6], np.int64)}, needs)


def bound_of(needs: Needs) -> int | None:
    offers, seats = offers_of_two(needs), np.array([2], np.int64)
    return Ascent(Picks(offers, seats, None), Aim("fill", 0, {"fill": 10}, {}, None)).run(float("inf"))


def test_a_need_that_two_people_meet_counts_once() -> None:
    both = Needs(np.array([0, 1]), np.array([7, 7]), np.array([2, 2]))
    assert bound_of(both) == 0  # Two seats, 8, and the need, 2, are all that was wanting.
    assert bound_of(Needs.none()) == -2  # What it would be if each of them were counted for it.


def test_prices_of_needs_are_known_by_their_numbers() -> None:
    needs = Needs(np.array([0, 1, 2]), np.array([9, 4, 9]), np.array([2, 2, 2]))
    prices = NeedPrices(needs)
    prices.start_from({9: 1.5, 77: 3.0})
    assert prices.by_number() == {4: 0.0, 9: 1.5}
    part = needs.within(np.array([False, True, True]))
    assert (part.offers.tolist(), part.numbers.tolist()) == ([0, 1], [4, 9])
