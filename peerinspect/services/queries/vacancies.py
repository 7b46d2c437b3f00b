"""Vacant director's posts and who covers them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from peerinspect.domain import Period
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.store.reading.duties import finished_duties, vacancy_rows
from peerinspect.store.reading.people import read_names

COVERING = ("accepted", "live")
"""The statuses in which somebody covers a vacancy: an offer is no cover yet."""


def vacancies(reader: Reader, today: date) -> tuple[views.VacancyLine, ...]:
    """Vacancies that have not ended, the earliest first: all for coordinators and the liaison, else one's own."""
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE, DIRECTOR)
    everywhere = reader.role in (COORDINATOR, LIAISON)
    return vacancy_lines(Sight(reader, today), None if everywhere else reader.authorities)


def vacancy_lines(sight: Sight, codes: Collection[str] | None) -> tuple[views.VacancyLine, ...]:
    """Vacancies of some councils, or all, that have not ended and were not called off."""
    over = finished_duties(sight.today)
    rows = [row for row in vacancy_rows(codes) if row.ends >= sight.today and row.duty not in over]
    duties = sight.duties({row.duty for row in rows})
    lines = sight.lines(duties)
    covering = {each.duty: each.person for each in sight.records(duties) if each.status in COVERING}
    names = read_names(set(covering.values()))
    return tuple(
        views.VacancyLine(
            id=row.id,
            authority=row.authority,
            authority_name=sight.places[row.authority].name,
            period=Period(row.starts, row.ends),
            reason=row.reason,
            duty=lines.get(row.duty),
            covered_by=names.get(covering.get(row.duty, "")),
        )
        for row in rows
    )
