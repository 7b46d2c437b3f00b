"""A whole invented season, drawn step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TypeVar

from peerinspect.domain import Duty, Facts, Interest, Period, Person, Policy, add_months, kinds
from peerinspect.reference import load_reference
from peerinspect.season import rates
from peerinspect.season.boards import Chairs, draw_chairs, reopen
from peerinspect.season.chance import Chance, Mint
from peerinspect.season.england import England, copy_of
from peerinspect.season.exceptions import draw_affinities, draw_waivers
from peerinspect.season.inspections import draw_inspections
from peerinspect.season.interests import draw_interests
from peerinspect.season.ledger import Ledger
from peerinspect.season.partners import draw_arrangements, homes_of_those_who_offer
from peerinspect.season.past import in_order, past_duties, running_duties
from peerinspect.season.people import draw_staff
from peerinspect.season.promises import with_promises
from peerinspect.season.reviews import draw_reviews
from peerinspect.season.settled import settle_coming, settle_past, settle_running
from peerinspect.season.support import draw_support
from peerinspect.season.tightness import with_fewer_offers
from peerinspect.season.vacancies import draw_interims, draw_secondments
from peerinspect.season.years import MOST_YEARS, for_years, further_work

Named = TypeVar("Named", Person, Duty)

FIRST_SEASON = date(2026, 9, 1)

PRIORITIES = {
    kinds.INTERIM: Fraction(3),
    kinds.INSPECT: Fraction(3),
    kinds.REVIEW: Fraction(2),
    kinds.CHAIR: Fraction(2),
    kinds.SUPPORT: Fraction(2),
    kinds.SECOND: Fraction(1),
}
"""A council without a director and an inspection without its peer cannot wait; a secondment can. Judged."""


@dataclass(frozen=True)
class Work:
    """The duties of one England: to be filled, in their middle, and over."""

    coming: list[Duty]
    chairs: Chairs
    running: dict[str, list[Duty]]
    past: dict[str, list[Duty]]

    def every(self) -> list[Duty]:
        """All of them."""
        return [*self.coming, *self.chairs.running, *self.chairs.ended, *in_order(self.running), *in_order(self.past)]


def generate(
    size: int, seed: int, as_of: date = FIRST_SEASON, tightness: float = rates.LOOSEST, years: int = 1
) -> Facts:
    """A season of `size` Englands as at a day, with the work of so many years; the same arguments draw the same one.

    Size 1 is today's England, and the first of any larger size but for the ties that reach into the next. The same
    season of another `tightness` differs in nothing but the offers that people have taken back.
    The first of several years differs from a season of one in who is taken up early, consents and vetting alone.
    Raises ValueError when the size is not positive, or the tightness or the number of years not one of `rates`.
    """
    if size < 1:
        raise ValueError(f"a season needs at least one England, not {size}")
    if not rates.LOOSEST <= tightness <= rates.TIGHTEST:
        raise ValueError(f"a season's tightness is from {rates.LOOSEST:g} to {rates.TIGHTEST:g}, not {tightness}")
    if not 1 <= years <= MOST_YEARS:
        raise ValueError(f"work is drawn for 1 to {MOST_YEARS} years, not {years}")
    parts = [_one_england(number, size, seed, as_of, tightness, years) for number in range(size)]
    return replace(_together(parts), title=_title(as_of, tightness, years))


def _title(as_of: date, tightness: float, years: int) -> str:
    long = "season" if years == 1 else f"season of {years} years"
    tight = "" if tightness == rates.LOOSEST else f", tightness {tightness:g}"
    return f"An invented {long} from {as_of.isoformat()}{tight}"


def _one_england(number: int, size: int, seed: int, as_of: date, tightness: float, years: int) -> Facts:
    england = copy_of(load_reference(), number, size)
    chance = Chance(seed, number)
    staff = draw_staff(england, number, chance, as_of)
    people = with_promises(staff, england, chance, as_of)
    work = _draw_work(england, people, chance, as_of, staff.vacant, years)
    interests = draw_interests(england, people, work.coming, chance, as_of)
    facts = Facts(
        as_of,
        people,
        _by_id(work.every()),
        england.authorities,
        england.borders,
        england.neighbours,
        draw_arrangements(england, people, work.coming, chance, as_of),
        tuple(sorted(interests, key=_order)),
        policy=Policy(priorities=PRIORITIES),
    )
    return with_fewer_offers(_settled(for_years(facts, years), chance, work), chance, tightness)


def _draw_work(
    england: England, people: dict[str, Person], chance: Chance, as_of: date, vacant: dict[str, Period], years: int
) -> Work:
    mint = Mint(chance.stream("ids"), england.suffix)
    chairs = draw_chairs(england, chance, mint, as_of)
    coming = [
        *draw_inspections(england, chance, mint, as_of),
        *draw_support(england, chance, mint, as_of),
        *draw_interims(vacant, chance, mint, as_of),
        *draw_secondments(england, chance, mint, as_of),
        *draw_reviews(england, chance, mint, as_of, _boards_and_homes(people, chairs, as_of)),
        *chairs.vacant,
    ]
    running = running_duties(england, chance, mint, as_of)
    past = past_duties(england, chance, mint, as_of)
    homes = homes_of_those_who_offer(people, kinds.CHAIR, as_of)
    return Work([*coming, *further_work(england, chance, mint, as_of, years, chairs, homes)], chairs, running, past)


def _boards_and_homes(people: dict[str, Person], chairs: Chairs, as_of: date) -> tuple[set[str], set[str]]:
    """The councils whose board wants a chair, and those with somebody who offers to be one."""
    boards = {code for duty in chairs.vacant for code in duty.authorities}
    return boards, homes_of_those_who_offer(people, kinds.CHAIR, as_of)


def _settled(facts: Facts, chance: Chance, work: Work) -> Facts:
    """The facts with who did and does what, and what is allowed. A board that nobody could chair waits for a chair."""
    ledger = Ledger(facts)
    settle_past(ledger, chance, {**work.past, kinds.CHAIR: work.chairs.ended})
    without_chair = settle_running(ledger, chance, work.chairs.running)
    idle = settle_running(ledger, chance, in_order(work.running))
    reopened = [reopen(duty, chance, facts.as_of) for duty in without_chair]
    overtaken = _overtaken(work.coming, reopened, facts.as_of)
    coming = [duty for duty in work.coming if duty not in overtaken]
    settle_coming(ledger, chance, coming)
    gone = {duty.id for duty in [*idle, *_undone(ledger, work), *overtaken]}
    duties = _by_id([*(duty for duty in work.every() if duty.id not in gone), *reopened])
    return replace(
        facts,
        duties=duties,
        placements=tuple(sorted(ledger.placements, key=lambda one: (one.duty, one.person))),
        waivers=tuple(sorted(draw_waivers(ledger, chance, coming), key=lambda one: (one.duty, one.person))),
        affinity=draw_affinities(ledger, chance, coming),
    )


def _overtaken(coming: Iterable[Duty], reopened: Iterable[Duty], as_of: date) -> list[Duty]:
    """The terms of further years of boards whose present one begins anew."""
    boards, later = {duty.authorities for duty in reopened}, add_months(as_of, 12)
    terms = (duty for duty in coming if duty.kind == kinds.CHAIR and duty.authorities in boards)
    return [duty for duty in terms if duty.first_day >= later]


def _undone(ledger: Ledger, work: Work) -> list[Duty]:
    """Past duties that nobody did: there is nothing to remember of them."""
    done = {placement.duty for placement in ledger.placements}
    return [duty for duty in [*in_order(work.past), *work.chairs.ended] if duty.id not in done]


def _together(parts: Sequence[Facts]) -> Facts:
    """The copies as one problem, in the canonical order."""
    return replace(
        parts[0],
        people=_by_id(person for part in parts for person in part.people.values()),
        duties=_by_id(duty for part in parts for duty in part.duties.values()),
        authorities={code: one for part in parts for code, one in sorted(part.authorities.items())},
        borders=frozenset(pair for part in parts for pair in part.borders),
        neighbours={pair: rank for part in parts for pair, rank in part.neighbours.items()},
        arrangements=tuple(one for part in parts for one in part.arrangements),
        interests=tuple(one for part in parts for one in part.interests),
        placements=tuple(one for part in parts for one in part.placements),
        waivers=tuple(one for part in parts for one in part.waivers),
        affinity={pair: number for part in parts for pair, number in part.affinity.items()},
    )


def _by_id(things: Iterable[Named]) -> dict[str, Named]:
    return {one.id: one for one in sorted(things, key=lambda one: one.id)}


def _order(interest: Interest) -> tuple[str, str, str, str]:
    return (interest.person, interest.kind, interest.authority or "", str(interest.period.start))
