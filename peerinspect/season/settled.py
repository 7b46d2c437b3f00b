"""Who did what, who is in the middle of what, and what is already offered, accepted or pinned."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from peerinspect.domain import Duty, Person
from peerinspect.domain.kinds import INTERIM
from peerinspect.season import rates
from peerinspect.season.chance import Chance, shuffled
from peerinspect.season.ledger import Ledger
from peerinspect.season.reach import Reach

TRIES = 40
"""How many people are asked before a place in the past stays empty."""
FORMER_FIRST = 0.65
"""The share of boards that look for a former director first, as boards did. Judged."""
SERVING_PEERS = frozenset({"inspect", "support", "second"})


def settle_past(ledger: Ledger, chance: Chance, past: dict[str, list[Duty]]) -> None:
    """Fills the duties that are over, as far as somebody may have done them; cover first."""
    stream = chance.stream("done")
    for kind, duties in past.items():
        pool = ledger.offering(kind)
        for duty in duties:
            ledger.place_one_of(_served_then(stream, pool, duty), duty, "done")
        if kind == INTERIM:
            ledger.settle()


def _served_then(stream: Random, pool: list[Person], duty: Duty) -> list[Person]:
    """Some of the pool; for the work of serving peers, those who had a post at the time."""
    asked = shuffled(stream, pool)
    if duty.kind in SERVING_PEERS:
        asked = [one for one in asked if any(post.period.overlaps(duty.span) for post in one.posts)]
    return asked[:TRIES]


def settle_running(ledger: Ledger, chance: Chance, duties: Sequence[Duty]) -> list[Duty]:
    """Puts somebody on every duty that is in its middle; hands back those that found nobody."""
    stream, reach = chance.stream("live"), Reach(ledger.facts)
    empty = []
    for duty in duties:
        pool = shuffled(stream, ledger.offering(duty.kind))
        if stream.random() < rates.NEAR_FIRST:
            pool.sort(key=lambda one: reach.is_beyond(one, duty))
        if stream.random() < FORMER_FIRST:
            pool.sort(key=lambda one: any(post.period.end is None for post in one.posts))
        if not ledger.place_one_of(pool, duty, "live"):
            empty.append(duty)
    return empty


def settle_coming(ledger: Ledger, chance: Chance, duties: Sequence[Duty]) -> None:
    """Pins, offers and has accepted a few places of the coming season."""
    stream = chance.stream("coming")
    statuses = ["pinned"] * rates.PINNED + ["offered"] * rates.OFFERED + ["accepted"] * rates.ACCEPTED
    waiting = iter(shuffled(stream, [duty for duty in duties if not duty.sealed]))
    for status in statuses:
        pinned = status == "pinned"
        any(
            ledger.place_one_of(
                shuffled(stream, ledger.offering(duty.kind)), duty, "accepted" if pinned else status, pinned
            )
            for duty in waiting
        )
