"""What councils share, and what stands between them: invented, but where the reference tables know of something.

Nobody publishes which councils share each agency, force or board in one table, so the areas here are drawn on the map:
councils of one region that lie side by side. Disputes, mergers and complaints are invented throughout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from peerinspect.domain import Arrangement, Duty, Period, Person, add_months
from peerinspect.domain.kinds import CHAIR, INSPECT, KINDS, REVIEW
from peerinspect.season import rates
from peerinspect.season.chance import Chance, shuffled, some
from peerinspect.season.england import England

AREA_SIZES: Mapping[str, tuple[int, int]] = {
    "police": rates.POLICE_AREA,
    "icb": rates.ICB_AREA,
    "adoption": rates.ADOPTION_AREA,
}
"""The least and the most councils of an area of each kind, London's police area apart."""

BONDS: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "partnership": (rates.PARTNERSHIPS, (INSPECT, REVIEW)),
    "service": (rates.SHARED_SERVICES, (INSPECT, REVIEW)),
    "dispute": (rates.DISPUTES, (INSPECT, REVIEW, CHAIR)),
    "merger": (rates.MERGERS, (INSPECT, REVIEW, CHAIR)),
    "complaint": (rates.COMPLAINTS_OF_COUNCILS, KINDS),
}
"""How many of each kind of bond there are, and the kinds of duty that they bar."""

OVER: Mapping[str, float] = {"partnership": 0.2, "service": 0.2, "dispute": 0.25, "merger": 0.0, "complaint": 0.5}
"""The share of each kind that has ended: all within the last two years. Judged."""

BEGAN: Mapping[str, tuple[int, int]] = {
    "partnership": (600, 3600),
    "service": (600, 2500),
    "dispute": (30, 500),
    "merger": (60, 400),
    "complaint": (20, 300),
}
"""Days since something that still lasts began. Judged."""

ENDED = (40, 700)
"""Days since something that is over ended. Judged."""
TELLING = 0.5
"""The share of partnerships and services that the season meets: between a target of its work and a home of those who
offer it. Councils at odds are all of that sort: there are too few of them to be left to chance. Judged."""


def draw_arrangements(
    england: England, people: Mapping[str, Person], duties: Sequence[Duty], chance: Chance, as_of: date
) -> tuple[Arrangement, ...]:
    """Everything that joins or parts councils: what is known, then areas, then bonds of two councils."""
    stream = chance.stream("arrangements")
    areas = [one for kind in AREA_SIZES for one in _areas(england, stream, kind)]
    bonds = [one for kind in BONDS for one in _bonds(england, stream, kind, people, duties, as_of)]
    return (*england.arrangements, *areas, *bonds)


def _areas(england: England, stream: Random, kind: str) -> list[Arrangement]:
    """Areas of the kind; a council that has one alone, or is in none, is in no arrangement."""
    codes = some(stream, england.codes, rates.IN_AN_ADOPTION_AGENCY) if kind == "adoption" else list(england.codes)
    capital = frozenset(code for code in codes if kind == "police" and _is_in_london(england, code))
    left = dict.fromkeys(code for code in shuffled(stream, codes) if code not in capital)
    groups = [capital]
    while left:
        groups.append(_grown(england, stream, left, stream.randint(*AREA_SIZES[kind])))
    return [Arrangement(kind, group) for group in groups if len(group) > 1]


def _is_in_london(england: England, code: str) -> bool:
    return (england.authorities[code].region or "").startswith("London")


def _grown(england: England, stream: Random, left: dict[str, None], size: int) -> frozenset[str]:
    """Takes a council from those left, and neighbours of its region until there are so many, or no more."""
    first = next(iter(left))
    del left[first]
    near, group = set(england.region_of(first)), [first]
    while len(group) < size:
        beside = sorted({other for one in group for other in england.beside(one) if other in left and other in near})
        if not beside:
            break
        chosen = stream.choice(beside)
        del left[chosen]
        group.append(chosen)
    return frozenset(group)


def _bonds(
    england: England,
    stream: Random,
    kind: str,
    people: Mapping[str, Person],
    duties: Sequence[Duty],
    as_of: date,
) -> list[Arrangement]:
    count, barred = BONDS[kind]
    over = round(count * OVER[kind])
    targets = [duty for duty in duties if duty.kind in barred and duty.authorities]
    telling = count if kind not in ("partnership", "service") else count - round(count * (1 - TELLING))
    pairs = [_telling(england, stream, stream.choice(targets), people, as_of) for _ in range(telling)]
    pairs += [_beside(england, stream) for _ in range(count - telling)]
    return [
        Arrangement(kind, pair, _period(stream, kind, as_of, place >= count - over)) for place, pair in enumerate(pairs)
    ]


def _telling(england: England, stream: Random, duty: Duty, people: Mapping[str, Person], as_of: date) -> frozenset[str]:
    """A council that the duty is at, and one of its region from which somebody might come."""
    target = stream.choice(sorted(duty.authorities))
    near = set(england.region_of(target))
    homes = homes_of_those_who_offer(people, duty.kind, as_of) & near
    return frozenset({target, stream.choice(sorted(homes or near))})


def homes_of_those_who_offer(people: Mapping[str, Person], kind: str, as_of: date) -> set[str]:
    """The councils where somebody who offers the kind has a post with no end in sight."""
    return {
        post.authority
        for person in people.values()
        if any(offer.kind == kind for offer in person.offers)
        for post in person.posts
        if post.period.holds(as_of) and post.period.end is None
    }


def _beside(england: England, stream: Random) -> frozenset[str]:
    """Two councils side by side."""
    first = stream.choice([code for code in england.codes if england.beside(code)])
    return frozenset({first, stream.choice(england.beside(first))})


def _period(stream: Random, kind: str, as_of: date, is_over: bool) -> Period:
    if is_over:
        last = as_of - timedelta(days=stream.randint(*ENDED))
        return Period(last - timedelta(days=stream.randint(*BEGAN[kind])), last)
    start = as_of - timedelta(days=stream.randint(*BEGAN[kind]))
    if kind == "merger":  # councils merge on a first of April, the one after next
        return Period(start, date(add_months(as_of, 9).year + 1, 3, 31))
    return Period(start, None)
