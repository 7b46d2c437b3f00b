"""Pure assignments: reviewers and reviews with nothing between them but how well they suit each other."""

from __future__ import annotations

from datetime import date
from random import Random

from peerinspect.domain import Duty, Facts, Offer, Period, Person, Policy

AS_OF = date(2026, 9, 1)
TERM = Period(date(2027, 1, 4), date(2027, 6, 30))
DAYS = 5
"""Of one review."""


def assignment(duties: int, people: int, most: int, seed: int = 1) -> Facts:
    """So many reviews of one seat, so many invented people who may take any of them, `most` of them each.

    How well two suit each other is a number of three digits between 0 and 1, drawn for every pair. Nobody holds a
    post and no review names a council, so that no rule objects to anything but too many days. The goals are `fill` and
    `fit`, with `canon` after them as always.
    """
    rng = Random(seed)
    width = len(str(max(duties, people)))
    everybody = {
        id_: Person(id_, f"Reviewer {id_}", offers=(Offer("review", DAYS * most),), vetted_on=AS_OF, declared_on=AS_OF)
        for id_ in (f"p{number:0{width}}" for number in range(1, people + 1))
    }
    everything = {
        id_: Duty(id_, "review", TERM, 1, days=DAYS)
        for id_ in (f"r{number:0{width}}" for number in range(1, duties + 1))
    }
    affinity = {(person, duty): rng.randrange(1000) / 1000 for person in everybody for duty in everything}
    title = f"{duties} reviews and {people} people, {most} each"
    policy = Policy(goals=("fill", "fit"))
    return Facts(AS_OF, everybody, everything, affinity=affinity, policy=policy, title=title)
