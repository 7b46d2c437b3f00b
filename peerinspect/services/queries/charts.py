"""A roster's weeks and loads, as numbers; the pages draw them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from peerinspect.domain import Duty, Person
from peerinspect.services import views
from peerinspect.services.queries.placed import Placed

WEEKS = 52
_WEEK = timedelta(weeks=1)


def weeks(placed: Sequence[Placed], first: date) -> tuple[views.TimelineWeek, ...]:
    """People at work in each of 52 weeks, by kind: on their days on site, or throughout where they have none."""
    monday = first - timedelta(days=first.weekday())
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for each in placed:
        for number in _weeks_at_work(each.duty, monday):
            counts[number][each.duty.kind] += 1
    return tuple(
        views.TimelineWeek(monday + _WEEK * number, dict(sorted(counts[number].items()))) for number in range(WEEKS)
    )


def _weeks_at_work(duty: Duty, monday: date) -> Collection[int]:
    """The numbers of the weeks of the chart, from `monday` on, in which there is work on the duty."""
    runs = [
        range(max(0, (period.start - monday).days // 7), min(WEEKS - 1, (period.end - monday).days // 7) + 1)
        for period in duty.on_site_periods or (duty.period,)
        if period.start is not None and period.end is not None
    ]
    return runs[0] if len(runs) == 1 else {number for run in runs for number in run}


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
