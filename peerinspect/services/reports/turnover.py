"""Turnover: directors' posts that changed holder, interims and vacancies, by region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.reports import RegionTurnover

TEMPORARY = frozenset({"interim", "acting"})
UNKNOWN_REGION = "Region not known"
ENGLAND = "England"


@dataclass(frozen=True, slots=True)
class DirectorPost:
    """Who holds, or held, the director's post of a council."""

    council: str
    person: str
    basis: str
    period: Period


@dataclass(frozen=True, slots=True)
class OpenVacancy:
    """A vacant director's post, for as long as it is vacant."""

    council: str
    period: Period


def changes_in(posts: Iterable[DirectorPost], year: Period) -> Counter[str]:
    """How often the director's post of each council went to somebody else in the year.

    Whoever held it before is the last one who began earlier; the first one known replaced nobody. Somebody acting
    counts like any other; the same person on another basis is no change.
    """
    found: Counter[str] = Counter()
    before: dict[str, str] = {}
    for post in sorted(posts, key=lambda each: (each.council, each.period.start or date.min, each.person)):
        last = before.get(post.council)
        begins = post.period.start
        if last not in (None, post.person) and begins is not None and year.holds(begins):
            found[post.council] += 1
        before[post.council] = post.person
    return found


def interims_on(posts: Iterable[DirectorPost], day: date) -> Counter[str]:
    """The councils whose director is interim or acting on a day."""
    return Counter({each.council: 1 for each in posts if each.basis in TEMPORARY and each.period.holds(day)})


def vacancies_on(vacancies: Iterable[OpenVacancy], day: date) -> Counter[str]:
    """The vacancies of each council that are open on a day."""
    return Counter(each.council for each in vacancies if each.period.holds(day))


def turnover(
    regions: Mapping[str, str],
    posts: Sequence[DirectorPost],
    vacancies: Sequence[OpenVacancy],
    days: tuple[Period, date],
) -> tuple[RegionTurnover, ...]:
    """A line a region, and all England last. `regions` gives each council's; `days` are the year and the day on which
    interims and vacancies are counted."""
    year, day = days
    counts = (changes_in(posts, year), interims_on(posts, day), vacancies_on(vacancies, day))
    lines = [_line(name, [code for code in regions if regions[code] == name], counts) for name in _names(regions)]
    return (*lines, _line(ENGLAND, list(regions), counts)) if lines else ()


def _names(regions: Mapping[str, str]) -> list[str]:
    return sorted(set(regions.values()))


def _line(name: str, codes: Sequence[str], counts: tuple[Counter[str], ...]) -> RegionTurnover:
    sums = [sum(each[code] for code in codes) for each in counts]
    affected = sum(any(each[code] for each in counts) for code in codes)
    return RegionTurnover(name, len(codes), *sums, affected=affected)
