"""Tighter seasons: the same work and the same past, and fewer offers for what is to come."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from peerinspect.domain import kinds
from peerinspect.season import generate

TIGHTNESSES = (1.0, 1.2, 1.5, 2.0, 4.0, 10.0)


@pytest.fixture(scope="module")
def seasons():
    return {tightness: generate(1, 7, tightness=tightness) for tightness in TIGHTNESSES}


def offers(facts):
    return {(person.id, offer) for person in facts.people.values() for offer in person.offers}


def taken_up(facts):
    """Who is on an open duty of each kind."""
    return {
        (one.person, facts.duties[one.duty].kind) for one in facts.placements if facts.is_open(facts.duties[one.duty])
    }


def test_the_usual_season_is_the_one_of_tightness_1(seasons):
    assert seasons[1.0] == generate(1, 7)
    assert generate(1, 7, tightness=1.5) == seasons[1.5]


def test_nothing_but_offers_is_different(seasons):
    usual = seasons[1.0]
    for tight in seasons.values():
        people = {id_: replace(one, offers=usual.people[id_].offers) for id_, one in tight.people.items()}
        assert replace(tight, people=people, title=usual.title) == usual


def test_the_offers_of_a_tighter_season_are_some_of_a_looser_ones(seasons):
    for looser, tighter in pairwise(TIGHTNESSES):
        assert offers(seasons[tighter]) < offers(seasons[looser])


@pytest.mark.parametrize("tightness", TIGHTNESSES)
def test_of_each_kind_every_so_many_th_offer_is_left_beside_those_taken_up(seasons, tightness):
    taken = taken_up(seasons[1.0])
    for kind in kinds.KINDS:
        free = {
            name: sum(offer.kind == kind and (person, kind) not in taken for person, offer in offers(facts))
            for name, facts in (("usual", seasons[1.0]), ("tight", seasons[tightness]))
        }
        assert free["tight"] == pytest.approx(free["usual"] / tightness, abs=3), kind


def test_whoever_is_on_a_duty_still_offers_its_kind(seasons):
    tight = seasons[10.0]
    offered = {(person, offer.kind) for person, offer in offers(tight)}
    assert taken_up(tight) <= offered
    assert Counter(kind for _, kind in taken_up(tight))["chair"] > 50


def test_the_title_says_how_tight_it_is(seasons):
    assert seasons[1.5].title == "An invented season from 2026-09-01, tightness 1.5"
    assert "tightness" not in seasons[1.0].title


@pytest.mark.parametrize("tightness", [0, 0.99, -1, 10.01, float("nan"), float("inf")])
def test_a_tightness_that_is_none_is_refused(tightness):
    with pytest.raises(ValueError, match="tightness is from 1 to 10"):
        generate(1, 7, tightness=tightness)
