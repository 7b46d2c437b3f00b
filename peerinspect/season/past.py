"""What went before: five years of inspections, support, reviews, cover and secondments, and what still runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from peerinspect.domain import Duty, Period, add_months
from peerinspect.domain.kinds import INSPECT, INTERIM, REVIEW, SECOND, SUPPORT
from peerinspect.season import rates
from peerinspect.season.calendar import monday_from, on_site_weeks, open_monday
from peerinspect.season.chance import Chance, Mint
from peerinspect.season.england import England
from peerinspect.season.reviews import case_reference, panel_days
from peerinspect.season.support import support_visits

ONE_DAY = timedelta(days=1)
DAYS_BACK = 365 * rates.YEARS_BACK
RUNNING_PLACES = rates.REVIEWS + rates.RUNNING_REVIEWS
"""Cases are counted through: first those of the coming reviews, then the running ones', then the past ones'."""
JUST_OVER = 14
"""Days before the season in which nothing ended: a season opens on a quiet desk."""


def past_duties(england: England, chance: Chance, mint: Mint, as_of: date) -> dict[str, list[Duty]]:
    """The duties that are over, by kind; cover comes first, since having covered a post bars later work there."""
    stream = chance.stream("past")
    return {
        INTERIM: [_interim(england, stream, mint, as_of) for _ in range(rates.PAST_INTERIMS)],
        INSPECT: _inspections(england, stream, mint, as_of),
        SUPPORT: [
            support_at(stream, mint, stream.choice(england.codes), _day(stream, as_of, 200))
            for _ in range(rates.PAST_SUPPORT)
        ],
        REVIEW: [
            _review(england, stream, mint, {stream.choice(england.codes)}, _day(stream, as_of, 200), RUNNING_PLACES + n)
            for n in range(rates.PAST_REVIEWS)
        ],
        SECOND: [_secondment(stream, mint, as_of) for _ in range(rates.PAST_SECONDMENTS)],
    }


def running_duties(england: England, chance: Chance, mint: Mint, as_of: date) -> dict[str, list[Duty]]:
    """Support and reviews that began some weeks ago and run on, by kind."""
    stream = chance.stream("running")
    weak = [code for code in england.codes if not england.is_good(code, as_of)]
    began = [
        as_of - timedelta(days=stream.randint(20, 70)) for _ in range(rates.RUNNING_SUPPORT + rates.RUNNING_REVIEWS)
    ]
    councils = stream.sample(weak, rates.RUNNING_SUPPORT) + stream.sample(england.codes, rates.RUNNING_REVIEWS)
    pairs = list(zip(councils, began, strict=True))
    return {
        SUPPORT: [support_at(stream, mint, code, day) for code, day in pairs[: rates.RUNNING_SUPPORT]],
        REVIEW: [
            _review(england, stream, mint, _targets(england, stream, code, place), day, rates.REVIEWS + place)
            for place, (code, day) in enumerate(pairs[rates.RUNNING_SUPPORT :])
        ],
    }


def _targets(england: England, stream: Random, code: str, place: int) -> set[str]:
    """The council alone, or for the first few with another one of its region."""
    return {code, stream.choice(england.region_of(code))} if place < rates.RUNNING_JOINT_REVIEWS else {code}


def _day(stream: Random, as_of: date, least: int) -> date:
    """A day of the last years, at least so many days ago."""
    return as_of - timedelta(days=stream.randint(least, DAYS_BACK))


def _interim(england: England, stream: Random, mint: Mint, as_of: date) -> Duty:
    first = monday_from(_day(stream, as_of, 300))
    last = first + timedelta(weeks=stream.randint(13, 38), days=-3)
    return Duty(mint.duty("v"), INTERIM, Period(first, last), 1, frozenset({stream.choice(england.codes)}))


def _secondment(stream: Random, mint: Mint, as_of: date) -> Duty:
    first = monday_from(_day(stream, as_of, 220))
    return Duty(mint.duty("o"), SECOND, Period(first, add_months(first, stream.choice((3, 4, 6))) - ONE_DAY), 1)


def support_at(stream: Random, mint: Mint, code: str, day: date) -> Duty:
    """Five visits to a council from the week of a day on."""
    first = monday_from(day)
    visits = support_visits(first, 5, stream.randint(0, 3))
    last = first + timedelta(weeks=20, days=-3)
    return Duty(mint.duty("s"), SUPPORT, Period(first, last), 1, frozenset({code}), on_site=visits, days=10)


def _review(england: England, stream: Random, mint: Mint, councils: set[str], day: date, place: int) -> Duty:
    """Six months of a review from the week of a day on."""
    first = monday_from(day)
    panel = panel_days(first, stream.randint(0, 4))
    last = add_months(first, 6) - ONE_DAY
    case = case_reference(england, first, place)
    return Duty(mint.duty("r"), REVIEW, Period(first, last), 1, frozenset(councils), on_site=panel, days=10, case=case)


def _inspections(england: England, stream: Random, mint: Mint, as_of: date) -> list[Duty]:
    """The weeks of the councils' real judgements, and focused visits for the rest."""
    since, until = as_of - timedelta(days=DAYS_BACK), as_of - timedelta(days=JUST_OVER)
    real = [
        _inspection(mint, code, monday_from(judgement.inspected), "judgement")
        for code in england.codes
        for judgement in england.authorities[code].judgements
        if judgement.inspected and since <= judgement.inspected < until - timedelta(days=7)
    ]
    real = stream.sample(real, min(len(real), rates.PAST_JUDGEMENTS))
    visits = [
        _inspection(mint, stream.choice(england.codes), open_monday(_day(stream, as_of, 60), 1), "focused")
        for _ in range(rates.PAST_INSPECTIONS - len(real))
    ]
    return [*real, *(visit for visit in visits if visit.last_day < until)]


def _inspection(mint: Mint, code: str, monday: date, subtype: str) -> Duty:
    on_site = on_site_weeks(monday, 1)
    if subtype == "focused":
        start = on_site[0].start or monday
        on_site = (Period(start, min(on_site[0].end or start, start + ONE_DAY)),)
    period = Period(on_site[0].start, on_site[-1].end)
    return Duty(mint.duty("i"), INSPECT, period, 1, frozenset({code}), subtype=subtype, on_site=on_site)


def in_order(duties: dict[str, list[Duty]]) -> Sequence[Duty]:
    """All of them in one row."""
    return [duty for kind in duties.values() for duty in kind]
