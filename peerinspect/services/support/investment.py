"""What councils gave each other in support over the years, and in which order they would be repaid.

The rule is plain: whoever has given more days than they got is owed the difference. The most days owed come first;
among equals whoever was helped longest ago, those never helped before all others; then whoever gave first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from peerinspect.services.reports.work import shares
from peerinspect.services.reports.years import first_year

REPAID, PARTLY, OWED, HELPED = "repaid", "partly", "owed", "helped"
"""Who gave got as many days back, or more; some; none so far. HELPED: a council that gave nothing and got days."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One adviser's part of one programme: from their councils to those advised, in days, from a first day on."""

    homes: frozenset[str]
    targets: frozenset[str]
    days: int
    first_day: date


@dataclass
class Account:
    """What one council gave and received. Years are the calendar years in which an April-to-March year begins."""

    code: str
    given: Mapping[int, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    received: Mapping[int, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    first_gave: date | None = None
    last_helped: date | None = None

    @property
    def days_given(self) -> Fraction:
        """In all years."""
        return sum(self.given.values(), Fraction(0))

    @property
    def days_received(self) -> Fraction:
        """In all years."""
        return sum(self.received.values(), Fraction(0))

    @property
    def balance(self) -> Fraction:
        """Days given less days received."""
        return self.days_given - self.days_received

    @property
    def state(self) -> str:
        """Whether the council was repaid for what it gave."""
        if not self.days_given:
            return HELPED
        if self.balance <= 0:
            return REPAID
        return PARTLY if self.days_received else OWED

    def balance_by(self, year: int) -> Fraction:
        """Days given less days received by the end of a year."""
        given = sum((days for each, days in self.given.items() if each <= year), Fraction(0))
        return given - sum((days for each, days in self.received.items() if each <= year), Fraction(0))


def accounts_of(advice: Iterable[Advice]) -> dict[str, Account]:
    """An account for each council that gave or received, by code.

    A day of somebody with two homes is half a day from each, one for two councils half a day to each; work at home is
    neither given nor received. Whoever held no post gave for no council, but the days are received. What begins in a
    year counts whole in it, as in all reports.
    """
    given: dict[str, dict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    received: dict[str, dict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    gave: dict[str, list[date]] = defaultdict(list)
    helped: dict[str, list[date]] = defaultdict(list)
    for each in advice:
        for home, target, days in _ways(each):
            received[target][first_year(each.first_day)] += days
            helped[target].append(each.first_day)
            if home:
                given[home][first_year(each.first_day)] += days
                gave[home].append(each.first_day)
    return {
        code: Account(
            code,
            dict(given.get(code, {})),
            dict(received.get(code, {})),
            min(gave.get(code, ()), default=None),
            max(helped.get(code, ()), default=None),
        )
        for code in given.keys() | received.keys()
    }


def _ways(each: Advice) -> Iterable[tuple[str, str, Fraction]]:
    """The days from each home to each council advised."""
    for home, days in shares(each.days, each.homes or {""}).items():
        for target, part in shares(days, each.targets).items():
            if target != home and part:
                yield home, target, part


def repaid_next(accounts: Iterable[Account]) -> list[Account]:
    """Those who are owed days, in the order in which they would be repaid."""
    owed = [each for each in accounts if each.balance > 0]
    return sorted(owed, key=_turn)


def _turn(each: Account) -> tuple[Fraction, date, date, str]:
    return -each.balance, each.last_helped or date.min, each.first_gave or date.max, each.code
