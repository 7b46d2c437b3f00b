"""The inspections that want a peer: judgements on the real calendar, focused, monitoring and joint ones."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import INSPECT
from peerinspect.season import rates
from peerinspect.season.calendar import LEAD, on_site_weeks, open_monday, plan_starts, working_days_before
from peerinspect.season.chance import Chance, Mint
from peerinspect.season.england import England
from peerinspect.season.promises import SKILLS

NOTICE_DAYS = 5
"""Working days of notice before the first day on site (Ofsted, ILACS)."""
JOINT_NOTICE_DAYS = 10
"""Working days of notice before a joint targeted area inspection's fieldwork (the four inspectorates)."""
VISIT_DAYS = 2
"""A focused or a monitoring visit is two days on site (Ofsted)."""
QUARTER = 91
"""Days between two monitoring visits of one council."""
LAST_VISIT_WEEK = 46

SEAT_LEVELS = ("authorised", "assistant")
"""What a single seat asks for; judged."""


def draw_inspections(england: England, chance: Chance, mint: Mint, as_of: date) -> list[Duty]:
    """Every inspection of the season with a seat for a peer. Judgements, joint and most focused ones are sealed."""
    planned = plan_starts(england.inspection_starts, as_of)
    judgements = _judgements(england, chance.stream("judgements"), mint, as_of)
    judged = {one.authority for one in planned}
    inadequate = [code for code in england.codes if england.grade(code, as_of) == "inadequate"]
    free = [code for code in england.codes if code not in judged and code not in inadequate]
    joint = _joint(england, chance.stream("joint"), mint, as_of, free)
    taken = {code for duty in joint for code in duty.authorities}
    focused = _focused(chance.stream("focused"), mint, as_of, [code for code in free if code not in taken])
    monitored = [code for code in inadequate if code not in judged] or inadequate
    return [*judgements, *joint, *focused, *_monitoring(chance.stream("monitoring"), mint, as_of, monitored)]


def _judgements(england: England, stream: Random, mint: Mint, as_of: date) -> list[Duty]:
    planned = plan_starts(england.inspection_starts, as_of)
    pairs = set(stream.sample(range(len(planned)), rates.TWO_SEAT_JUDGEMENTS))
    duties = []
    for place, one in enumerate(planned):
        seats = 2 if place in pairs else 1
        level = "observer" if seats == 2 else stream.choice(SEAT_LEVELS)
        on_site = on_site_weeks(one.starts, one.weeks)
        skills = frozenset(stream.sample(SKILLS, stream.choices((0, 1, 2), (6, 3, 1))[0]))
        duties.append(
            _inspection(mint, (one.authority,), on_site, NOTICE_DAYS, seats=seats, level=level, skills=skills)
        )
    return duties


def _inspection(
    mint: Mint,
    authorities: tuple[str, ...],
    on_site: tuple[Period, ...],
    notice_days: int,
    *,
    subtype: str = "judgement",
    seats: int = 1,
    level: str = "assistant",
    skills: frozenset[str] = frozenset(),
    sealed: bool = True,
) -> Duty:
    first, last = on_site[0].start or date.min, on_site[-1].end or date.max
    return Duty(
        mint.duty("i"),
        INSPECT,
        Period(first, last),
        seats,
        frozenset(authorities),
        subtype=subtype,
        on_site=on_site,
        notice=working_days_before(first, notice_days),
        skills=skills,
        level=level,
        sealed=sealed,
    )


def _joint(england: England, stream: Random, mint: Mint, as_of: date, free: list[str]) -> list[Duty]:
    """Joint targeted area inspections, a week each, the first of two councils side by side; unannounced like others."""
    starts = stream.sample(free, rates.JOINT_INSPECTIONS)
    duties = []
    for place, code in enumerate(starts):
        beside = [other for other in england.beside(code) if other in free and other not in starts]
        targets = (code, stream.choice(beside)) if place == 0 and beside else (code,)
        monday = open_monday(as_of + LEAD + timedelta(weeks=3 + 10 * place + stream.randint(0, 6)), 1)
        skill = frozenset({stream.choice(("exploitation", "early help", "youth justice"))})
        on_site = on_site_weeks(monday, 1)
        duties.append(_inspection(mint, targets, on_site, JOINT_NOTICE_DAYS, subtype="joint", skills=skill))
    return duties


def _focused(stream: Random, mint: Mint, as_of: date, free: list[str]) -> list[Duty]:
    """Two days on one theme; half of them are arranged with the council and known."""
    duties = []
    for place, code in enumerate(stream.sample(free, rates.FOCUSED_VISITS)):
        on_site = _visit(as_of + LEAD + timedelta(weeks=stream.randint(0, LAST_VISIT_WEEK)))
        skills = frozenset({stream.choice(SKILLS)})
        sealed = place >= rates.FOCUSED_ANNOUNCED
        duties.append(_inspection(mint, (code,), on_site, NOTICE_DAYS, subtype="focused", skills=skills, sealed=sealed))
    return duties


def _monitoring(stream: Random, mint: Mint, as_of: date, inadequate: list[str]) -> list[Duty]:
    """Quarterly visits to councils rated inadequate, arranged with them and known."""
    duties = []
    for code in stream.sample(inadequate, min(rates.MONITORED, len(inadequate))):
        first = as_of + LEAD + timedelta(days=stream.randint(0, QUARTER - 30))
        for visit in range(rates.MONITORING_VISITS):
            on_site = _visit(first + timedelta(days=QUARTER * visit))
            level = stream.choice(("assistant", "observer"))
            duties.append(
                _inspection(mint, (code,), on_site, NOTICE_DAYS, subtype="monitoring", level=level, sealed=False)
            )
    return duties


def _visit(day: date) -> tuple[Period, ...]:
    """The first working days of the first open week from the day."""
    (run, *_) = on_site_weeks(open_monday(day, 1), 1)
    first = run.start or day
    return (Period(first, min(run.end or first, first + timedelta(days=VISIT_DAYS - 1))),)
