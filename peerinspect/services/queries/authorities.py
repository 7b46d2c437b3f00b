"""Councils: what each gives, gets and owes. Their own people never see a sealed inspection here, nor anybody theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from peerinspect.domain import Authority, Duty, Period, kinds
from peerinspect.services import views
from peerinspect.services.arrangements import BETWEEN
from peerinspect.services.checking import only
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.people import person_lines
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.vacancies import vacancy_lines
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, PANEL, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import joined, plain_day
from peerinspect.store.reading.council_listing import (
    INTERIM,
    PASSING,
    VACANT,
    CouncilsWanted,
    arrangements_of,
    directors_of,
    ended_councils,
    judgement_rows,
    page_of_councils,
)
from peerinspect.store.reading.councils import Place, read_authorities, read_borders, read_neighbours, read_places
from peerinspect.store.reading.duties import called_off
from peerinspect.store.reading.people import directors_on, people_at, read_people
from peerinspect.store.reading.people_listing import regions_of_councils
from peerinspect.store.reading.placements import duties_of
from peerinspect.store.surroundings import duties_at

COUNCILS_A_PAGE = 50
EVERY_COUNCIL = views.CouncilsAsked()
"""Who asks nothing is shown every council that has not ended."""


def authorities(reader: Reader, today: date) -> tuple[views.AuthorityLine, ...]:
    """Every council, by name."""
    directors = directors_on(today)
    found = sorted(read_authorities().values(), key=lambda each: each.name)
    return tuple(_line(each, directors, today) for each in found)


def council_places() -> tuple[views.CouncilPlace, ...]:
    """Where the councils lie, by name: that is no secret."""
    found = sorted(read_places().values(), key=lambda each: each.name)
    return tuple(views.CouncilPlace(each.name, each.region, point_of(each)) for each in found)


def councils(
    reader: Reader, today: date, asked: views.CouncilsAsked = EVERY_COUNCIL, page: int = 1
) -> views.CouncilsPage:
    """A page of councils, by name; the last page where there are fewer."""
    wanted = CouncilsWanted(
        today, tuple(asked.text.split()), asked.region, asked.grade, asked.director, asked.has_ended
    )
    codes, total = page_of_councils(wanted, page, COUNCILS_A_PAGE)
    pages = max(1, -(-total // COUNCILS_A_PAGE))
    number = min(max(1, page), pages)
    if number != page:
        codes, total = page_of_councils(wanted, number, COUNCILS_A_PAGE)
    lines = council_lines(read_authorities(codes), today)
    return views.CouncilsPage(
        views.Cut(tuple(lines[code] for code in codes), number, pages, total), regions_of_councils()
    )


def council_lines(councils_found: Mapping[str, Authority], today: date) -> dict[str, views.AuthorityLine]:
    """Councils in a list, by code, each with its director and how the post is held."""
    codes = councils_found.keys()
    directors, ended = directors_of(codes, today), ended_councils(codes)
    found = {}
    for code, each in councils_found.items():
        named = directors.get(code, [])
        line = _line(each, {code: named[-1][0]} if named else {}, today)
        found[code] = replace(line, director_state=_state_of(named), ended_on=ended.get(code))
    return found


def _state_of(directors: Collection[tuple[str, str]]) -> str:
    """How the director's post is held."""
    if not directors:
        return VACANT
    return INTERIM if all(basis in PASSING for _, basis in directors) else "held"


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
    own = people_at([code], today) if _is_near(reader, code) else frozenset()
    here = duties_at([code])
    duties = sight.duties((here | duties_of(own)) - called_off())
    at_home = {id_: duty for id_, duty in duties.items() if id_ in here}
    record_look_at_list(sight, at_home.values(), "of one council")
    received, given = _placements(sight, own, duties, at_home) if _is_near(reader, code) else ((), ())
    lines = sight.lines({id_: duty for id_, duty in at_home.items() if duty.last_day >= today})
    shared = _arrangements(sight, code)
    return views.AuthorityDetail(
        line=council_lines({code: found}, today)[code],
        judgements=_judgements(found, today),
        people=_people(sight, own) if reader.role != DIRECTOR else (),
        vacancies=vacancy_lines(sight, {code}) if _is_near(reader, code) else (),
        boards=tuple(each for each in lines.values() if each.kind == kinds.CHAIR),
        chairs=_chairs(sight, received if _is_near(reader, code) else None, duties, lines),
        inspections=tuple(
            each
            for each in lines.values()
            if each.kind == kinds.INSPECT and (_is_near(reader, code) or reader.role == PANEL)
        ),
        received=received,
        given=given,
        days_given=_coming_days(given, today) if _is_near(reader, code) else None,
        days_received=_coming_days(received, today) if _is_near(reader, code) else None,
        neighbours=_neighbours(sight, code),
        borders=_borders(sight, code),
        arrangements=tuple(each for each in shared if not _is_over(each.period, today)),
        before=tuple(each for each in shared if _is_over(each.period, today)),
        support_given=tuple(each for each in given if each.duty.kind == kinds.SUPPORT),
        support_received=tuple(each for each in received if each.duty.kind == kinds.SUPPORT),
    )


def council_record(reader: Reader, code: str, today: date) -> views.CouncilRecord:
    """What the register says of a council, without its work and its people: for coordinators, who change it."""
    only(reader, COORDINATOR)
    found = read_authorities([code]).get(code)
    if found is None:
        raise NotFound("no such council")
    return views.CouncilRecord(
        line=council_lines({code: found}, today)[code],
        judgements=_judgements(found, today),
        arrangements=_arrangements(Sight(reader, today), code),
    )


def _judgements(found: Authority, today: date) -> tuple[views.JudgementView, ...]:
    """What was published by today, the latest first. The numbers come in the order of the judgements."""
    return tuple(
        views.JudgementView(each.framework, each.inspected, each.published, dict(each.grades), row.id)
        for row, each in reversed(list(zip(judgement_rows(found.code), found.judgements, strict=True)))
        if each.published is not None and each.published <= today
    )


def _is_over(period: Period, today: date) -> bool:
    return period.end is not None and period.end < today


def _is_near(reader: Reader, code: str) -> bool:
    """Whether the reader sees the council from within, or as one who schedules."""
    if reader.role in (COORDINATOR, LIAISON):
        return True
    return reader.role in (DIRECTOR, CHIEF_EXECUTIVE) and code in reader.authorities


def _people(sight: Sight, own: Collection[str]) -> tuple[views.PersonLine, ...]:
    """The people who hold, or are about to hold, a post at the council: how they stand is not for colleagues."""
    lines = person_lines(sight, read_people(own))
    return tuple(sorted(lines.values(), key=lambda line: (line.name, line.id)))


def _placements(
    sight: Sight, own: Collection[str], duties: Mapping[str, Duty], at_home: Mapping[str, Duty]
) -> tuple[tuple[views.PlacementView, ...], tuple[views.PlacementView, ...]]:
    """The placements of others at the council, and of its people elsewhere; only settled ones for its own people."""
    is_settled = {"accepted", "live", "done"} if sight.reader.role not in (COORDINATOR, LIAISON) else None
    records = sight.records(duties)
    received = {
        each.pair
        for each in records
        if each.duty in at_home
        and (is_settled is None or each.status in is_settled)
        and may_see_team(sight, at_home[each.duty])
    }
    given = {each.pair for each in records if each.person in own and (is_settled is None or each.status in is_settled)}
    shown = sight.placements((each for each in records if each.pair in received | given), duties)
    return (
        tuple(each for each in shown if (each.person_id, each.duty.id) in received),
        tuple(each for each in shown if (each.person_id, each.duty.id) in given),
    )


def _chairs(
    sight: Sight,
    received: tuple[views.PlacementView, ...] | None,
    duties: Mapping[str, Duty],
    lines: Mapping[str, views.DutyLine],
) -> tuple[views.PlacementView, ...]:
    """The chairs of its boards that are not over: among what is received, for others those that are published."""
    if received is not None:
        return tuple(each for each in received if each.duty.kind == kinds.CHAIR and each.duty.id in lines)
    boards = {id_: duties[id_] for id_, each in lines.items() if each.kind == kinds.CHAIR}
    settled = (each for each in sight.records(boards) if each.status in ("accepted", "live"))
    return sight.placements(settled, boards)


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
    ranks = {other: rank for (_, other), rank in read_neighbours([code]).items()}
    return tuple(
        views.NeighbourView(other, sight.places[other].name, rank)
        for other, rank in sorted(ranks.items(), key=lambda item: item[1])
    )


def _borders(sight: Sight, code: str) -> tuple[views.Choice, ...]:
    """The councils that border this one, by name."""
    beside = {other for pair in read_borders([code]) for other in pair if other != code}
    named = sorted((sight.places[other].name, other) for other in beside)
    return tuple(views.Choice(other, name) for name, other in named)


def _arrangements(sight: Sight, code: str) -> tuple[views.ArrangementView, ...]:
    """What the council shares, or is at odds about, a sentence each."""
    found = []
    for row, others in arrangements_of(code):
        named = sorted((sight.places[other].name, other) for other in others)
        since = f" since {plain_day(row.starts)}" if row.starts else ""
        until = f" to {plain_day(row.ends)}" if row.ends else ""
        names = joined(name for name, _ in named)
        sentence = f"{BETWEEN[row.kind]} {names}{since}{until}" if names else f"{BETWEEN[row.kind]} nobody else"
        choices = tuple(views.Choice(other, name) for name, other in named)
        found.append(views.ArrangementView(row.id, row.kind, sentence, choices, Period(row.starts, row.ends)))
    return tuple(sorted(found, key=lambda each: (each.sentence, each.id)))
