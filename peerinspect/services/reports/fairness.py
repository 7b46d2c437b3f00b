"""Fairness: how the days of a year are spread over those who offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from statistics import median

from peerinspect.domain import Period, Person
from peerinspect.services.reports.load import days_by_person, offered_days
from peerinspect.services.reports.work import Work, of_year
from peerinspect.services.views.reports import FairYear, YearChoice
from peerinspect.services.wording import counted


def fair_year(year: YearChoice, people: Mapping[str, Person], work: Sequence[Work], kinds: frozenset[str]) -> FairYear:
    """One year's spread.

    Counted are those who offer days today and held a post in the year, since past offers are not kept, and whoever gave
    days in it. Somebody was asked where there is any placement of theirs in the year, even one that they declined.
    """
    used = days_by_person(work, year.period)
    asked = {each.person.id for each in of_year(work, year.period)}
    pool = {one.id for one in people.values() if _could_be_asked(one, year.period, kinds)} | set(used)
    days = sorted((used[id_] for id_ in pool), reverse=True)
    total, top = sum(days), -(-len(days) // 10)
    share = round(100 * Fraction(sum(days[:top]), total)) if total else 0
    middle = Fraction(median(days)) if days else Fraction(0)
    unasked = len(pool - asked)
    most = days[0] if days else 0
    sentence = _sentence(len(days), total, (top, share), unasked)
    return FairYear(year, len(days), total, middle, most, top, share, unasked, sentence)


def _could_be_asked(person: Person, year: Period, kinds: frozenset[str]) -> bool:
    return bool(offered_days(person, kinds)) and any(post.period.overlaps(year) for post in person.posts)


def _sentence(people: int, total: int, top: tuple[int, int], unasked: int) -> str:
    """The year in plain words."""
    if not people:
        return "Nobody offered or gave a day."
    if not total:
        return f"{counted(people, 'person')} could have been asked, and nobody gave a day.".replace("persons", "people")
    number, share = top
    who = "The person who gave most" if number == 1 else f"The {number} people who gave most"
    rest = "Everybody was asked at least once." if not unasked else f"{unasked} of {people} were never asked."
    return f"{who} gave {share}% of all {total} days. {rest}"


def fairness(
    years: Iterable[YearChoice], people: Mapping[str, Person], work: Sequence[Work], kinds: frozenset[str]
) -> tuple[FairYear, ...]:
    """The spread of each year, in the order given."""
    return tuple(fair_year(year, people, work, kinds) for year in years)
