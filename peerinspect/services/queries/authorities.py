"""Councils: what each gives, gets and owes. Their own people never see a sealed inspection here, nor anybody theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peerinspect.domain import Authority, Duty, kinds
from peerinspect.services import views
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.people import person_lines
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.vacancies import vacancy_lines
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, PANEL, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import joined, plain_day
from peerinspect.store.reading.councils import (
    Place,
    read_arrangements,
    read_authorities,
    read_borders,
    read_neighbours,
)
from peerinspect.store.reading.people import directors_on, people_at, read_people

_WORDS = {
    "director": "Shares a director with",
    "trust": "Shares a trust with",
    "directorate": "Shares a directorate with",
    "partnership": "In a partnership with",
    "adoption": "Shares an adoption agency with",
    "service": "Shares a service with",
    "police": "Shares a police force with",
    "icb": "Shares an integrated care board with",
    "dispute": "In dispute with",
    "merger": "Merging with",
    "complaint": "Complaint open with",
}


def authorities(reader: Reader, today: date) -> tuple[views.AuthorityLine, ...]:
    """Every council, by name."""
    directors = directors_on(today)
    found = sorted(read_authorities().values(), key=lambda each: each.name)
    return tuple(_line(each, directors, today) for each in found)


def _line(each: Authority, directors: Mapping[str, str], today: date) -> views.AuthorityLine:
    """A council in a list."""
    return views.AuthorityLine(
        code=each.code,
        name=each.name,
        region=each.region,
        point=point_of(each),
        grade=_grade(each, today),
        director=directors.get(each.code),
    )


def point_of(each: Authority | Place) -> views.Point | None:
    """Where the council lies, as far as it is known."""
    if each.latitude is None or each.longitude is None:
        return None
    return views.Point(each.latitude, each.longitude)


def _grade(each: Authority, today: date) -> str | None:
    """The latest published overall grade; its leadership grade where none is given."""
    published = [one for one in each.judgements if one.published is not None and one.published <= today]
    graded = [one.grades.get(kinds.OVERALL) or one.grades.get(kinds.LEADERSHIP) for one in published]
    return next((grade for grade in reversed(graded) if grade), None)


def authority(reader: Reader, code: str, today: date) -> views.AuthorityDetail:
    """One council. Its people and their placements only for coordinators, the liaison and the council's own."""
    found = read_authorities([code]).get(code)
    if found is None:
        raise NotFound("no such council")
    sight = Sight(reader, today)
    duties = sight.duties()
    at_home = {id_: duty for id_, duty in duties.items() if code in duty.authorities}
    record_look_at_list(sight, at_home.values(), "of one council")
    received, given = _placements(sight, code, duties, at_home) if _is_near(reader, code) else ((), ())
    lines = sight.lines({id_: duty for id_, duty in at_home.items() if duty.last_day >= today})
    line = _line(found, directors_on(today), today)
    return views.AuthorityDetail(
        line=line,
        judgements=tuple(
            views.JudgementView(each.framework, each.inspected, each.published, dict(each.grades))
            for each in reversed(found.judgements)
            if each.published is not None and each.published <= today
        ),
        people=_people(sight, code) if _is_near(reader, code) and reader.role != DIRECTOR else (),
        vacancies=vacancy_lines(sight, {code}) if _is_near(reader, code) else (),
        boards=tuple(each for each in lines.values() if each.kind == kinds.CHAIR),
        chairs=tuple(each for each in received if each.duty.kind == kinds.CHAIR and each.duty.id in lines),
        inspections=tuple(
            each
            for each in lines.values()
            if each.kind == kinds.INSPECT and (_is_near(reader, code) or reader.role == PANEL)
        ),
        received=received,
        given=given,
        days_given=_coming_days(given, today),
        days_received=_coming_days(received, today),
        neighbours=_neighbours(sight, code),
        borders=_borders(sight, code),
        arrangements=_arrangements(sight, code),
    )


def _is_near(reader: Reader, code: str) -> bool:
    """Whether the reader sees the council from within, or as one who schedules."""
    if reader.role in (COORDINATOR, LIAISON):
        return True
    return reader.role in (DIRECTOR, CHIEF_EXECUTIVE) and code in reader.authorities


def _people(sight: Sight, code: str) -> tuple[views.PersonLine, ...]:
    """The people who hold, or are about to hold, a post at the council: how they stand is not for colleagues."""
    lines = person_lines(sight, read_people(people_at([code], sight.today)))
    return tuple(sorted(lines.values(), key=lambda line: (line.name, line.id)))


def _placements(
    sight: Sight, code: str, duties: Mapping[str, Duty], at_home: Mapping[str, Duty]
) -> tuple[tuple[views.PlacementView, ...], tuple[views.PlacementView, ...]]:
    """The placements of others at the council, and of its people elsewhere; only settled ones for its own people."""
    is_settled = {"accepted", "live", "done"} if sight.reader.role not in (COORDINATOR, LIAISON) else None
    own = people_at([code], sight.today)
    received = [
        each
        for each in sight.records(at_home)
        if (is_settled is None or each.status in is_settled) and may_see_team(sight, at_home[each.duty])
    ]
    given = [each for each in sight.records(duties, own) if is_settled is None or each.status in is_settled]
    return sight.placements(received, duties), sight.placements(given, duties)


def may_see_team(sight: Sight, duty: Duty) -> bool:
    """Whether the reader may see who is on the duty: of an inspection, a council's own people only from its notice."""
    if sight.reader.role in (COORDINATOR, LIAISON) or duty.kind != kinds.INSPECT:
        return True
    return duty.start <= sight.today


def _coming_days(placements: tuple[views.PlacementView, ...], today: date) -> int:
    """Days of placements that are not over."""
    return sum(
        each.days
        for each in placements
        if each.status in ("offered", "accepted", "live") and (each.duty.period.end or today) >= today
    )


def _neighbours(sight: Sight, code: str) -> tuple[views.NeighbourView, ...]:
    """The council's statistical neighbours, the closest first."""
    ranks = {other: rank for (one, other), rank in read_neighbours().items() if one == code}
    return tuple(
        views.NeighbourView(other, sight.places[other].name, rank)
        for other, rank in sorted(ranks.items(), key=lambda item: item[1])
    )


def _borders(sight: Sight, code: str) -> tuple[views.Choice, ...]:
    """The councils that border this one, by name."""
    beside = {other for pair in read_borders() if code in pair for other in pair if other != code}
    named = sorted((sight.places[other].name, other) for other in beside)
    return tuple(views.Choice(other, name) for name, other in named)


def _arrangements(sight: Sight, code: str) -> tuple[str, ...]:
    """What the council shares, or is at odds about, a sentence each."""
    sentences = []
    for each in read_arrangements():
        if code not in each.authorities or (each.period.end and each.period.end < sight.today):
            continue
        others = joined(sorted(sight.places[other].name for other in each.authorities - {code}))
        since = f" since {plain_day(each.period.start)}" if each.period.start else ""
        sentences.append(f"{_WORDS[each.kind]} {others}{since}" if others else f"{_WORDS[each.kind]} nobody else")
    return tuple(sorted(sentences))
