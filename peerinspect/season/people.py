"""Who there is: directors, senior managers, those who left, and who is about to move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import log2
from random import Random
from statistics import NormalDist

from peerinspect.domain import Period, Person, Post, add_months
from peerinspect.season import rates
from peerinspect.season.chance import Chance, shuffled
from peerinspect.season.england import England
from peerinspect.season.names import invented_name

PEOPLE_A_COPY = 600
"""Room for names: each copy of England draws its own from a range of this length."""
ONE_DAY = timedelta(days=1)
DAYS_A_MONTH = 30.44


@dataclass
class Staff:
    """The people of one England, by what they are now.

    `vacant` maps each authority without a director, now or from a day to come, to the days without one; the end is
    None while nobody is appointed.
    """

    directors: list[Person] = field(default_factory=list)
    seniors: list[Person] = field(default_factory=list)
    former: list[Person] = field(default_factory=list)
    vacant: dict[str, Period] = field(default_factory=dict)

    def everybody(self) -> list[Person]:
        """All of them, directors first."""
        return [*self.directors, *self.seniors, *self.former]


def draw_staff(england: England, number: int, chance: Chance, as_of: date) -> Staff:
    """The people of copy `number`, counted from 0, with their posts past, present and to come."""
    identities = _identities(england, number)
    staff = Staff()
    _appoint_directors(staff, england, chance.stream("directors"), identities, as_of)
    _appoint_seniors(staff, england, chance.stream("seniors"), identities, as_of)
    _remember_former(staff, england, chance.stream("former"), identities, as_of)
    _let_directors_leave(staff, chance.stream("departures"), as_of)
    _move_seniors(staff, england, chance.stream("moves"), as_of)
    return staff


def _identities(england: England, number: int) -> Iterator[Person]:
    """Fresh people without a past; ids count on within a copy, names within the season."""
    for count in range(PEOPLE_A_COPY):
        yield Person(f"p-{count + 1:04}{england.suffix}", invented_name(number * PEOPLE_A_COPY + count))


def tenures(stream: Random, count: int) -> list[float]:
    """Months in post for so many people, in no order: log-normal, by the two figures of `rates`."""
    normal = NormalDist()
    spread = -log2(rates.TENURE_MEDIAN_MONTHS / 12) / normal.inv_cdf(rates.TENURE_UNDER_A_YEAR)
    places = (normal.inv_cdf((place + 0.5) / count) for place in range(count))
    months = [min(rates.TENURE_MOST_MONTHS, rates.TENURE_MEDIAN_MONTHS * 2 ** (spread * place)) for place in places]
    return shuffled(stream, months)


def _before(day: date, months: float) -> date:
    return day - timedelta(days=round(months * DAYS_A_MONTH))


# --- directors --------------------------------------------------------------------------------------------------------


def _director_seats(england: England, as_of: date) -> list[tuple[str, ...]]:
    """The authorities of each director's post: more than one where an arrangement shares the director."""
    shared = [one.authorities for one in england.arrangements if one.kind == "director" and one.period.holds(as_of)]
    joint = {code for group in shared for code in group}
    return [*(tuple(sorted(group)) for group in shared), *((code,) for code in england.codes if code not in joint)]


def _appoint_directors(
    staff: Staff, england: England, stream: Random, identities: Iterator[Person], as_of: date
) -> None:
    seats = _director_seats(england, as_of)
    empty = set(stream.sample([seat for seat in seats if len(seat) == 1], rates.VACANT_NOW))
    staff.vacant = {code: Period(_before(as_of, stream.uniform(0.2, 3)), None) for (code,) in sorted(empty)}
    held = [seat for seat in seats if seat not in empty]
    months = dict(zip(held, tenures(stream, len(held)), strict=True))
    bases = _director_bases(stream, months)
    for seat in held:
        since = _before(as_of, months[seat])
        posts = [Post(code, "director", bases.get(seat, "substantive"), Period(since, None)) for code in seat]
        staff.directors.append(_with_past(stream, england, next(identities), since, posts))


def _director_bases(stream: Random, months: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], str]:
    """Joint where a director is shared; interim and acting among those who came lately."""
    recent = sorted((seat for seat in months if len(seat) == 1), key=lambda seat: months[seat])
    chosen = stream.sample(recent[: len(recent) // 2], rates.INTERIM_DIRECTORS + rates.ACTING_DIRECTORS)
    bases = {seat: "interim" if place < rates.INTERIM_DIRECTORS else "acting" for place, seat in enumerate(chosen)}
    return bases | {seat: "joint" for seat in months if len(seat) > 1}


def _with_past(stream: Random, england: England, person: Person, since: date, posts: list[Post]) -> Person:
    """The person with an earlier post elsewhere, more often than not, before the present ones."""
    if stream.random() >= rates.PAST_POST_SHARE:
        return replace(person, posts=tuple(posts))
    left = since - timedelta(days=stream.choice((1, 1, 1, 15, 31, 61)))
    came = _before(left, stream.uniform(14, 80))
    role = stream.choices(("director", "senior", "other"), (3, 6, 1))[0] if posts[0].role == "director" else "senior"
    earlier = Post(_other_council(stream, england, posts[0].authority), role, "substantive", Period(came, left))
    return replace(person, posts=(earlier, *posts))


def _other_council(stream: Random, england: England, code: str) -> str:
    """Another council; in three cases of five one of the same region, as careers go."""
    near = stream.random() < 0.6
    return stream.choice(england.region_of(code) if near else [one for one in england.codes if one != code])


# --- senior managers --------------------------------------------------------------------------------------------------


def _appoint_seniors(staff: Staff, england: England, stream: Random, identities: Iterator[Person], as_of: date) -> None:
    """One senior manager in every council, a second in some; the smallest councils are like the others here."""
    second = stream.sample(england.codes, rates.SENIORS - len(england.codes))
    councils = sorted([*england.codes, *second])
    months = tenures(stream, len(councils))
    for code, served in zip(councils, months, strict=True):
        since = _before(as_of, served)
        post = Post(code, "senior", "substantive", Period(since, None))
        staff.seniors.append(_with_past(stream, england, next(identities), since, [post]))
    _mark_acting(staff, stream)
    aspirants = {person.id for person in stream.sample(staff.seniors, rates.ASPIRANTS)}
    staff.seniors = [replace(person, aspirant=person.id in aspirants) for person in staff.seniors]


def _mark_acting(staff: Staff, stream: Random) -> None:
    acting = set(stream.sample(range(len(staff.seniors)), rates.ACTING_SENIORS))
    for place in acting:
        person = staff.seniors[place]
        staff.seniors[place] = replace(person, posts=(*person.posts[:-1], replace(person.posts[-1], basis="acting")))


# --- those who left, and those who will -------------------------------------------------------------------------------


def _remember_former(staff: Staff, england: England, stream: Random, identities: Iterator[Person], as_of: date) -> None:
    """Directors who left in the last four years and hold no post; the posts now vacant were the last ones' of them."""
    vacated = list(staff.vacant.items())
    for place in range(rates.FORMER):
        code, gone = vacated[place] if place < len(vacated) else (stream.choice(england.codes), None)
        left = (gone.start or as_of) - ONE_DAY if gone else _before(as_of, stream.uniform(2, 48))
        came = _before(left, stream.uniform(12, 90))
        post = Post(code, "director", "substantive", Period(came, left))
        staff.former.append(_with_past(stream, england, next(identities), came, [post]))


def _let_directors_leave(staff: Staff, stream: Random, as_of: date) -> None:
    """Some directors' last day is known. Half of them move on to a council that is without one."""
    settled = [place for place, person in enumerate(staff.directors) if _is_settled(person, as_of)]
    leaving = stream.sample(settled, rates.VACANT_LATER)
    searching = stream.sample(sorted(staff.vacant), rates.VACANT_LATER // 2)
    for turn, place in enumerate(leaving):
        person = staff.directors[place]
        last = _month_end(as_of, stream.randint(3, 8))
        staff.vacant[person.posts[-1].authority] = Period(last + ONE_DAY, None)
        person = _leaving(person, last)
        if turn < len(searching):
            code = searching[turn]
            staff.vacant[code] = Period(staff.vacant[code].start, last)
            person = replace(
                person, posts=(*person.posts, Post(code, "director", "substantive", Period(last + ONE_DAY)))
            )
        staff.directors[place] = person


def _is_settled(person: Person, as_of: date) -> bool:
    """A substantive post in one council, held for a year and a half."""
    post = person.posts[-1]
    return post.basis == "substantive" and post.period.start is not None and post.period.start < _before(as_of, 18)


def _move_seniors(staff: Staff, england: England, stream: Random, as_of: date) -> None:
    """Some senior managers are known to change employer."""
    settled = [place for place, person in enumerate(staff.seniors) if _is_settled(person, as_of)]
    for place in stream.sample(settled, rates.MOVERS - rates.VACANT_LATER // 2):
        person = staff.seniors[place]
        last = _month_end(as_of, stream.randint(2, 8))
        new = Post(_other_council(stream, england, person.posts[-1].authority), "senior", period=Period(last + ONE_DAY))
        left = _leaving(person, last)
        staff.seniors[place] = replace(left, posts=(*left.posts, new))


def _leaving(person: Person, last: date) -> Person:
    post = person.posts[-1]
    return replace(person, posts=(*person.posts[:-1], replace(post, period=Period(post.period.start, last))))


def _month_end(day: date, months: int) -> date:
    return add_months(day.replace(day=1), months + 1) - ONE_DAY


def movers(staff: Staff, as_of: date, stream: Random) -> list[Person]:
    """The people who change employer after the day, in an order of chance."""
    return shuffled(stream, [person for person in staff.everybody() if _begins_after(person, as_of)])


def _begins_after(person: Person, as_of: date) -> bool:
    return any(post.period.start is not None and post.period.start > as_of for post in person.posts)
