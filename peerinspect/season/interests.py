"""Declared ties between people and councils, of every kind, most of them over and some of them lasting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from peerinspect.domain import Duty, Interest, Period, Person
from peerinspect.domain.kinds import KINDS, REVIEW
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
TELLING = 0.7
"""The share of ties that matter this season: of people who offer what a council of theirs is about to need. Judged."""
REACHING = 0.1
"""The share of ties that lead into the next copy of England, where there is one."""


def draw_interests(
    england: England, people: Mapping[str, Person], duties: Sequence[Duty], chance: Chance, as_of: date
) -> list[Interest]:
    """Ties to councils at large, more often to those that will be the target of something."""
    stream = chance.stream("interests")
    targeted = [duty for duty in duties if duty.authorities]
    offering = {kind: [one for one in people.values() if _offers(one, kind)] for kind in KINDS}
    everybody = list(people.values())
    return [
        _telling(england, stream, stream.choice(targeted), offering, as_of)
        if stream.random() < TELLING
        else _other(england, stream, stream.choice(everybody), as_of)
        for _ in range(rates.INTERESTS)
    ]


def _offers(person: Person, kind: str) -> bool:
    return any(offer.kind == kind for offer in person.offers)


def _kind(stream: Random) -> str:
    return stream.choices(list(KIND_WEIGHTS), list(KIND_WEIGHTS.values()))[0]


def _telling(
    england: England, stream: Random, duty: Duty, offering: Mapping[str, list[Person]], as_of: date
) -> Interest:
    """A tie of somebody who offers the duty's kind to a council that the duty is at."""
    kind = _kind(stream) if duty.kind != REVIEW or stream.random() < 0.7 else "case"
    code = stream.choice(sorted(duty.authorities))
    person = stream.choice([one for one in offering[duty.kind] if code not in _worked_for(one)])
    case = duty.case if kind == "case" else None
    return Interest(person.id, kind, _reached(england, stream, code), _period(stream, kind, as_of), case)


def _other(england: England, stream: Random, person: Person, as_of: date) -> Interest:
    """Anybody's tie to any council."""
    kind = _kind(stream)
    code = stream.choice([one for one in england.codes if one not in _worked_for(person)])
    return Interest(person.id, kind, _reached(england, stream, code), _period(stream, kind, as_of))


def _worked_for(person: Person) -> set[str]:
    """Councils whose posts say more than an interest would."""
    return {post.authority for post in person.posts}


def _reached(england: England, stream: Random, code: str) -> str:
    return england.elsewhere(code) if stream.random() < REACHING else code


def _period(stream: Random, kind: str, as_of: date) -> Period:
    start = as_of - timedelta(days=stream.randint(400, 3600))
    if kind in LASTING and stream.random() < STILL_TRUE:
        return Period(start, None)
    lasted = timedelta(days=1 if kind == "applied" else stream.randint(60, 1500))
    return Period(start, min(start + lasted, as_of - timedelta(days=20)))
