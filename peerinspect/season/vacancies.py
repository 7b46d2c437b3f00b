"""Cover for directors' posts that nobody holds, and secondments to inspection teams: full-time terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import INTERIM, SECOND
from peerinspect.season import rates
from peerinspect.season.calendar import monday_from
from peerinspect.season.chance import Chance, Mint
from peerinspect.season.england import England
from peerinspect.season.promises import SKILLS

SHORTEST_WEEKS = 13
LONGEST_WEEKS = 30
"""Three to seven months of cover; recruitment to a director's post takes that long."""
NINE_MONTHS_WEEKS = 38
NINE_MONTHS = 2
"""The vacancies that need cover for nine months: longer than anybody offers, a shortage that is real. Judged."""
SECONDMENT_WEEKS = (13, 17, 17, 26)
"""Three to six months."""
SECONDMENTS_WITH_TARGETS = 3


def draw_interims(vacant: Mapping[str, Period], chance: Chance, mint: Mint, as_of: date) -> list[Duty]:
    """An interim duty for every vacancy, until the successor's first day where there is one."""
    stream = chance.stream("vacancies")
    unending = [code for code, empty in sorted(vacant.items()) if empty.end is None]
    long = set(stream.sample(unending, NINE_MONTHS))
    return [_interim(stream, mint, code, empty, as_of, code in long) for code, empty in sorted(vacant.items())]


def _interim(stream: Random, mint: Mint, code: str, empty: Period, as_of: date, is_long: bool) -> Duty:
    soonest = as_of + timedelta(days=stream.randint(7, 35))
    first = monday_from(max(soonest, empty.start or soonest))
    weeks = NINE_MONTHS_WEEKS if is_long else stream.randint(SHORTEST_WEEKS, LONGEST_WEEKS)
    last = first + timedelta(weeks=weeks, days=-3)
    last = min(last, empty.end) if empty.end else last
    return Duty(mint.duty("v"), INTERIM, Period(first, last), 1, frozenset({code}))


def draw_secondments(england: England, chance: Chance, mint: Mint, as_of: date) -> list[Duty]:
    """Secondments to Ofsted's regional teams; most name no council, a few name those they will work on first."""
    stream = chance.stream("secondments")
    return [_secondment(england, stream, mint, as_of, place) for place in range(rates.SECONDMENTS)]


def _secondment(england: England, stream: Random, mint: Mint, as_of: date, place: int) -> Duty:
    first = monday_from(as_of + timedelta(weeks=stream.randint(4, 30)))
    last = first + timedelta(weeks=stream.choice(SECONDMENT_WEEKS), days=-3)
    targets: frozenset[str] = frozenset()
    if place < SECONDMENTS_WITH_TARGETS:
        code = stream.choice(england.codes)
        targets = frozenset({code, *stream.sample(england.region_of(code), 2)})
    skills = frozenset({stream.choice(SKILLS)}) if stream.random() < 0.3 else frozenset()
    level = stream.choice(("observer", "assistant"))
    return Duty(mint.duty("o"), SECOND, Period(first, last), 1, targets, skills=skills, level=level)
