"""Waivers: how often each rule was waived, by whom, and how often that was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peerinspect.services.reports.years import year_of
from peerinspect.services.views.reports import WaiverUse, YearChoice


@dataclass(frozen=True, slots=True)
class Decided:
    """A waiver that was approved or refused: of which rule, on which day, by which role ("" where nobody here did)."""

    rule: str
    on: date
    role: str
    is_used: bool


def waivers_used(decided: Iterable[Decided], years: tuple[YearChoice, ...]) -> tuple[WaiverUse, ...]:
    """A line for each year, rule and role with anything decided, the latest year first."""
    used: Counter[tuple[int, str, str]] = Counter()
    refused: Counter[tuple[int, str, str]] = Counter()
    for each in decided:
        year = year_of(each.on, years)
        if year is not None:
            (used if each.is_used else refused)[years.index(year), each.rule, each.role] += 1
    return tuple(
        WaiverUse(years[key[0]], key[1], key[2], used[key], refused[key])
        for key in sorted(used.keys() | refused.keys())
    )
