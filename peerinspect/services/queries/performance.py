"""Performance information: how a council does year by year, and beside others.

Everybody who reads it reads what is published of every council; of work, support and vacancies only who schedules, and
the council's own people; of support the national panel too. Nothing sealed counts in it, whoever reads: the page of a
council is the same with or without an unannounced inspection to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from peerinspect.domain import Authority, Duty, Period, kinds
from peerinspect.domain.lives import LIVES
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.performance import changes
from peerinspect.services.queries.authorities import council_lines
from peerinspect.services.queries.performance_ground import READERS, Ground, is_full
from peerinspect.services.reader import PANEL, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.reports.work import Work
from peerinspect.services.views.performance import (
    CouncilPerformance,
    Happening,
    NeighbourStanding,
    PostHeld,
    VacancySpell,
    WorkLine,
)
from peerinspect.services.wording import council_names, duty_title, joined
from peerinspect.store.reading.councils import read_authorities, read_neighbours

PUBLISHED_REVIEW = "published"


def performance(reader: Reader, code: str, today: date) -> CouncilPerformance:
    """One council's performance information."""
    return performances(reader, [code], today)[0]


def performances(reader: Reader, codes: Sequence[str], today: date) -> tuple[CouncilPerformance, ...]:
    """The same of some councils, in the order asked for. NotFound where one of them is no council."""
    only(reader, *READERS)
    found = read_authorities(codes)
    if not codes or set(codes) - found.keys():
        raise NotFound("no such council")
    ranks = read_neighbours(codes)
    beside = {code: {other: rank for (one, other), rank in ranks.items() if one == code} for code in codes}
    near = read_authorities({other for others in beside.values() for other in others})
    ground, lines = Ground(reader, codes, today), council_lines(found, today)
    return tuple(_Council(ground, found[code], lines[code], beside[code], near).view() for code in codes)


def neighbours_to_compare(reader: Reader, code: str, number: int) -> tuple[str, ...]:
    """The council and its closest statistical neighbours, as many councils in all as the number says."""
    only(reader, *READERS)
    ranks = read_neighbours([code])
    return (code, *(other for _, other in sorted(ranks, key=lambda pair: (ranks[pair], pair))[: number - 1]))


class _Council:
    """One council, as the reader of the ground reads it."""

    def __init__(
        self,
        ground: Ground,
        found: Authority,
        line: views.AuthorityLine,
        ranks: Mapping[str, int],
        near: Mapping[str, Authority],
    ) -> None:
        self.ground, self.found, self.line, self.ranks, self.near = ground, found, line, ranks, near
        self.code, self.today, self.sight = found.code, ground.today, ground.sight
        self.is_full = is_full(ground.reader, found.code)
        self.sees_support = self.is_full or ground.reader.role == PANEL

    def view(self) -> CouncilPerformance:
        """All of it."""
        judgements, reviews = _published(self.found, self.today), self._reviews()
        directors, chairs, vacancies = self._directors(), self._chairs(), self._vacancies()
        given, received, secondees = self._support_given(), self._support_received(), self._secondees()
        happened = (
            *changes.judged(judgements),
            *changes.came_and_went(directors, "director"),
            *changes.came_and_went(chairs, "chair of its board"),
            *changes.published(reviews),
            *changes.vacated(vacancies),
            *changes.worked(received, "{} began", "{} ended"),
            *changes.worked(given, "Its people began to give: {}", "What its people gave ended: {}"),
            *self._seconded(secondees),
        )
        return CouncilPerformance(
            line=self.line,
            years=self.ground.years,
            figures=self.ground.figures(self.code, self.ranks),
            judgements=judgements,
            grades=_grades(judgements),
            neighbours=self._neighbours(),
            directors=directors,
            chairs=chairs,
            reviews=reviews,
            support_given=given,
            support_received=received,
            secondees=secondees,
            vacancies=vacancies,
            changes=changes.latest_first(dict.fromkeys(happened), self.ground.years[-1].period),
            is_full=self.is_full,
            sees_support=self.sees_support,
        )

    def _neighbours(self) -> tuple[NeighbourStanding, ...]:
        return tuple(
            NeighbourStanding(code, self.near[code].name, rank, *_latest(self.near[code], self.today))
            for code, rank in sorted(self.ranks.items(), key=lambda item: (item[1], item[0]))
        )

    def _directors(self) -> tuple[PostHeld, ...]:
        """Directors through time, the latest first. A last day to come is for those who read of its work."""
        posts = [each for each in self.ground.terms.get(self.code, ()) if each.is_post]
        found = [PostHeld(each.name, each.basis, self._until_today(each.period)) for each in posts]
        return tuple(sorted(found, key=lambda each: each.period.start or date.min, reverse=True))

    def _until_today(self, period: Period) -> Period:
        is_to_come = period.end is not None and period.end > self.today
        return Period(period.start, None) if is_to_come and not self.is_full else period

    def _chairs(self) -> tuple[PostHeld, ...]:
        """Chairs of its board through time, the latest first: appointments of chairs are published."""
        terms = self.ground.chairs.get(self.code, ())
        found = [PostHeld(self.ground.chair_names[each.person], "", each.period) for each in terms]
        return tuple(sorted(found, key=lambda each: each.period.start or date.min, reverse=True))

    def _duties(self, kind: str) -> dict[str, Duty]:
        duties = self.ground.done.duties.items()
        return {id_: each for id_, each in duties if each.kind == kind and self.code in each.authorities}

    def _reviews(self) -> tuple[WorkLine, ...]:
        """Its reviews, the latest first: all that are published in full, and others as far as the reader may."""
        duties = self._duties(kinds.REVIEW)
        states = self.ground.states
        shown = [
            WorkLine(
                id_ if self.sees_support else "",
                duty_title(each, self.sight.places),
                joined(self._reviewers(id_)) if self.is_full else "",
                each.period,
                each.workload,
                states[id_],
                LIVES[kinds.REVIEW].states[states[id_]],
            )
            for id_, each in duties.items()
            if states[id_] == PUBLISHED_REVIEW or (self.sees_support and id_ not in self.ground.hidden_reviews)
        ]
        return tuple(sorted(shown, key=_by_first_day, reverse=True))

    def _reviewers(self, duty_id: str) -> list[str]:
        return sorted(each.person.name for each in self.ground.done.work if each.duty.id == duty_id)

    def _support_received(self) -> tuple[WorkLine, ...]:
        return self._lines(each for each in self._of(kinds.SUPPORT) if self.code in each.duty.authorities - each.homes)

    def _support_given(self) -> tuple[WorkLine, ...]:
        return self._lines(each for each in self._of(kinds.SUPPORT) if self.code in each.homes - each.duty.authorities)

    def _secondees(self) -> tuple[WorkLine, ...]:
        if not self.is_full:
            return ()
        return self._lines(each for each in self._of(kinds.SECOND) if self.code in each.homes)

    def _of(self, kind: str) -> Iterator[Work]:
        work = self.ground.done.work if self.sees_support else ()
        return (each for each in work if each.duty.kind == kind)

    def _lines(self, work: Iterator[Work]) -> tuple[WorkLine, ...]:
        """Work as lines, the latest first. The panel reads of councils, and not who went."""
        found = [
            WorkLine(
                each.duty.id if self.is_full else "",
                duty_title(each.duty, self.sight.places),
                self._who(each),
                each.duty.period,
                each.duty.workload,
                each.status,
            )
            for each in work
        ]
        return tuple(sorted(found, key=_by_first_day, reverse=True))

    def _who(self, each: Work) -> str:
        homes = joined(council_names(each.homes, self.sight.places))
        if not self.is_full:
            return homes
        return f"{each.person.name}, {homes}" if homes else each.person.name

    def _seconded(self, secondees: Sequence[WorkLine]) -> Iterator[Happening]:
        for each in secondees:
            yield from changes.worked([each], f"{each.who} began a secondment", f"The secondment of {each.who} ended")

    def _vacancies(self) -> tuple[VacancySpell, ...]:
        """When the director's post was vacant, and who covered it, the latest first."""
        if not self.is_full:
            return ()
        own = (row for row in self.ground.vacancies if row.authority == self.code)
        known = [row for row in own if self.ground.states[row.duty] != "cancelled"]
        duties = self.ground.done.duties
        spans = [Period(row.starts, min(row.ends, duties[row.duty].last_day)) for row in known]
        spells = [VacancySpell(each, self._covered_by(each)) for each in spans]
        return tuple(sorted(spells, key=lambda each: each.period.start or date.min, reverse=True))

    def _covered_by(self, span: Period) -> str:
        """Whoever looked after the vacant post, in the order in which they did."""
        covering = [each for each in self.ground.terms.get(self.code, ()) if not each.is_post]
        ordered = sorted(covering, key=lambda each: each.period.start or date.min)
        return joined(dict.fromkeys(each.name for each in ordered if each.period.overlaps(span)))


def _by_first_day(line: WorkLine) -> tuple[date, str, str]:
    return line.period.start or date.min, line.title, line.who


def _published(found: Authority, today: date) -> tuple[views.JudgementView, ...]:
    """What was published of the council by today, the latest first."""
    return tuple(
        views.JudgementView(each.framework, each.inspected, each.published, dict(each.grades))
        for each in reversed(found.judgements)
        if each.published is not None and each.published <= today
    )


def _latest(found: Authority, today: date) -> tuple[str | None, date | None]:
    """The grade and the day of the latest published judgement that has one."""
    for each in _published(found, today):
        grade = changes.grade_of(each)
        if grade:
            return grade, each.published
    return None, None


def _grades(judgements: Sequence[views.JudgementView]) -> dict[str, tuple[tuple[date, str], ...]]:
    """The grades of each area through time, the earliest first."""
    found: dict[str, list[tuple[date, str]]] = {}
    for each in reversed(judgements):
        for area, grade in each.grades.items():
            if each.published is not None:
                found.setdefault(area, []).append((each.published, grade))
    return {area: tuple(sorted(points)) for area, points in found.items()}
