"""Turnover: directors' posts that changed holder, interims and vacancies, by region and by year.

A change is somebody who takes over a council's post of director from somebody else. Whoever takes over several
councils on one day is one change, in each of these councils. Whoever looks after a vacancy without holding the post is
none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from peerinspect.domain import Period
from peerinspect.domain.directors import TEMPORARY, Term, holder_on, in_post_since, whole_months
from peerinspect.services.views.reports import RegionTurnover, YearChoice, YearTurnover

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


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who took over a council's post of director from somebody else, on a day."""

    council: str
    person: str
    basis: str
    day: date

    @property
    def taking_over(self) -> tuple[str, date]:
        """What is one change, in however many councils."""
        return self.person, self.day


def changes_of(posts: Iterable[DirectorPost]) -> list[Change]:
    """Every change there was.

    Whoever held a post before is the last one who began earlier; the first one known replaced nobody. Somebody acting
    counts like any other; the same person on another basis is no change.
    """
    found: list[Change] = []
    before: dict[str, str] = {}
    for post in sorted(posts, key=lambda each: (each.council, each.period.start or date.min, each.person)):
        last, begins = before.get(post.council), post.period.start
        if last not in (None, post.person) and begins is not None:
            found.append(Change(post.council, post.person, post.basis, begins))
        before[post.council] = post.person
    return found


def changes_in(posts: Iterable[DirectorPost], year: Period) -> Counter[str]:
    """How often the director's post of each council went to somebody else in the year."""
    return Counter(each.council for each in changes_of(posts) if year.holds(each.day))


def interims_on(posts: Iterable[DirectorPost], day: date) -> Counter[str]:
    """The councils whose director is interim or acting on a day."""
    return Counter({each.council: 1 for each in posts if each.basis in TEMPORARY and each.period.holds(day)})


def vacancies_on(vacancies: Iterable[OpenVacancy], day: date) -> Counter[str]:
    """The vacancies of each council that are open on a day."""
    return Counter(each.council for each in vacancies if each.period.holds(day))


def holders_on(posts: Iterable[DirectorPost], day: date) -> dict[str, tuple[str, int]]:
    """Who holds each council's post on a day, and for how many whole months they have, on whatever basis."""
    held: dict[str, list[Term]] = defaultdict(list)
    for each in posts:
        held[each.council].append(Term(each.council, each.person, "", each.basis, each.period))
    found: dict[str, tuple[str, int]] = {}
    for council, terms in held.items():
        now = holder_on(terms, day)
        since = in_post_since(terms, now.person, day) if now else None
        if now is not None and since is not None:
            found[council] = now.person, whole_months(since, day)
    return found


def middle_tenure(held: Mapping[str, tuple[str, int]], councils: Collection[str]) -> int | None:
    """The months in post of the director in the middle, in whole months; somebody in two councils counts once, with
    the longer time. None where nobody holds a post, or nobody knows since when."""
    longest: dict[str, int] = {}
    for code in councils:
        if code in held:
            person, months = held[code]
            longest[person] = max(months, longest.get(person, 0))
    return int(median(longest.values())) if longest else None


@dataclass(frozen=True, slots=True)
class _Counts:
    """What is counted of a year and a day, by council."""

    changes: Sequence[Change]
    interims: Counter[str]
    vacancies: Counter[str]
    held: Mapping[str, tuple[str, int]]

    def line(self, name: str, codes: Collection[str]) -> RegionTurnover:
        """A line of the report, for some councils."""
        inside = set(codes)
        changes = [each for each in self.changes if each.council in inside]
        often = Counter(each.council for each in changes)
        affected = sum(bool(often[code] or self.interims[code] or self.vacancies[code]) for code in inside)
        return RegionTurnover(
            region=name,
            councils=len(inside),
            changes=len({each.taking_over for each in changes}),
            interims=sum(self.interims[code] for code in inside),
            vacancies=sum(self.vacancies[code] for code in inside),
            affected=affected,
            newcomers_temporary=len({each.taking_over for each in changes if each.basis in TEMPORARY}),
            councils_changed=len(often),
            councils_twice=sum(count > 1 for count in often.values()),
            tenure=middle_tenure(self.held, inside),
        )


def turnover(
    regions: Mapping[str, str],
    posts: Sequence[DirectorPost],
    vacancies: Sequence[OpenVacancy],
    days: tuple[Period, date],
) -> tuple[RegionTurnover, ...]:
    """A line a region, and all England last. `regions` gives each council's; `days` are the year and the day on which
    interims, vacancies and months in post are counted."""
    year, day = days
    changes = [each for each in changes_of(posts) if year.holds(each.day)]
    counts = _Counts(changes, interims_on(posts, day), vacancies_on(vacancies, day), holders_on(posts, day))
    lines = [counts.line(name, [code for code in regions if regions[code] == name]) for name in _names(regions)]
    return (*lines, counts.line(ENGLAND, list(regions))) if lines else ()


def turnover_by_year(
    years: Mapping[YearChoice, Collection[str]], posts: Sequence[DirectorPost], today: date
) -> tuple[YearTurnover, ...]:
    """A line a year, for the councils that there were in it. Months in post are counted on the year's last day, or
    today where it is not over."""
    changes = changes_of(posts)
    found = []
    for year, codes in years.items():
        day = min(year.period.end or today, today)
        within = [each for each in changes if year.period.holds(each.day)]
        line = _Counts(within, Counter(), Counter(), holders_on(posts, day)).line(year.label, codes)
        found.append(
            YearTurnover(
                year, line.councils, line.changes, line.newcomers_temporary, line.councils_changed,
                line.councils_twice, line.tenure,
            )
        )  # fmt: skip
    return tuple(found)


def _names(regions: Mapping[str, str]) -> list[str]:
    return sorted(set(regions.values()))
