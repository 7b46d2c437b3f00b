"""How things that run out stand: declarations, vetting, consents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from peerinspect.domain import Period, Person, Policy, add_months
from peerinspect.services.views import Standing

SOON = timedelta(weeks=8)
DECLARATION_SOON = timedelta(days=30)
"""How long before its last day a declaration is asked for again: people sign it themselves, in a minute."""


def _until(last: date, today: date, soon: timedelta = SOON) -> Standing:
    """The standing of something whose last day is `last`."""
    if last < today:
        return Standing("lapsed", last)
    return Standing("running-out" if last <= today + soon else "in-force", last)


def declaration_standing(person: Person, policy: Policy, today: date) -> Standing:
    """How the person's declaration of interests stands. It runs for the months that the rule `undeclared` allows."""
    if person.declared_on is None:
        return Standing("missing")
    return _until(add_months(person.declared_on, policy.parameter("undeclared", "months", 12)), today, DECLARATION_SOON)


def made_by(limit: date, months: int) -> date:
    """The last day on which something can have been made that runs for `months` and has run out by the limit."""
    day = add_months(limit, -months)
    while add_months(day + timedelta(days=1), months) <= limit:
        day += timedelta(days=1)
    while add_months(day, months) > limit:
        day -= timedelta(days=1)
    return day


def vetting_standing(person: Person, policy: Policy, today: date) -> Standing:
    """How the person's vetting stands. It runs for the years that the rule `vetting-lapsed` allows."""
    if person.vetted_on is None:
        return Standing("missing")
    return _until(add_months(person.vetted_on, 12 * policy.parameter("vetting-lapsed", "years", 3)), today)


def consent_standing(person: Person, today: date) -> Standing:
    """How the chief executives' consents stand: the worst over the councils that the person works for."""
    homes = {post.authority for post in person.posts if post.period.holds(today)}
    each = [council_consent(person, home, today) for home in sorted(homes)]
    return min(each, key=_worst_first, default=Standing("missing"))


def council_consent(person: Person, authority: str, today: date) -> Standing:
    """How one council's consent stands."""
    return best_of((one.period for one in person.consents if one.authority == authority), today)


def best_of(periods: Iterable[Period], today: date) -> Standing:
    """The standing of several terms of the same thing: what matters is the one that lasts longest."""
    begun = [period for period in periods if period.start is None or period.start <= today]
    if not begun:
        return Standing("missing")
    if any(period.end is None for period in begun):
        return Standing("in-force")
    return _until(max(period.end for period in begun if period.end), today)


def _worst_first(standing: Standing) -> tuple[int, date]:
    """Missing before lapsed before running out before in force."""
    order = ("missing", "lapsed", "running-out", "in-force")
    return order.index(standing.state), standing.until or date.max


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Periods run together where they touch, so that nobody can tell where one came from."""
    runs: list[Period] = []
    for period in sorted(periods, key=lambda one: (one.start or date.min, one.end or date.max)):
        if runs and _touches(runs[-1], period):
            last = max((one.end or date.max) for one in (runs[-1], period))
            runs[-1] = Period(runs[-1].start, None if last == date.max else last)
        else:
            runs.append(period)
    return tuple(runs)


def _touches(earlier: Period, later: Period) -> bool:
    """Whether the second begins before, or on the day after, the first ends."""
    if earlier.end is None or later.start is None:
        return True
    return later.start <= earlier.end + timedelta(days=1)
