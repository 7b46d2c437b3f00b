"""The forecast of supply: who could take a seat of an inspection, week by week, a year and a half ahead.

It is counted in the background, when a page has asked for it and a fact has changed since, and kept in memory; until
it is counted again, pages show what they have. There are two, which never meet:

announced     rests on the open problem, which holds no trace of sealed work. Everybody who plans may see it
unannounced   rests on the sealed problems, a circle of councils each. For those who may know of sealed work
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from flask import current_app

from peerinspect.domain import Duty, Facts, Period, kinds
from peerinspect.explain.supply import Supply, WeekSupply, merged
from peerinspect.files import digest_of
from peerinspect.services.bank_holidays import working_periods
from peerinspect.services.circles import CIRCLES, helpers_of, home_circle
from peerinspect.services.inspections import notice_day
from peerinspect.services.kept import CHANGE_NOTHING
from peerinspect.services.problems import current_circles, open_problem, sealed_problem
from peerinspect.services.saving import reload_roster
from peerinspect.services.veil import OPEN
from peerinspect.store import history
from peerinspect.store.base import db
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.rosters import latest_part

ANNOUNCED, UNANNOUNCED = "announced", "unannounced"
SCOPES = (ANNOUNCED, UNANNOUNCED)
ENGLAND = "England"
"""The group of all councils."""
NO_REGION = "No region"
OTHER_CIRCLE = "circle"
"""What keeps those away who are asked for other councils' unannounced inspections, or for none."""
WEEKS_AHEAD = 78
_WEEK = timedelta(weeks=1)
_KEY = "peerinspect-forecasts"
WORK_SECONDS, REST_SECONDS = 0.01, 0.005
"""Counting rests after so much work, so that pages are served meanwhile."""


class Stopped(Exception):
    """The service is ending."""


@dataclass
class Forecast:
    """What is counted so far, by the Monday of the week. Shared: what is in it is never changed, only added to."""

    weeks: dict[date, WeekSupply] = field(default_factory=dict)
    is_complete: bool = False
    counted_at: datetime | None = None
    digest: str = ""
    fresh_for: tuple[date, int] | None = None


class Forecasts:
    """The two forecasts, and which of them pages have asked for. Threads share it."""

    def __init__(self) -> None:
        self.found: dict[str, Forecast] = {scope: Forecast() for scope in SCOPES}
        self.asked: set[str] = set()
        self.turn = threading.Lock()


def forecasts() -> Forecasts:
    """The application's forecasts."""
    shelf: Forecasts = current_app.extensions.setdefault(_KEY, Forecasts())
    return shelf


def forecast(scope: str, today: date) -> Forecast:
    """What is known of one now, as it is; it is counted (again) soon where it is missing or a fact has changed."""
    shelf = forecasts()
    if shelf.found[scope].fresh_for != (today, history.last_change(CHANGE_NOTHING)):
        shelf.asked.add(scope)
    return shelf.found[scope]


def count_next(today: date, is_stopping: Callable[[], bool] = lambda: False) -> bool:
    """Count one that was asked for; whether there was one. It takes seconds, or minutes for ten Englands."""
    shelf = forecasts()
    scope = next((scope for scope in SCOPES if scope in shelf.asked), None)
    if scope is None:
        return False
    shelf.asked.discard(scope)
    with shelf.turn:
        _count(shelf, scope, today, _Breath(is_stopping))
    return True


def _count(shelf: Forecasts, scope: str, today: date, breath: Callable[[], None]) -> None:
    """Count one anew, unless the problems that it rests on are what they were."""
    change = history.last_change(CHANGE_NOTHING)
    pools = list(_pools(scope, today))
    apart = _people_apart(pools) if scope == UNANNOUNCED else 0
    groups = list(_groups())
    db.session.rollback()
    digest = f"{today} {apart} {' '.join(digest_of(pool.facts) for pool in pools)}"
    known = shelf.found[scope]
    if known.is_complete and known.digest == digest:
        known.fresh_for = (today, change)
        return
    counted = Forecast(digest=digest) if known.is_complete else known
    counted.weeks.clear()
    for imagined in imagined_weeks(today):
        week = merged(pool.supply.week(imagined, breath) for pool in pools)
        _count_apart(week, groups, apart)
        counted.weeks[monday_of(imagined.first_day)] = week
    counted.is_complete, counted.digest = True, digest
    counted.counted_at, counted.fresh_for = datetime.now(UTC), (today, change)
    shelf.found[scope] = counted


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def imagined_weeks(today: date) -> Iterator[Duty]:
    """An inspection of one week for each week from today's on, with the usual notice and one observer's seat."""
    for number in range(WEEKS_AHEAD):
        monday = monday_of(today) + _WEEK * number
        on_site = working_periods(monday, monday + timedelta(days=4))
        last = on_site[-1].end or monday
        yield Duty(
            f"imagined-{monday}",
            kinds.INSPECT,
            Period(on_site[0].start, last),
            1,
            on_site=on_site,
            notice=notice_day(monday),
        )


@dataclass(frozen=True)
class _Pool:
    """The people who are asked for some councils, under the problem that they would be sought in."""

    facts: Facts
    people: frozenset[str]
    supply: Supply


def _pools(scope: str, today: date) -> Iterator[_Pool]:
    """Everybody for all councils; or for unannounced inspections of a circle, those of the next one."""
    groups = _groups()
    if scope == ANNOUNCED:
        facts = open_problem(today)
        yield _Pool(facts, frozenset(facts.people), Supply(facts, facts.people, groups))
        return
    circles = current_circles(today)
    pinned = latest_part(OPEN)
    placed = reload_roster(pinned.roster_bytes).placements if pinned else ()
    everybody = read_people()
    for circle in range(CIRCLES):
        facts = sealed_problem(today, circle, placed)
        wanted = helpers_of(circle)
        people = frozenset(
            id_ for id_, one in everybody.items() if id_ in facts.people and home_circle(one, circles, today) == wanted
        )
        own = {name: frozenset(code for code in codes if circles[code] == circle) for name, codes in groups.items()}
        yield _Pool(facts, people, Supply(facts, people, own, unreached=OTHER_CIRCLE))


def _groups() -> Mapping[str, frozenset[str]]:
    """The councils of each region by its name, and all of them."""
    found: dict[str, set[str]] = defaultdict(set, {ENGLAND: set()})
    for code, place in read_places().items():
        found[place.region or NO_REGION].add(code)
        found[ENGLAND].add(code)
    return {name: frozenset(codes) for name, codes in sorted(found.items())}


def _people_apart(pools: list[_Pool]) -> int:
    """How many people no unannounced inspection is ever offered to."""
    return len(read_people()) - sum(len(pool.people) for pool in pools)


def _count_apart(week: WeekSupply, groups: list[str], people: int) -> None:
    """Count those who belong to no pool in every group."""
    for name in groups if people else ():
        tally = week.groups[name]
        tally.first[OTHER_CIRCLE] += people
        tally.alone[OTHER_CIRCLE] += people


class _Breath:
    """Rests after a while of work, and ends it when the service ends."""

    def __init__(self, is_stopping: Callable[[], bool]) -> None:
        self._is_stopping = is_stopping
        self._since = time.monotonic()

    def __call__(self) -> None:
        if time.monotonic() - self._since < WORK_SECONDS:
            return
        if self._is_stopping():
            raise Stopped
        time.sleep(REST_SECONDS)
        self._since = time.monotonic()
