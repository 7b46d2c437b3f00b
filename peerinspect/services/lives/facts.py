"""What each fact of a duty can be changed to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from peerinspect.domain import Duty, Period, kinds
from peerinspect.domain.kinds import INSPECT, INTERIM, LEVELS
from peerinspect.services.checking import Checks
from peerinspect.services.circles import sealed_circle
from peerinspect.services.duties import MOST_SEATS
from peerinspect.services.lives.team import people_counted, team_of
from peerinspect.services.problems import current_circles
from peerinspect.services.reviews.references import check_reference

DATES, ON_SITE, NOTICE, COUNCILS = "dates", "on-site", "notice", "councils"
SEATS, DAYS, SKILLS, LEVEL, PRIORITY, CASE = "seats", "days", "skills", "level", "priority", "case"
VISITS = "visits"
"""The days on site of support, as its own page changes them: a visit at a time. Nobody is asked again for it."""
_OF_ALL = (SEATS, SKILLS, PRIORITY)
FACTS: Mapping[str, tuple[str, ...]] = {
    kinds.INSPECT: (COUNCILS, ON_SITE, NOTICE, LEVEL, *_OF_ALL),
    kinds.CHAIR: (COUNCILS, DATES, DAYS, *_OF_ALL),
    kinds.SUPPORT: (COUNCILS, DATES, ON_SITE, VISITS, DAYS, *_OF_ALL),
    kinds.SECOND: (DATES, LEVEL, *_OF_ALL),
    kinds.INTERIM: (COUNCILS, DATES, *_OF_ALL),
    kinds.REVIEW: (COUNCILS, DATES, ON_SITE, DAYS, CASE, *_OF_ALL),
}
"""The facts of each kind of duty that can be changed. The week of an inspection is moved: see `moving`."""
RENEWING = frozenset({DATES, ON_SITE, NOTICE, COUNCILS})
"""The facts whose change makes another piece of work of it: whoever had accepted is asked again."""
MOST_PRIORITY = 1000
MOST_RUNS = 4
"""Runs of days on site that a form has room for; work with more of them keeps them as they were read in."""
TOO_WIDE = "A sealed inspection of these councils cannot be kept from all their people. Choose others"


def changeable_facts(duty: Duty) -> tuple[str, ...]:
    """The facts of the duty that a form can change without losing any of it."""
    fits = len(duty.on_site_periods) <= MOST_RUNS
    return tuple(fact for fact in FACTS[duty.kind] if fact != VISITS and (fits or fact != ON_SITE))


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """Change the fact `fact` of a duty; what else is given but belongs to another fact is passed over.

    `accepts`: although rules object to somebody who is on it.
    """

    duty_id: str
    fact: str
    starts: date | None = None
    ends: date | None = None
    on_site: tuple[tuple[date | None, date | None], ...] = ()
    notice: date | None = None
    authorities: tuple[str, ...] = ()
    seats: int = 0
    days: int = 0
    skills: tuple[str, ...] = ()
    level: str = ""
    priority: Fraction | None = None
    case: str = ""
    accepts: bool = False


WORDS: Mapping[str, str] = {
    DATES: "the dates",
    ON_SITE: "the days on site",
    VISITS: "the days of its visits",
    NOTICE: "the notice day",
    COUNCILS: "the councils",
    SEATS: "the number of seats",
    DAYS: "the days of work",
    SKILLS: "the skills needed",
    LEVEL: "the least training",
    PRIORITY: "the priority",
    CASE: "the case reference",
}
"""What each fact is called in a sentence."""


def _dates(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    checks.period(command.starts, command.ends, ("starts", "ends"), "the work")
    checks.need(command.ends is None or command.ends >= today, "ends", "The last day must be today or later")
    if checks.messages or not (command.starts and command.ends):
        return duty
    new = Period(command.starts, command.ends)
    inside = tuple(part for each in duty.on_site or () if (part := each.within(new)) is not None)
    return replace(duty, period=new, on_site=None if duty.on_site is None else inside)


def _on_site(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    whole = all(first and last and first <= last for first, last in command.on_site)
    if not checks.need(whole, "on_site", "Each run needs a first day, and a last day on or after it"):
        return duty
    runs = tuple(sorted((Period(*each) for each in command.on_site), key=lambda each: each.start or date.min))
    apart = all(one.end < other.start for one, other in pairwise(runs) if one.end and other.start)
    checks.need(apart, "on_site", "The runs of days must not overlap")
    if duty.kind == INSPECT:
        return _inspected(checks, duty, runs, today)
    held = all(each.within(duty.period) == each for each in runs)
    checks.need(held, "on_site", "The days on site must lie within the dates of the work. Change those first")
    return replace(duty, on_site=runs or None)


def _inspected(checks: Checks, duty: Duty, runs: Sequence[Period], today: date) -> Duty:
    """An inspection is as long as its days on site, and stays in its week."""
    first, last = (runs[0].start, runs[-1].end) if runs else (None, None)
    if not checks.need(first and last, "on_site", "Enter at least one run of days") or first is None or last is None:
        return duty
    monday = duty.first_day - timedelta(days=duty.first_day.weekday())
    in_its_week = monday <= first < monday + timedelta(weeks=1)
    checks.need(in_its_week, "on_site", "They must begin in the same week. Move the inspection to change its week")
    checks.need(duty.notice is None or duty.notice < first, "on_site", "They must lie after the notice day")
    checks.need(last >= today, "on_site", "The last day must be today or later")
    return replace(duty, period=Period(first, last), on_site=tuple(runs))


def _notice(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    notice = command.notice
    if checks.need(notice, "notice", "Enter the notice day") and notice is not None:
        checks.need(notice < duty.first_day, "notice", "The notice day must be before the first day on site")
        hidden = not duty.sealed or notice > today
        checks.need(hidden, "notice", "A sealed inspection's notice day must be still to come")
        told = duty.notice is None or duty.notice > today
        checks.need(told, "notice", "Its notice day has come already")
    return replace(duty, notice=notice)


def _councils(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    codes = frozenset(command.authorities)
    checks.councils(sorted(codes))
    checks.need(duty.kind != INTERIM or len(codes) < 2, "authorities", "A vacancy is at one council")
    if duty.sealed and not checks.messages:
        checks.need(sealed_circle(codes, current_circles(today)) is not None, "authorities", TOO_WIDE)
    return replace(duty, authorities=codes)


def _seats(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    checks.number(command.seats, "seats", 1, MOST_SEATS, "Seats")
    taken = len(team_of(duty.id))
    enough = f"{people_counted(taken)} hold a seat on it. Stand somebody down first"
    checks.need(command.seats >= taken, "seats", enough)
    return replace(duty, seats=command.seats)


def _days(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    checks.number(command.days, "days", 1, 366, "Days")
    return replace(duty, days=command.days)


def _skills(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    skills = [skill.strip() for skill in command.skills]
    checks.skills(skills)
    return replace(duty, skills=frozenset(skills))


def _level(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    checks.need(command.level in LEVELS, "level", "Choose a training level from the list")
    return replace(duty, level=command.level)


def _priority(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    number = command.priority
    fits = number is None or 0 <= number <= MOST_PRIORITY
    checks.need(fits, "priority", f"Enter a number from 0 to {MOST_PRIORITY:,}, or nothing")
    return replace(duty, priority=number)


def _case(checks: Checks, duty: Duty, command: ChangeFact, today: date) -> Duty:
    case = command.case.strip()
    check_reference(checks, case)
    return replace(duty, case=case)


CHANGES: Mapping[str, Callable[[Checks, Duty, ChangeFact, date], Duty]] = {
    DATES: _dates,
    ON_SITE: _on_site,
    VISITS: _on_site,
    NOTICE: _notice,
    COUNCILS: _councils,
    SEATS: _seats,
    DAYS: _days,
    SKILLS: _skills,
    LEVEL: _level,
    PRIORITY: _priority,
    CASE: _case,
}
