"""A roster's weeks and loads, as numbers; the pages draw them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from peerinspect.domain import Duty, Person
from peerinspect.services import views
from peerinspect.services.queries.placed import Placed

WEEKS = 52
_WEEK = timedelta(weeks=1)


def weeks(placed: Sequence[Placed], first: date) -> tuple[views.TimelineWeek, ...]:
    """People at work in each of 52 weeks, by kind: on their days on site, or throughout where they have none."""
    monday = first - timedelta(days=first.weekday())
    counts: dict[date, Counter[str]] = defaultdict(Counter)
    for each in placed:
        for week in set(_weeks_at_work(each.duty, monday)):
            counts[week][each.duty.kind] += 1
    mondays = [monday + _WEEK * number for number in range(WEEKS)]
    return tuple(views.TimelineWeek(week, dict(sorted(counts[week].items()))) for week in mondays)


def _weeks_at_work(duty: Duty, first: date) -> Iterator[date]:
    """The Mondays of the weeks of the chart in which there is work on the duty."""
    last = first + _WEEK * WEEKS - timedelta(days=1)
    for period in duty.on_site_periods or (duty.period,):
        if period.start is None or period.end is None or period.end < first:
            continue
        day = max(period.start, first)
        week = day - timedelta(days=day.weekday())
        while week <= min(period.end, last):
            yield week
            week += _WEEK


def loads(placed: Sequence[Placed], people: Iterable[Person]) -> tuple[views.LoadView, ...]:
    """Days used against days offered of everybody who offers any, the busiest first."""
    used: Counter[str] = Counter()
    for each in placed:
        used[each.person.id] += each.duty.workload
    found = [
        views.LoadView(
            person_id=one.id,
            name=one.name,
            offered=one.days_offered(),
            used=used[one.id],
            share=math.ceil(100 * used[one.id] / max(1, one.days_offered())),
        )
        for one in people
        if one.days_offered() or used[one.id]
    ]
    return tuple(sorted(found, key=lambda load: (-load.share, -load.used, load.name, load.person_id)))
