"""The invented season: the same for the same seed, of the promised size, and plainly invented."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from statistics import median

import pytest

from peerinspect.domain import Facts, kinds
from peerinspect.files import digest_of, facts_from_dict, problem_dict
from peerinspect.reference import load_reference
from peerinspect.season import generate
from peerinspect.season.names import ENDINGS, FIRST, MOST, UNREAL, invented_name

AS_OF = date(2026, 9, 1)


@pytest.fixture(scope="module")
def season() -> Facts:
    return generate(1, 7)


@pytest.fixture(scope="module")
def ten() -> tuple[Facts, float]:
    began = time.process_time()
    return generate(10, 7), time.process_time() - began


def open_seats(facts):
    taken = Counter(one.duty for one in facts.placements if facts.is_fixed(one))
    seats = Counter()
    for duty in facts.duties.values():
        if facts.is_open(duty):
            seats[duty.kind] += max(0, duty.seats - taken[duty.id])
    return seats


def now(facts, person):
    return [post for post in person.posts if post.period.holds(facts.as_of)]


# --- the same again ---------------------------------------------------------------------------------------------------


def test_one_seed_draws_one_season(season):
    assert generate(1, 7) == season
    assert generate(1, 8) != season


def test_the_season_does_not_depend_on_how_python_hashes(season):
    code = (
        "from peerinspect.season import generate; from peerinspect.files import digest_of;"
        "print(digest_of(generate(1, 7)))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert answers == {digest_of(season)}


def test_the_first_england_of_a_larger_season_is_the_small_one(season, ten):
    facts, _ = ten
    assert {code: facts.authorities[code] for code in season.authorities} == season.authorities
    assert {one: facts.people[one].name for one in season.people} == {i: p.name for i, p in season.people.items()}


def test_the_season_survives_its_file(season):
    assert digest_of(facts_from_dict(problem_dict(season))) == digest_of(season)


def test_a_season_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one England"):
        generate(0, 7)


# --- how much there is ------------------------------------------------------------------------------------------------


def test_england_is_the_real_one(season):
    reference = load_reference()
    assert season.authorities == reference.authorities
    assert season.borders == reference.borders
    assert season.neighbours == reference.neighbours
    assert set(season.arrangements) > set(reference.arrangements)
    assert season.as_of == AS_OF


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_there_are_about_450_people_and_200_open_seats_of_all_kinds(seed):
    facts = generate(1, seed)
    assert 430 <= len(facts.people) <= 470
    seats = open_seats(facts)
    assert set(seats) == set(kinds.KINDS)
    assert 170 <= sum(seats.values()) <= 260
    assert 10 <= sum(duty.kind == "review" and facts.is_open(duty) for duty in facts.duties.values()) <= 25


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_two_boards_in_three_have_a_chair_and_every_council_has_a_board(seed):
    facts = generate(1, seed)
    boards = {duty.authorities for duty in facts.duties.values() if duty.kind == "chair" and facts.is_open(duty)}
    live = [one for one in facts.placements if one.status == "live" and facts.duties[one.duty].kind == "chair"]
    assert len(boards) == 149
    assert {code for board in boards for code in board} == set(facts.authorities)
    assert sum(len(board) for board in boards) == 153
    assert 0.55 <= len(live) / len(boards) <= 0.75


def test_directors_serve_as_long_as_they_do_in_life(season):
    directors = [
        (season.as_of - post.period.start).days / 30.44
        for person in season.people.values()
        for post in now(season, person)[:1]
        if post.role == "director"
    ]
    assert 138 <= len(directors) <= 150
    assert 22 <= median(directors) <= 26
    assert 0.28 <= sum(months < 12 for months in directors) / len(directors) <= 0.34


def test_all_sorts_of_people_are_there(season):
    posts = [post for person in season.people.values() for post in now(season, person)]
    assert {post.basis for post in posts} == {"substantive", "interim", "acting", "joint"}
    joint = [person for person in season.people.values() if sum(one.basis == "joint" for one in person.posts) == 2]
    assert len(joint) == 1
    assert {season.authorities[post.authority].name for post in now(season, joint[0])} == {
        "Kingston upon Thames",
        "Richmond upon Thames",
    }
    former = [person for person in season.people.values() if not now(season, person)]
    assert {"interim", "chair"} <= {offer.kind for person in former for offer in person.offers}
    aspirants = [person for person in season.people.values() if person.aspirant]
    assert {"interim", "second"} <= {offer.kind for person in aspirants for offer in person.offers}
    movers = [one for one in season.people.values() if any(post.period.start > season.as_of for post in one.posts)]
    assert len(movers) >= 5


def test_every_council_without_a_director_wants_cover(season):
    held = {
        post.authority
        for person in season.people.values()
        for post in now(season, person)
        if post.role == "director" and post.period.end is None
    }
    wanted = {
        code
        for duty in season.duties.values()
        if duty.kind == "interim" and season.is_open(duty)
        for code in duty.authorities
    }
    assert set(season.authorities) - held == wanted
    for duty in season.duties.values():
        if duty.kind == "interim" and season.is_open(duty):
            assert 40 <= duty.workload <= 200


def test_people_offer_little(season):
    numbers = Counter(len(person.offers) for person in season.people.values())
    assert numbers[1] + numbers[2] > len(season.people) / 2
    assert max(numbers) == 3
    days = {kind: {o.days for p in season.people.values() for o in p.offers if o.kind == kind} for kind in kinds.KINDS}
    assert min(days["inspect"]) >= 5 and max(days["inspect"]) <= 20
    assert days["chair"] == {24, 48}
    assert min(days["interim"]) >= 60 and max(days["interim"]) <= 200


def test_support_goes_to_those_rated_lowest(season):
    for duty in season.duties.values():
        if duty.kind == "support" and duty.first_day > season.as_of:
            (code,) = duty.authorities
            latest = season.authorities[code].judgements[0].grades
            assert latest.get("overall", latest["leadership"]) in ("inadequate", "requires-improvement")


# --- plainly invented -------------------------------------------------------------------------------------------------


def test_no_two_names_or_ids_are_alike(ten):
    facts, _ = ten
    assert len({person.name for person in facts.people.values()}) == len(facts.people)
    assert all(person.id == key for key, person in facts.people.items())
    assert all(duty.id == key for key, duty in facts.duties.items())
    assert not set(facts.people) & set(facts.duties)


def test_names_are_made_of_things_and_unreal_places(season):
    for person in season.people.values():
        first, last = person.name.split(" ")
        assert first in FIRST
        assert any(last.startswith(unreal) and last[len(unreal) :] in ENDINGS for unreal in UNREAL)


def test_every_name_comes_once_before_any_returns():
    assert len({invented_name(number) for number in range(MOST)}) == MOST


def test_ids_of_duties_say_nothing_of_their_order(season):
    sealed = sorted((one for one in season.duties.values() if one.sealed), key=lambda one: one.first_day)
    ids = [one.id for one in sealed]
    assert ids != sorted(ids)
    assert all(len(one) == 7 for one in season.duties)


# --- larger seasons ---------------------------------------------------------------------------------------------------


def test_ten_englands_have_ten_times_everything(season, ten):
    facts, seconds = ten
    assert len(facts.authorities) == 1530
    assert len({one.name for one in facts.authorities.values()}) == 1530
    assert len({one.region for one in facts.authorities.values()}) == 90
    assert len(facts.people) == 10 * len(season.people)
    assert len(facts.borders) == 3640
    assert 1700 <= sum(open_seats(facts).values()) <= 2600
    assert seconds < 30


def test_borders_stay_within_a_copy_and_neighbours_reach_across(ten):
    facts, _ = ten

    def copy(code):
        return code.partition("-")[2]

    assert all(len({copy(code) for code in pair}) == 1 for pair in facts.borders)
    assert any(copy(target) != copy(home) for target, home in facts.neighbours)
    assert len(facts.neighbours) == 15300
    for code in facts.authorities:
        assert code in facts.authorities
    assert {code for pair in facts.neighbours for code in pair} <= set(facts.authorities)
    assert {interest.authority for interest in facts.interests} <= set(facts.authorities)
