"""Declared ties between people and councils, of every kind, most of them over and some of them lasting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from peerinspect.domain import Duty, Interest, Period, Person
from peerinspect.domain.kinds import REVIEW
from peerinspect.season import rates
from peerinspect.season.chance import Chance
from peerinspect.season.england import England

KIND_WEIGHTS: Mapping[str, int] = {
    "employed": 16,
    "consulted": 20,
    "councillor": 5,
    "commissioner": 9,
    "applied": 14,
    "family": 18,
    "friend": 20,
    "business": 8,
    "acquaintance": 30,
    "paid": 8,
    "complaint": 6,
    "case": 5,
    "other": 6,
}
"""How often each kind is declared; judged."""

LASTING = frozenset({"family", "friend", "business", "acquaintance", "case", "other"})
STILL_TRUE = 0.85
REACHING = 0.1
"""The share of ties that lead into the next copy of England, where there is one."""


def draw_interests(
    england: England, people: Mapping[str, Person], duties: Sequence[Duty], chance: Chance, as_of: date
) -> list[Interest]:
    """Ties to councils at large, more often to those that will be the target of something."""
    stream = chance.stream("interests")
    targets = sorted(code for duty in duties for code in duty.authorities)
    cases = [duty for duty in duties if duty.kind == REVIEW]
    ids = sorted(people)
    return [
        _interest(england, stream, people[stream.choice(ids)], targets, cases, as_of) for _ in range(rates.INTERESTS)
    ]


def _interest(
    england: England, stream: Random, person: Person, targets: list[str], cases: list[Duty], as_of: date
) -> Interest:
    kind = stream.choices(list(KIND_WEIGHTS), list(KIND_WEIGHTS.values()))[0]
    period = _period(stream, kind, as_of)
    if kind == "case" and cases:
        duty = stream.choice(cases)
        return Interest(person.id, kind, min(duty.authorities), period, duty.case)
    code = _foreign_council(england, stream, person, targets)
    if stream.random() < REACHING:
        code = england.elsewhere(code)
    return Interest(person.id, kind, code, period)


def _foreign_council(england: England, stream: Random, person: Person, targets: list[str]) -> str:
    """A council the person never worked for: a post there says more than an interest would."""
    worked = {post.authority for post in person.posts}
    pool = targets if stream.random() < 0.7 else england.codes
    return stream.choice([code for code in pool if code not in worked])


def _period(stream: Random, kind: str, as_of: date) -> Period:
    start = as_of - timedelta(days=stream.randint(400, 3600))
    if kind in LASTING and stream.random() < STILL_TRUE:
        return Period(start, None)
    lasted = timedelta(days=1 if kind == "applied" else stream.randint(60, 1500))
    return Period(start, min(start + lasted, as_of - timedelta(days=20)))
