"""Fairness: how the days of a year are spread over those who offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from statistics import median

from peerinspect.services.reports.load import days_by_person
from peerinspect.services.reports.work import Work, of_year
from peerinspect.services.views.reports import FairYear, YearChoice
from peerinspect.services.wording import counted


def fair_year(year: YearChoice, could_be_asked: frozenset[str], work: Sequence[Work]) -> FairYear:
    """One year's spread.

    Counted are those who could be asked: they offer days today and held a post in the year, since past offers are not
    kept. So is whoever gave days in it. Somebody was asked where there is any placement of theirs in the year, even one
    that they declined.
    """
    used = days_by_person(work, year.period)
    asked = {each.person.id for each in of_year(work, year.period)}
    pool = could_be_asked | set(used)
    days = sorted((used[id_] for id_ in pool), reverse=True)
    total, top = sum(days), -(-len(days) // 10)
    share = round(100 * Fraction(sum(days[:top]), total)) if total else 0
    middle = Fraction(median(days)) if days else Fraction(0)
    unasked = len(pool - asked)
    most = days[0] if days else 0
    sentence = _sentence(len(days), total, (top, share), unasked)
    return FairYear(year, len(days), total, middle, most, top, share, unasked, sentence)


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
    years: Iterable[YearChoice], could_be_asked: Mapping[YearChoice, frozenset[str]], work: Sequence[Work]
) -> tuple[FairYear, ...]:
    """The spread of each year, in the order given, from the ids of those who could be asked in it."""
    return tuple(fair_year(year, could_be_asked[year], work) for year in years)
