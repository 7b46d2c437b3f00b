"""The goal `fit` on examples worked out by hand from design section 5 and exact reading 15."""

from __future__ import annotations

from fractions import Fraction

import pytest
from audit_cases import duty, quiet, world

from peerinspect.domain import Authority, Facts, Person, Policy, Post
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement, engage

POINTS = {
    "A": Authority("A", latitude=52.0, longitude=-1.0),
    "B": Authority("B", latitude=53.0, longitude=-1.0),  # one degree north of A: 111.19 km, 144.55 minutes
    "C": Authority("C", latitude=60.0, longitude=0.0),
    "D": Authority("D", latitude=60.0, longitude=1.0),  # 55.60 km east of C, 72.28 minutes
    "N": Authority("N", latitude=52.0),
}


def of_homes(kind: str, homes: str, targets: str, **rest: object) -> Facts:
    posts = tuple(Post(home, "director") for home in homes)
    return world(
        [Person("p1", posts=posts, skills=frozenset({"law", "health"}))],
        [duty("d1", kind, authorities=frozenset(targets), skills=frozenset({"law", "money"}))],
        authorities=POINTS,
        **rest,
    )


def the_placement(facts: Facts) -> Engagement:
    return engage(facts, facts.people["p1"], facts.duties["d1"])


@pytest.mark.parametrize(
    ("homes", "targets", "minutes"),
    [
        ("A", "B", 145),
        ("C", "D", 73),
        ("D", "C", 73),
        ("AC", "BD", 73),  # the nearest of all pairs
        ("AB", "B", 0),  # at home
        ("A", "N", 0),  # a coordinate is missing
        ("AN", "B", 145),  # the pair without is left out, the other counts
        ("A", "", 0),
        ("", "B", 0),
        ("A", "X", 0),  # not in the table of authorities
    ],
)
def test_minutes_are_those_of_the_nearest_pair_that_has_coordinates(homes: str, targets: str, minutes: int) -> None:
    assert goals.home_minutes(the_placement(of_homes("review", homes, targets))) == minutes


def test_fit_of_a_review_is_affinity_and_skill_less_the_way() -> None:
    facts = of_homes("review", "A", "B", affinity={("p1", "d1"): 0.25})
    assert goals.fit_score(the_placement(facts)) == 250 + 30 - 145


@pytest.mark.parametrize(("affinity", "points"), [(0.0005, 0), (0.0015, 2), (0.0025, 2), (-0.4, -400), (2, 2000)])
def test_affinity_is_rounded_as_python_does(affinity: float, points: int) -> None:
    facts = of_homes("review", "N", "A", affinity={("p1", "d1"): affinity})
    assert goals.fit_score(the_placement(facts)) == points + 30


@pytest.mark.parametrize(
    ("kind", "ranks", "points"),
    [
        ("support", {("A", "N"): 1}, 100),
        ("support", {("A", "N"): 10}, 10),
        ("support", {("A", "N"): 11}, 0),
        ("support", {("N", "A"): 1}, 0),  # the rank is among the target's neighbours, not the home's
        ("support", {("A", "N"): 7, ("B", "N"): 3}, 80),  # the best of two targets
        ("review", {("A", "N"): 1}, 0),
    ],
)
def test_a_supporter_from_a_statistical_neighbour_scores_by_rank(
    kind: str, ranks: dict[tuple[str, str], int], points: int
) -> None:
    facts = of_homes(kind, "N", "AB", neighbours=ranks)
    assert goals.fit_score(the_placement(facts)) == 30 + points


@pytest.mark.parametrize(("kind", "border", "points"), [("chair", "AN", 60), ("chair", "AB", 0), ("support", "AN", 0)])
def test_a_chair_from_a_bordering_council_scores_once(kind: str, border: str, points: int) -> None:
    facts = of_homes(kind, "N", "AB", borders=frozenset({frozenset(border), frozenset("BN" if points else "CD")}))
    assert goals.fit_score(the_placement(facts)) == 30 + points


def test_fit_follows_the_policys_weights_exactly() -> None:
    weights = {"affinity": Fraction(10), "skill": Fraction(1, 10), "travel": Fraction(1, 3), "border": Fraction(7)}
    facts = of_homes(
        "chair",
        "A",
        "B",
        policy=Policy(weights=weights),
        affinity={("p1", "d1"): 0.26},
        borders=frozenset({frozenset("AB")}),
    )
    assert goals.fit_score(the_placement(facts)) == 3 + Fraction(1, 10) + 7 - Fraction(145, 3)
    score = goals.fit_score(the_placement(facts))
    assert goals.value_of("fit", facts, {("p1", "d1")}, None, quiet()) == score
    assert goals.value_of("fit", facts, set(), None, quiet()) == 0
