"""Days given and received by councils, and what they are worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from peerinspect.domain import Period
from peerinspect.services.reports.work import Work, of_year, shares

Sums = dict[str, dict[str, Fraction]]


def _sums() -> Sums:
    return defaultdict(lambda: defaultdict(Fraction))


@dataclass
class Exchange:
    """Days by council and kind: given by its people elsewhere, and received; what went to no council by kind."""

    given: Sums = field(default_factory=_sums)
    received: Sums = field(default_factory=_sums)
    elsewhere: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))


def exchange(work: Iterable[Work], year: Period) -> Exchange:
    """The days of a year that went from council to council.

    A day for two councils is half a day to each; a day of somebody with two homes half a day from each. Work at home is
    neither given nor received. Whoever held no post gave for no council, but their days are received.
    """
    found = Exchange()
    for each in of_year(work, year):
        if each.is_given:
            _add(found, each)
    return found


def _add(found: Exchange, each: Work) -> None:
    homes, kind = sorted(each.homes) or [""], each.duty.kind
    for home, days in shares(each.duty.workload, homes).items():
        targets = each.duty.authorities
        if not targets:
            found.given[home][kind] += days
            found.elsewhere[kind] += days
        for target, part in shares(days, targets).items():
            if target != home:
                found.given[home][kind] += part
                found.received[target][kind] += part


def worth(days: Mapping[str, Fraction], rates: Mapping[str, int]) -> Fraction:
    """Pounds: days by kind at the rates of the kinds; a kind without a rate counts nothing."""
    return sum((each * rates.get(kind, 0) for kind, each in days.items()), Fraction(0))
