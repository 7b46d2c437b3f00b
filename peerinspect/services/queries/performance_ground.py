"""What performance information is counted from: published facts of every council, work of those that may be read.

Nothing sealed is read here, whoever asks. The years end today, so what is counted began; what is still sealed did not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from peerinspect.domain import Duty, Period, Person, kinds
from peerinspect.domain.directors import Term
from peerinspect.domain.lives.reviews import KNOWN
from peerinspect.domain.placement import Pair
from peerinspect.services.performance.figures import (
    PUBLISHED,
    SUPPORT,
    WORK,
    Amounts,
    ChairTerm,
    CouncilFacts,
    WorkFigures,
    medians,
    published_figures,
    work_figures,
    years_to,
)
from peerinspect.services.performance.spells import bounds
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, PANEL, SIGNED_OUT, Reader
from peerinspect.services.reports.turnover import DirectorPost
from peerinspect.services.reports.work import GIVEN, Work
from peerinspect.services.reviews.recusal import recused_from
from peerinspect.services.views.performance import Figure
from peerinspect.services.views.reports import YearChoice
from peerinspect.store.reading.directors import director_terms
from peerinspect.store.reading.duties import called_off, states_of, vacancy_rows
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.performance import (
    chairs_of_boards,
    days_of_judgements,
    days_of_reviews,
    people_of,
)
from peerinspect.store.reading.placements import duties_of
from peerinspect.store.reading.reports import placed_in, report_people
from peerinspect.store.reading.support import support_given
from peerinspect.store.surroundings import duties_at
from peerinspect.store.tables import VacancyRow

READERS = (COORDINATOR, LIAISON, DIRECTOR, CHIEF_EXECUTIVE, PANEL)
EVERYWHERE = (COORDINATOR, LIAISON)


def is_full(reader: Reader, code: str) -> bool:
    """Whether the reader reads of the council's work too: as one who schedules, or from within."""
    if reader.role in EVERYWHERE:
        return True
    return reader.role in (DIRECTOR, CHIEF_EXECUTIVE) and code in reader.authorities


def keys_for(reader: Reader, code: str) -> tuple[str, ...]:
    """The figures of the council that the reader reads."""
    if is_full(reader, code):
        return (*PUBLISHED, *SUPPORT, *WORK)
    return (*PUBLISHED, *SUPPORT) if reader.role == PANEL else PUBLISHED


def keys_of_all(reader: Reader) -> tuple[str, ...]:
    """The figures that the reader reads of every council: of these there are medians."""
    return keys_for(reader, "")


@dataclass(frozen=True, slots=True)
class Done:
    """Work of some councils: everybody who agreed to do it, and the duties."""

    work: tuple[Work, ...]
    duties: Mapping[str, Duty]


class Ground:
    """The facts of some councils and of all, as one reader may count them today."""

    def __init__(self, reader: Reader, codes: Sequence[str], today: date) -> None:
        self.reader, self.codes, self.today = reader, tuple(codes), today
        self.sight = Sight(SIGNED_OUT, today)
        self.years: tuple[YearChoice, ...] = years_to(today)

    @cached_property
    def others(self) -> dict[str, tuple[str, ...]]:
        """Every council in being, by itself: what England's medians are taken of."""
        places = self.sight.places.values()
        return {each.code: () for each in places if each.ended_on is None or each.ended_on >= self.today}

    @cached_property
    def terms(self) -> Mapping[str, list[Term]]:
        """Every council's directors, and those who look after its vacant post, as far as they have begun."""
        found = director_terms().items()
        return {
            code: [each for each in terms if each.period.start is None or each.period.start <= self.today]
            for code, terms in found
        }

    def posts(self, code: str) -> tuple[DirectorPost, ...]:
        """The directors' posts at a council: cover is no post."""
        terms = (each for each in self.terms.get(code, ()) if each.is_post)
        return tuple(DirectorPost(code, each.person, each.basis, each.period) for each in terms)

    @cached_property
    def chairs(self) -> Mapping[str, tuple[ChairTerm, ...]]:
        """Those who chaired the chosen councils' boards, however long ago."""
        return _terms(chairs_of_boards(Period(None, self.today), self.codes))

    def facts(self, span: Period, codes: Collection[str] | None) -> Mapping[str, CouncilFacts]:
        """What is published of some councils, or all: judgements and posts whenever, the rest in the span."""
        chairs = _terms(chairs_of_boards(span, codes)) if codes is None else self.chairs
        reviews, judged = days_of_reviews(span, codes), self._judged
        return {
            code: CouncilFacts(
                tuple(day for (day,) in judged.get(code, ())),
                self.posts(code),
                chairs.get(code, ()),
                tuple(day for (day,) in reviews.get(code, ())),
            )
            for code in (self.others if codes is None else codes)
        }

    @cached_property
    def _judged(self) -> Mapping[str, list[tuple[date]]]:
        return days_of_judgements(self.today)

    @cached_property
    def chair_names(self) -> Mapping[str, str]:
        """The names of those chairs."""
        return read_names({each.person for terms in self.chairs.values() for each in terms})

    @cached_property
    def states(self) -> Mapping[str, str]:
        """The states of the reviews and the vacancies of the chosen councils."""
        reviews = {id_ for id_, each in self.done.duties.items() if each.kind == kinds.REVIEW}
        return {id_: state for id_, (state, _) in states_of(reviews | {row.duty for row in self.vacancies}).items()}

    @cached_property
    def hidden_reviews(self) -> frozenset[str]:
        """Reviews of which the panel was not told, and those from which the reader is recused, as a member of it."""
        if self.reader.role != PANEL:
            return frozenset()
        reviews = {id_ for id_, each in self.done.duties.items() if each.kind == kinds.REVIEW}
        unknown = {id_ for id_ in reviews if self.states[id_] == KNOWN}
        return frozenset(unknown) | recused_from(self.reader, reviews, self.today)

    @cached_property
    def vacancies(self) -> tuple[VacancyRow, ...]:
        """The vacancies of the chosen councils that have begun."""
        return tuple(row for row in vacancy_rows(self.codes) if row.starts <= self.today)

    @cached_property
    def _own(self) -> Mapping[str, CouncilFacts]:
        return self.facts(Period(bounds(self.years[0].period)[0], self.today), self.codes)

    @cached_property
    def done(self) -> Done:
        """The work at the chosen councils, and of their people elsewhere."""
        ids = (duties_at(self.codes) | duties_of(people_of(self.codes))) - called_off()
        duties = self.sight.duties(ids)
        settled = [each for each in self.sight.records(duties) if each.status in GIVEN]
        people = report_people({each.person for each in settled})
        work = (
            Work(people[each.person], self._as_counted(each.person, duties[each.duty]), each.status) for each in settled
        )
        return Done(tuple(work), duties)

    @cached_property
    def _counted(self) -> Mapping[Pair, int]:
        """The days of support that were counted at the end: they stand for those that were planned."""
        return {(person, duty): days for person, duty, _, days in support_given() if days is not None}

    def _as_counted(self, person: str, duty: Duty) -> Duty:
        days = self._counted.get((person, duty.id))
        return duty if days is None else replace(duty, days=days)

    def figures(self, code: str, neighbours: Iterable[str]) -> tuple[Figure, ...]:
        """The council's figures year by year, with the medians beside the last."""
        facts = self._own[code]
        by_year: list[Amounts] = [published_figures(facts, year.period) for year in self.years]
        keys = keys_for(self.reader, code)
        if keys != PUBLISHED:
            by_year = [one | each.of(code) for one, each in zip(by_year, self._work_by_year, strict=True)]
        near, england = self._medians(frozenset(neighbours)), self._england
        return tuple(Figure(key, tuple(year[key] for year in by_year), near.get(key), england.get(key)) for key in keys)

    @cached_property
    def _work_by_year(self) -> tuple[WorkFigures, ...]:
        return tuple(work_figures(self.done.work, year.period) for year in self.years)

    def _medians(self, codes: Collection[str]) -> Amounts:
        return medians((self._last_year[code] for code in codes if code in self._last_year), keys_of_all(self.reader))

    @cached_property
    def _england(self) -> Amounts:
        return medians(self._last_year.values(), keys_of_all(self.reader))

    @cached_property
    def _last_year(self) -> Mapping[str, Amounts]:
        """The figures of every council in the last year."""
        year = self.years[-1].period
        found = {code: published_figures(each, year) for code, each in self.facts(year, None).items()}
        if keys_of_all(self.reader) == PUBLISHED:
            return found
        work = work_figures(self._work_of_all(year), year)
        return {code: each | work.of(code) for code, each in found.items()}

    def _work_of_all(self, year: Period) -> list[Work]:
        rows = [row for row in placed_in(year) if row[2] in GIVEN]
        duties = self.sight.duties({duty for _, duty, _ in rows})
        if self.reader.role == PANEL:
            duties = {id_: duty for id_, duty in duties.items() if duty.kind == kinds.SUPPORT}
        known = [row for row in rows if row[1] in duties]
        people: Mapping[str, Person] = report_people({person for person, _, _ in known})
        return [Work(people[person], self._as_counted(person, duties[duty]), status) for person, duty, status in known]


def _terms(found: Mapping[str, list[tuple[str, date, date]]]) -> dict[str, tuple[ChairTerm, ...]]:
    return {code: tuple(ChairTerm(who, Period(*days)) for who, *days in rows) for code, rows in found.items()}
