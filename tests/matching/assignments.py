"""Random pure assignments: reviews and support of equal days, seats, capacities, ties, forbidden pairs, empty lists."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from peerinspect.domain import Duty, Facts, Interest, Offer, Period, Person, Placement, Policy
from peerinspect.domain.policy import GOALS, RuleSetting

AS_OF = date(2026, 9, 1)
TERM = Period(date(2027, 1, 4), date(2027, 3, 26))
DAYS = 4


def random_assignment(rng: Random, most_people: int = 5, most_duties: int = 5) -> Facts:
    """Nobody holds a post and every duty is at a council of its own, so that only counts and ties bind.

    A family tie forbids a pair; an acquaintance is a soft objection to one. Some offer nothing, some duties have no
    seat left, and goals come in any order.
    """
    people = {one.id: one for one in (_person(rng, place) for place in range(rng.randint(1, most_people)))}
    duties = {one.id: one for one in (_duty(rng, place) for place in range(rng.randint(1, most_duties)))}
    pairs = [(person, duty) for person in people for duty in duties]
    ties = tuple(
        Interest(person, rng.choice(("family", "acquaintance")), f"A{duty}", Period())
        for person, duty in pairs
        if rng.random() < 0.25
    )
    placements = tuple(
        Placement(*pair, rng.choice(("proposed", "offered", "accepted", "live")))
        for pair in rng.sample(pairs, min(len(pairs), rng.randint(0, 3)))
    )
    affinity = {pair: rng.randrange(3) / 4 for pair in pairs if rng.random() < 0.7}
    return Facts(AS_OF, people, duties, interests=ties, placements=placements, affinity=affinity, policy=_policy(rng))


def _person(rng: Random, place: int) -> Person:
    kinds = rng.sample(("review", "support"), rng.randint(0, 2) if rng.random() < 0.3 else 2)
    offers = tuple(Offer(kind, DAYS * rng.randint(1, 3) + rng.randrange(DAYS)) for kind in kinds)
    return Person(f"p{place}", offers=offers, vetted_on=AS_OF, declared_on=AS_OF)


def _duty(rng: Random, place: int) -> Duty:
    id_ = f"d{place}"
    return Duty(
        id_,
        rng.choice(("review", "support")),
        TERM,
        rng.choice((0, 1, 1, 1, 2, 3)),
        frozenset({f"A{id_}"}),
        days=DAYS,
        priority=rng.choice((None, None, Fraction(2), Fraction(1, 2))),
    )


def _policy(rng: Random) -> Policy:
    chosen = list(GOALS)
    if rng.random() < 0.5:
        rng.shuffle(chosen)
        chosen = chosen[: rng.randint(1, len(chosen))]
    most = RuleSetting(parameters={"most": DAYS * rng.randint(1, 5)})
    return Policy(rules={"days-a-year": most, "out-of-reach": RuleSetting("off")}, goals=tuple(chosen))
