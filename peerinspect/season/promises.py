"""What people have said and shown: offers, skills, training, leave, declarations, vetting, consents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from peerinspect.domain import Consent, Offer, Period, Person, add_months, kinds
from peerinspect.season import rates
from peerinspect.season.chance import Chance, shuffled
from peerinspect.season.england import England
from peerinspect.season.people import ONE_DAY, Staff, movers

T = TypeVar("T")

SKILLS = (
    "care leavers",
    "child protection",
    "children in care",
    "disabled children",
    "early help",
    "exploitation",
    "finance and commissioning",
    "youth justice",
)

KINDS_OFFERED: Mapping[str, tuple[tuple[int, int], ...]] = {
    "director": ((0, 24), (1, 50), (2, 21), (3, 5)),
    "senior": ((0, 44), (1, 42), (2, 13), (3, 1)),
    "aspirant": ((0, 9), (1, 56), (2, 35)),
    "former": ((0, 6), (1, 54), (2, 36), (3, 4)),
}
"""How many kinds a person volunteers for, and how many in a hundred of a group do: most offer one or two. Judged."""

LEANINGS: Mapping[str, Mapping[str, float]] = {
    "director": {"inspect": 58, "chair": 66, "support": 42, "review": 12, "second": 2, "interim": 2},
    "senior": {"inspect": 54, "chair": 19, "support": 42, "review": 25, "second": 20, "interim": 2},
    "aspirant": {"inspect": 10, "support": 4, "second": 18, "interim": 12, "review": 2},
    "former": {"chair": 66, "interim": 31, "review": 12},
}
"""What each group is likeliest to offer: ADCS wants serving directors to inspect and chair, and covers vacancies with
former directors, secondees and aspirants. The weights are judged."""

DAYS_OFFERED: Mapping[str, tuple[int, ...]] = {
    "inspect": (5, 10, 10, 10, 15, 20),
    "chair": (24, 24, 48, 48),
    "support": (10, 10, 15, 20),
    "second": (65, 90, 130, 130),
    "interim": (90, 130, 150, 180),
    "review": (10, 12, 15, 20),
}
"""Days a year: an inspection takes 5 or 10, a board 12 to 24, support and reviews about 10; terms in working days."""

LEVELS: tuple[tuple[str | None, int], ...] = (("authorised", 60), ("assistant", 24), ("observer", 11), (None, 5))
"""Training of those who offer work on inspection teams, in a hundred; judged."""


def group_of(person: Person, as_of: date) -> str:
    """What the person is now: director, senior, aspirant or former."""
    held = [post for post in person.posts if post.period.holds(as_of)]
    if not held:
        return "former"
    if person.aspirant:
        return "aspirant"
    return "director" if any(post.role == "director" for post in held) else "senior"


def with_promises(staff: Staff, england: England, chance: Chance, as_of: date) -> dict[str, Person]:
    """Everybody by id, with all that they have said and shown."""
    people = staff.everybody()
    people = _with_offers(people, chance.stream("offers"), as_of)
    people = _with_training(people, chance.stream("training"))
    people = _with_leave(people, chance.stream("leave"), as_of)
    people = _with_declarations(people, chance.stream("declarations"), as_of)
    people = _with_vetting(people, chance.stream("vetting"), as_of)
    returning = {one.id for one in movers(staff, as_of, chance.stream("movers"))[: rates.MOVERS_WITH_NEW_CONSENT]}
    people = _with_consents(people, chance.stream("consents"), as_of, returning)
    return {person.id: person for person in people}


def in_shares(stream: Random, count: int, shares: Sequence[tuple[T, float]]) -> list[T]:
    """`count` values in these shares (of a hundred), in no order; the last value takes what rounding leaves."""
    values: list[T] = []
    for value, share in shares:
        values += [value] * round(count * share / 100)
    values += [shares[-1][0]] * max(0, count - len(values))
    return shuffled(stream, values[:count])


def _with_offers(people: list[Person], stream: Random, as_of: date) -> list[Person]:
    groups = [group_of(person, as_of) for person in people]
    dealt = {group: iter(_deal_kinds(stream, group, groups.count(group))) for group in KINDS_OFFERED}
    return [
        replace(person, offers=_offers(stream, next(dealt[group])))
        for person, group in zip(people, groups, strict=True)
    ]


def _deal_kinds(stream: Random, group: str, size: int) -> list[set[str]]:
    """The kinds that each of a group offers, dealt from a pack in the shares of its leanings."""
    counts = in_shares(stream, size, KINDS_OFFERED[group])
    whole = sum(LEANINGS[group].values())
    shares = [(kind, 100 * weight / whole) for kind, weight in LEANINGS[group].items()]
    pack = in_shares(stream, sum(counts), shares)
    return [_hand(pack, count) for count in counts]


def _hand(pack: list[str], count: int) -> set[str]:
    """So many different kinds off the top; where only known ones are left, fewer."""
    hand: set[str] = set()
    for place in range(len(pack) - 1, -1, -1):
        if len(hand) == count:
            break
        if pack[place] not in hand:
            hand.add(pack.pop(place))
    return hand


def _offers(stream: Random, chosen: set[str]) -> tuple[Offer, ...]:
    """Each kind with its days, in the order of the kinds."""
    return tuple(Offer(kind, stream.choice(DAYS_OFFERED[kind])) for kind in kinds.KINDS if kind in chosen)


def _with_training(people: list[Person], stream: Random) -> list[Person]:
    """Skills for everybody; a level for those who offer to inspect or to join a team."""
    teams = [person.id for person in people if any(offer.kind in ("inspect", "second") for offer in person.offers)]
    levels = dict(zip(teams, in_shares(stream, len(teams), LEVELS), strict=True))
    return [
        replace(
            person,
            skills=frozenset(stream.sample(SKILLS, stream.choice((1, 2, 2, 3)))),
            level=levels.get(person.id),
        )
        for person in people
    ]


def _with_leave(people: list[Person], stream: Random, as_of: date) -> list[Person]:
    """One to three weeks away in the coming year, and now and then a long absence."""
    return [replace(person, unavailable=_leave(stream, as_of)) for person in people]


def _leave(stream: Random, as_of: date) -> tuple[Period, ...]:
    weeks = sorted(stream.sample(range(2, 54), stream.choice((1, 2, 2, 3))))
    starts = [as_of + timedelta(days=7 * week - as_of.weekday()) for week in weeks]
    away = [Period(monday, monday + timedelta(days=6)) for monday in starts]
    if stream.random() < 0.04:
        begins = as_of + timedelta(days=stream.randint(30, 200))
        away.append(Period(begins, begins + timedelta(days=stream.randint(40, 120))))
    return tuple(sorted(away, key=lambda period: (period.start or as_of, period.end or as_of)))


def _with_declarations(people: list[Person], stream: Random, as_of: date) -> list[Person]:
    states = _states(stream, len(people), rates.DECLARATION_MISSING, rates.DECLARATION_OLD)
    days = {"good": (5, 330), "old": (380, 800)}
    return [
        person if state == "missing" else replace(person, declared_on=_days_ago(stream, as_of, *days[state]))
        for person, state in zip(people, states, strict=True)
    ]


def _with_vetting(people: list[Person], stream: Random, as_of: date) -> list[Person]:
    """DBS dates: most last the whole season, some run out in it, a few have run out or are missing."""
    states = _states(stream, len(people), rates.VETTING_MISSING, rates.VETTING_LAPSED, soon=rates.VETTING_LAPSES_SOON)
    days = {"good": (20, 700), "soon": (740, 1080), "old": (1100, 1500)}
    return [
        person if state == "missing" else replace(person, vetted_on=_days_ago(stream, as_of, *days[state]))
        for person, state in zip(people, states, strict=True)
    ]


def _states(stream: Random, count: int, missing: float, old: float, soon: float = 0) -> list[str]:
    shares = (("missing", 100 * missing), ("old", 100 * old), ("soon", 100 * soon), ("good", 100))
    return in_shares(stream, count, shares)


def _days_ago(stream: Random, as_of: date, least: int, most: int) -> date:
    return as_of - timedelta(days=stream.randint(least, most))


def _with_consents(people: list[Person], stream: Random, as_of: date, returning: set[str]) -> list[Person]:
    """A home chief executive's consent for each post held now; a post to come has one only where it was asked early."""
    states = _states(stream, len(people), rates.CONSENT_MISSING, rates.CONSENT_EXPIRED, soon=rates.CONSENT_ENDS_SOON)
    return [
        replace(person, consents=_consents(stream, person, state, as_of, person.id in returning))
        for person, state in zip(people, states, strict=True)
    ]


def _consents(stream: Random, person: Person, state: str, as_of: date, renewed: bool) -> tuple[Consent, ...]:
    found: list[Consent] = []
    for post in person.posts:
        start = post.period.start or as_of
        if post.period.holds(as_of) and state != "missing":
            found.append(Consent(post.authority, Period(start, _consent_ends(stream, state, start, as_of))))
        elif start > as_of and renewed:
            found.append(Consent(post.authority, Period(start, None)))
    return tuple(found)


def _consent_ends(stream: Random, state: str, start: date, as_of: date) -> date | None:
    if state == "old":
        return max(start, as_of - timedelta(days=stream.randint(5, 200)))
    if state == "soon":
        return as_of + timedelta(days=stream.randint(60, 300))
    if stream.random() < rates.CONSENT_OPEN:
        return None
    return add_months(as_of.replace(month=4, day=1), 12 * stream.choice((2, 3, 3))) - ONE_DAY
