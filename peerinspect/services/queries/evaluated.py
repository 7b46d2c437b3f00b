"""How many of those who worked for Ofsted were evaluated afterwards, by year: numbers alone, no answer and no name."""

from __future__ import annotations

from collections import Counter
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.checking import only
from peerinspect.services.liaison.evaluating import EVALUATED
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.reports import years
from peerinspect.services.views.reports import EvaluatedYear
from peerinspect.store.reading.liaison import evaluations_on


def evaluated_report(reader: Reader, today: date) -> tuple[EvaluatedYear, ...]:
    """A line a year, the latest first. For coordinators and the liaison.

    Somebody counts in the year of their duty's last day, once their part of it is over.
    """
    only(reader, COORDINATOR, LIAISON)
    sight, listed = Sight(reader, today), years.april_years(today)
    span = Period(listed[-1].period.start, listed[0].period.end)
    duties = {id_: duty for id_, duty in sight.duties_within(span).items() if duty.kind in EVALUATED}
    done = [each for each in sight.records(duties) if each.status == "done"]
    record_look_at_list(sight, (duties[each.duty] for each in done), "in a report")
    found = evaluations_on(duties)
    ended: Counter[str] = Counter()
    evaluated, shared, again = Counter[str](), Counter[str](), Counter[str]()
    for each in done:
        year = years.year_of(duties[each.duty].last_day, listed)
        if year is None:
            continue
        row = found.get(each.pair)
        ended[year.value] += 1
        evaluated[year.value] += row is not None
        shared[year.value] += row is not None and row.shared_on is not None
        again[year.value] += row is not None and row.again
    return tuple(
        EvaluatedYear(each, ended[each.value], evaluated[each.value], shared[each.value], again[each.value])
        for each in listed
    )
