"""Reports for coordinators; the Ofsted liaison reads those that can speak of inspections alone.

Everything is counted from the duties that the reader may know of: whoever is not cleared is told what would be told if
there were no sealed inspection. A cleared coordinator's look is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peerinspect.domain import Duty, Period, Person, kinds
from peerinspect.domain.lives import LIVES
from peerinspect.services.checking import only
from peerinspect.services.day_rates import DAY_RATES
from peerinspect.services.queries.events import events_of
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.vacancies import vacant_days
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.reports import years
from peerinspect.services.reports.days import Exchange, exchange, worth
from peerinspect.services.reports.fairness import fairness
from peerinspect.services.reports.load import days_by_person, load_by_council, load_by_person
from peerinspect.services.reports.turnover import (
    UNKNOWN_REGION,
    DirectorPost,
    OpenVacancy,
    turnover,
    turnover_by_year,
)
from peerinspect.services.reports.waivers_used import Decided, waivers_used
from peerinspect.services.reports.work import Work
from peerinspect.services.views import Cut, EventLine
from peerinspect.services.views.reports import (
    CostReport,
    CouncilCost,
    CouncilDays,
    DaysReport,
    FairYear,
    LoadReport,
    RegionTurnover,
    ThanksView,
    WaiverUse,
    YearChoice,
    YearTurnover,
)
from peerinspect.services.waiver_decisions import may_know
from peerinspect.services.waiver_rights import APPROVED, REFUSED
from peerinspect.store.reading.directors import director_terms, handbacks
from peerinspect.store.reading.duties import read_duties, states_of, vacancy_rows
from peerinspect.store.reading.reports import (
    day_rates,
    offering_in,
    page_of_thanks,
    placed_in,
    report_people,
    roles_of_users,
    thanks_rows,
)
from peerinspect.store.reading.users import user_names
from peerinspect.store.reading.waivers import WaiverRecord, loaded_waivers, waiver_records
from peerinspect.store.tables import ThanksRow

ALL_KINDS = frozenset(kinds.KINDS)
THANKS_A_PAGE = 50


def report_kinds(reader: Reader) -> frozenset[str]:
    """The kinds of duty that the reader's reports speak of: all, for the Ofsted liaison inspections alone."""
    only(reader, COORDINATOR, LIAISON)
    return ALL_KINDS if reader.role == COORDINATOR else frozenset({kinds.INSPECT})


def load_report(reader: Reader, year: Period, today: date, by_council: bool = True) -> LoadReport:
    """Days used against days offered in a year, by person and, where asked, by council. For coordinators."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    people = report_people(with_posts=by_council)
    used = days_by_person(_Placed.of(sight, year, ALL_KINDS).work(people), year)
    lines = load_by_person(people.values(), used, ALL_KINDS)
    return LoadReport(lines, load_by_council(lines, people, year, _names(sight)) if by_council else ())


def fairness_report(reader: Reader, today: date) -> tuple[FairYear, ...]:
    """How days were spread in each of the last years, the latest first. The liaison's speaks of inspections alone."""
    wanted, listed = report_kinds(reader), years.april_years(today)
    span = Period(listed[-1].period.start, listed[0].period.end)
    placed = _Placed.of(Sight(reader, today), span, wanted)
    people = {id_: Person(id_, "") for id_ in placed.people}
    could_be_asked = {year: offering_in(year.period, wanted) for year in listed}
    return fairness(listed, could_be_asked, placed.work(people))


def turnover_report(reader: Reader, year: Period, today: date) -> tuple[RegionTurnover, ...]:
    """Directors' posts that changed holder, interims and vacancies by region, England last. For coordinators.

    Interims and vacancies are counted on the last day of the year, or today where it is not over.
    """
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    regions = _regions_in(sight, year)
    return turnover(regions, _posts(), list(_vacancies(sight)), (year, min(year.end or today, today)))


def turnover_years(reader: Reader, region: str, today: date) -> tuple[YearTurnover, ...]:
    """Changes of director in each of the last years, the latest first, in a region or, for "", all England. For
    coordinators."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    councils = {
        year: [code for code, name in _regions_in(sight, year.period).items() if region in ("", name)]
        for year in years.april_years(today)
    }
    return turnover_by_year(councils, _posts(), today)


def _posts() -> list[DirectorPost]:
    """Every term of director that is or was, cover for vacancies left out."""
    found = (each for terms in director_terms().values() for each in terms if each.is_post)
    return [DirectorPost(each.council, each.person, each.basis, each.period) for each in found]


def _regions_in(sight: Sight, year: Period) -> dict[str, str]:
    """The region of each council that there was in a year."""
    first = year.start or sight.today
    return {
        code: place.region or UNKNOWN_REGION
        for code, place in sight.places.items()
        if place.ended_on is None or place.ended_on >= first
    }


def waivers_report(reader: Reader, today: date) -> tuple[WaiverUse, ...]:
    """Waivers used and refused by year, rule and who decided. The liaison's speaks of inspections alone."""
    wanted = report_kinds(reader)
    sight = Sight(reader, today)
    records, loaded = waiver_records(), loaded_waivers()
    named = {id_ for record in records for id_ in record.duties} | {row.duty for row in loaded}
    duties = read_duties(today, named)
    known = {id_: duty for id_, duty in duties.items() if may_know(reader, [duty])}
    record_look_at_list(sight, known.values(), "in the report on waivers")
    roles = roles_of_users()
    decided = [
        each
        for record in records
        if all(id_ in known for id_ in record.duties) and known[record.proposal.duty].kind in wanted
        for each in _decided(record, roles)
    ]
    shown = [row for row in loaded if row.duty in known and known[row.duty].kind in wanted]
    decided += [Decided(row.rule, known[row.duty].first_day, "", True) for row in shown]
    return waivers_used(decided, years.april_years(today))


def days_report(reader: Reader, year: Period, today: date) -> DaysReport:
    """Days each council gave and received in a year, and its last thanks; who gave most first. For coordinators."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    found, names = _exchange(sight, year), _names(sight)
    last = {one.code: one for one in reversed(thanks(reader, today))}
    codes = (found.given.keys() | found.received.keys() | last.keys()) & names.keys()
    lines = [
        CouncilDays(code, names[code], _all(found.given[code]), _all(found.received[code]), last.get(code))
        for code in codes
    ]
    ordered = sorted(lines, key=lambda one: (-one.given, one.received, one.name))
    return DaysReport(tuple(ordered), _all(found.elsewhere))


def cost_report(reader: Reader, year: Period, today: date) -> CostReport:
    """What the days of a year are worth by council, at the rates that hold today. For coordinators."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    found, rates, names = _exchange(sight, year), day_rates(), _names(sight)
    codes = (found.given.keys() | found.received.keys()) & names.keys()
    lines = [
        CouncilCost(code, names[code], worth(found.given[code], rates), worth(found.received[code], rates))
        for code in codes
    ]
    return CostReport(
        councils=tuple(sorted(lines, key=lambda one: (-one.given, -one.received, one.name))) if rates else (),
        rates=tuple((kind, rates[kind]) for kind in kinds.KINDS if kind in rates),
        without=tuple(kind for kind in kinds.KINDS if kind not in rates and _counts(found, kind)),
    )


def rate_events(reader: Reader, today: date) -> tuple[EventLine, ...]:
    """Who changed a day rate, and why. For coordinators."""
    only(reader, COORDINATOR)
    return tuple(events_of(Sight(reader, today), DAY_RATES))


def thanks(reader: Reader, today: date) -> tuple[ThanksView, ...]:
    """Every record of thanks, the latest first. For coordinators."""
    only(reader, COORDINATOR)
    return _thanks(Sight(reader, today), reversed(thanks_rows()))


def thanks_page(reader: Reader, today: date, page: int = 1) -> Cut[ThanksView]:
    """A page of the same; the last page where there are fewer. For coordinators."""
    only(reader, COORDINATOR)
    rows, total = page_of_thanks(page, THANKS_A_PAGE)
    pages = max(1, -(-total // THANKS_A_PAGE))
    number = min(max(1, page), pages)
    if number != page:
        rows, total = page_of_thanks(number, THANKS_A_PAGE)
    return Cut(_thanks(Sight(reader, today), rows), number, pages, total)


def _thanks(sight: Sight, rows: Iterable[ThanksRow]) -> tuple[ThanksView, ...]:
    names, users = _names(sight), user_names()
    return tuple(
        ThanksView(row.authority, names[row.authority], row.thanked_on, row.words, users.get(row.recorded_by, ""))
        for row in rows
    )


def years_of_work(today: date) -> tuple[YearChoice, ...]:
    """The years that reports on days can speak of."""
    return years.years_of_work(today)


def years_of_posts(today: date) -> tuple[YearChoice, ...]:
    """The years that the report on turnover can speak of."""
    return years.april_years(today)


def chosen_year(asked: str, choices: tuple[YearChoice, ...]) -> YearChoice:
    """The year that is asked for; the first one where it is none of them."""
    return years.chosen(asked, choices)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Who was asked to do which duty, as far as the reader may know, and what they said."""

    duties: Mapping[str, Duty]
    rows: Sequence[tuple[str, str, str]]

    @classmethod
    def of(cls, sight: Sight, span: Period, wanted: frozenset[str]) -> _Placed:
        """The work of these kinds in a span. A look at sealed work is recorded."""
        rows = placed_in(span)
        found = sight.duties({duty for _, duty, _ in rows})
        duties = {id_: duty for id_, duty in found.items() if duty.kind in wanted}
        record_look_at_list(sight, duties.values(), "in a report")
        return cls(duties, [row for row in rows if row[1] in duties])

    @property
    def people(self) -> set[str]:
        """The ids of the people."""
        return {person for person, _, _ in self.rows}

    def work(self, people: Mapping[str, Person]) -> list[Work]:
        """The same with the people themselves."""
        return [Work(people[person], self.duties[duty], status) for person, duty, status in self.rows]


def _exchange(sight: Sight, year: Period) -> Exchange:
    """Days of all work in a year, from council to council."""
    placed = _Placed.of(sight, year, ALL_KINDS)
    return exchange(placed.work(report_people(placed.people)), year)


def _names(sight: Sight) -> dict[str, str]:
    return {code: place.name for code, place in sight.places.items()}


def _vacancies(sight: Sight) -> Iterator[OpenVacancy]:
    """Vacancies for as long as they are open: from the first day without a director until the post is handed back."""
    rows = vacancy_rows()
    duties = sight.duties({row.duty for row in rows})
    states, backs = states_of(set(duties)), handbacks()
    for row in rows:
        duty = duties.get(row.duty)
        if duty is None or states[duty.id][0] in LIVES[kinds.INTERIM].called_off:
            continue
        yield OpenVacancy(row.authority, vacant_days(row, states[duty.id], backs.get(row.id), sight.today))


def _decided(record: WaiverRecord, roles: dict[str, str]) -> Iterator[Decided]:
    """What became of a proposal, where somebody decided it: the last word counts."""
    rule = record.proposal.rule
    for outcome, is_used in ((APPROVED, True), (REFUSED, False)):
        words = [each for each in record.decisions if each.outcome == outcome]
        if words and (record.in_force is not None) == is_used:
            yield Decided(rule, words[-1].decided_on, roles.get(words[-1].decided_by, ""), is_used)


def _all(days: Mapping[str, Fraction]) -> Fraction:
    """The days of every kind together."""
    return sum(days.values(), Fraction(0))


def _counts(found: Exchange, kind: str) -> bool:
    return any(days.get(kind) for days in (*found.given.values(), *found.received.values()))
