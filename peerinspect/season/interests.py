"""Declared ties between people and councils, of every kind, most of them over and some of them lasting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from random import Random

from peerinspect.domain import Duty, Interest, Period, Person
from peerinspect.domain.kinds import CHAIR, INSPECT, KINDS, REVIEW, SUPPORT
from peerinspect.season import rates
from peerinspect.season.chance import Chance
from peerinspect.season.england import England
from peerinspect.season.partners import homes_of_those_who_offer


@dataclass(frozen=True)
class Tie:
    """How ties of a kind are: how many, what duties they matter to, the share that lasts, and days.

    `began` are the least and the most days since one began, `lasted` those that one which is over took. All judged.
    """

    count: int
    matters_to: tuple[str, ...]
    lasting: float
    began: tuple[int, int]
    lasted: tuple[int, int]


WORK = (INSPECT, REVIEW, CHAIR, SUPPORT)

TIES: Mapping[str, Tie] = {
    "employed": Tie(rates.EMPLOYED, WORK, 0.0, (400, 3600), (60, 1500)),
    "consulted": Tie(rates.CONSULTED, WORK, 0.0, (400, 3600), (60, 1500)),
    "councillor": Tie(rates.COUNCILLORS, WORK, 0.0, (400, 3600), (365, 1500)),
    "commissioner": Tie(rates.COMMISSIONERS, (INSPECT,), 0.0, (400, 3600), (180, 900)),
    "applied": Tie(rates.APPLIED, (INSPECT, CHAIR), 0.1, (20, 1000), (20, 70)),
    "family": Tie(rates.FAMILY, KINDS, 0.85, (400, 3600), (60, 1500)),
    "friend": Tie(rates.FRIENDS, KINDS, 0.85, (400, 3600), (60, 1500)),
    "business": Tie(rates.BUSINESS, KINDS, 0.85, (400, 3600), (60, 1500)),
    "acquaintance": Tie(rates.ACQUAINTANCES, KINDS, 0.85, (400, 3600), (60, 1500)),
    "paid": Tie(rates.PAID, (INSPECT, REVIEW), 0.25, (200, 2000), (30, 900)),
    "complaint": Tie(rates.COMPLAINTS, KINDS, 0.5, (120, 700), (30, 300)),
    "case": Tie(rates.CASES, (REVIEW,), 0.5, (200, 3600), (30, 500)),
    "other": Tie(rates.OTHER_TIES, KINDS, 0.85, (400, 3600), (60, 1500)),
}

TELLING = 0.7
"""The share of ties that matter this season: of people who offer what a council of theirs is about to need. Judged."""
REACHING = 0.1
"""The share of ties that lead into the next copy of England, where there is one."""
OWN, OF_A_COLLEAGUE, WITHOUT_REFERENCE = "own", "of a colleague", "without reference"
"""Whose case it was: the person's; the home council's of somebody who offers reviews; or nobody can say which one."""


@dataclass(frozen=True)
class Register:
    """What ties are drawn from: the people, the duties that are somewhere, and who offers each kind."""

    england: England
    people: Mapping[str, Person]
    duties: Mapping[str, Sequence[Duty]]
    offering: Mapping[str, Sequence[Person]]
    as_of: date


def draw_interests(
    england: England, people: Mapping[str, Person], duties: Sequence[Duty], chance: Chance, as_of: date
) -> list[Interest]:
    """Ties to councils at large, more often to those that will be the target of something."""
    register = Register(
        england,
        people,
        {kind: [duty for duty in duties if duty.kind == kind and duty.authorities] for kind in KINDS},
        {kind: [one for one in people.values() if _offers(one, kind)] for kind in KINDS},
        as_of,
    )
    stream = chance.stream("interests")
    return [interest for kind in TIES for interest in _of_kind(register, stream, kind)]


def _offers(person: Person, kind: str) -> bool:
    return any(offer.kind == kind for offer in person.offers)


def _of_kind(register: Register, stream: Random, kind: str) -> Iterator[Interest]:
    """All ties of a kind. Those that matter come first, and lasting ones and others take turns among them."""
    tie = TIES[kind]
    telling, lasting = round(TELLING * tie.count), round(tie.lasting * tie.count)
    lasts = [place * lasting // tie.count < (place + 1) * lasting // tie.count for place in range(tie.count)]
    whose = cycle((OWN, OF_A_COLLEAGUE, WITHOUT_REFERENCE))
    for place, still in enumerate(lasts):
        period = _period(stream, tie, register.as_of, still)
        if place < telling and kind == "case":
            yield _in_case(register, stream, next(whose), period)
        elif place < telling:
            yield _telling(register, stream, kind, period, place)
        else:
            yield _other(register, stream, kind, period)


def _period(stream: Random, tie: Tie, as_of: date, lasts: bool) -> Period:
    start = as_of - timedelta(days=stream.randint(*tie.began))
    if lasts:
        return Period(start, None)
    return Period(start, min(start + timedelta(days=stream.randint(*tie.lasted)), as_of - timedelta(days=1)))


def _telling(register: Register, stream: Random, kind: str, period: Period, place: int) -> Interest:
    """A tie of somebody who offers a kind of duty that it matters to, to a council that such a duty is at."""
    duty = _wanted(register, stream, TIES[kind].matters_to, place)
    code = stream.choice(sorted(duty.authorities))
    able = [one for one in register.offering[duty.kind] if code not in _worked_for(one)]
    if not able:
        return _other(register, stream, kind, period)
    return Interest(stream.choice(able).id, kind, _reached(register, stream, code), period)


def _wanted(register: Register, stream: Random, kinds: Sequence[str], place: int) -> Duty:
    """A duty of one of the kinds: two kinds take turns by the tie's place, of more of them each duty is as likely."""
    if len(kinds) == 2:
        kinds = [kinds[place % 2]]
    return stream.choice([duty for kind in kinds for duty in register.duties[kind]])


def _other(register: Register, stream: Random, kind: str, period: Period) -> Interest:
    """Anybody's tie to any council."""
    person = stream.choice(list(register.people.values()))
    code = stream.choice([one for one in register.england.codes if one not in _worked_for(person)])
    return Interest(person.id, kind, _reached(register, stream, code), period)


def _in_case(register: Register, stream: Random, whose: str, period: Period) -> Interest:
    """A part in the case of a review to come, by somebody it keeps from reviewing, or by a colleague of theirs."""
    review = stream.choice(register.duties[REVIEW])
    if whose == OF_A_COLLEAGUE:
        return _of_a_colleague(register, stream, review, period)
    target = stream.choice(sorted(review.authorities))
    able = [one for one in register.offering[REVIEW] if target not in _worked_for(one)]
    person = stream.choice(able or list(register.people.values()))
    return Interest(person.id, "case", target, period, review.case if whose == OWN else None)


def _of_a_colleague(register: Register, stream: Random, review: Duty, period: Period) -> Interest:
    """The child had lived in another council: somebody there says so, and names their own council."""
    homes = homes_of_those_who_offer(register.people, REVIEW, register.as_of) - review.authorities
    home = stream.choice(sorted(homes or set(register.england.codes) - review.authorities))
    there = [one for one in register.people.values() if home in _worked_for(one) and not _offers(one, REVIEW)]
    person = stream.choice(there or list(register.people.values()))
    return Interest(person.id, "case", home, period, review.case)


def _worked_for(person: Person) -> set[str]:
    """Councils whose posts say more than an interest would."""
    return {post.authority for post in person.posts}


def _reached(register: Register, stream: Random, code: str) -> str:
    return register.england.elsewhere(code) if stream.random() < REACHING else code
