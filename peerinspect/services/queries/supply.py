"""Who there is for a week, region by region; and which weeks are best for a council."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from statistics import median_low

from peerinspect.explain.supply import Tally, WeekSupply
from peerinspect.services.bank_holidays import bank_holidays
from peerinspect.services.forecasting import ENGLAND, WEEKS_AHEAD, Forecast, imagined_weeks, monday_of
from peerinspect.services.inspections import notice_day
from peerinspect.services.obstacles import (
    BUSY,
    KINDS,
    OFFER,
    OWN_COUNCIL,
    PAPERS,
    TIES,
    by_kind,
    is_rule,
    kind_of,
    title_of,
)
from peerinspect.services.queries.weeks_ahead import Outlook, people_words, scope_for, scopes_for
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.views.schedule import HintsView, RegionLine, RuleLine, SupplyView, WeekHint
from peerinspect.services.wording import counted

_WEEK = timedelta(weeks=1)
BEST = 5
"""How many weeks are named."""
HINTED_WEEKS = 52
FEWER = {
    OFFER: "{people} fewer than in a usual week have not offered to inspect or lack the training.",
    PAPERS: "{people} fewer than in a usual week have a declaration, a DBS check or a consent that has run out.",
    BUSY: "{people} fewer than in a usual week are away or at work elsewhere.",
    OWN_COUNCIL: "{people} fewer than in a usual week are held at home, by an inspection there or as new in post.",
    TIES: "{people} fewer than in a usual week have a tie that stands in the way.",
}


def supply_week(reader: Reader, day: date, scope: str, today: date) -> SupplyView:
    """The week of a day: the people who could go to each region, and which rules take the others away."""
    outlook, wanted, monday = Outlook(reader, today), scope_for(reader, scope), monday_of(day)
    outlook.look()
    found, week = outlook.forecast(wanted), outlook.supply(wanted, monday)
    return SupplyView(
        monday=monday,
        previous=monday - _WEEK,
        next=monday + _WEEK,
        scope=wanted,
        scopes=scopes_for(reader),
        warnings=outlook.choice(monday).warnings,
        regions=tuple(_regions(outlook, week, monday)) if week else (),
        counted_at=found.counted_at if found.is_complete else None,
        is_beyond=not 0 <= (monday - monday_of(today)).days < 7 * WEEKS_AHEAD,
    )


def _regions(outlook: Outlook, week: WeekSupply, monday: date) -> Iterator[RegionLine]:
    needed = outlook.needed_by_region(monday)
    for name in sorted(week.groups, key=lambda name: (name != ENGLAND, name)):
        fewest, council = _fewest(outlook, week, name)
        tally = week.groups[name]
        yield RegionLine(name, tally.eligible, fewest, council, needed.get(name, 0), _rules(tally))


def _fewest(outlook: Outlook, week: WeekSupply, name: str) -> tuple[int, str]:
    """The fewest people who could go to one council of the region, and its name."""
    places = outlook.sight.places
    inside = (place for place in places.values() if name in (ENGLAND, place.region or "No region"))
    return min(((week.councils.get(place.code, 0), place.name) for place in inside), default=(0, ""))


def _rules(tally: Tally) -> tuple[RuleLine, ...]:
    """The rules that take people away, those first that take most."""
    ordered = sorted(tally.first, key=lambda rule: (-tally.first[rule], -tally.alone[rule], rule))
    return tuple(
        RuleLine(rule, title_of(rule), kind_of(rule), tally.first[rule], tally.alone[rule], is_rule(rule))
        for rule in ordered
    )


def best_weeks(reader: Reader, code: str, scope: str, today: date) -> HintsView:
    """The weeks of the year ahead in which most people could inspect a council. Raises NotFound for no council.

    Weeks in August, full ones, and those whose notice day would have come are left out.
    """
    outlook, wanted = Outlook(reader, today), scope_for(reader, scope)
    if code not in outlook.sight.places:
        raise NotFound("no such council")
    outlook.look()
    found = outlook.forecast(wanted)
    weeks = {monday: found.weeks[monday] for monday in _open_weeks(outlook, found)}
    numbers = {monday: week.councils.get(code, 0) for monday, week in weeks.items()}
    usual = median_low(numbers.values()) if numbers else 0
    ordered = sorted(
        weeks,
        key=lambda monday: (-numbers[monday], len(outlook.starts.in_week(monday)), bool(_holidays(monday)), monday),
    )
    typical = _typical(weeks)
    return HintsView(
        authority=code,
        authority_name=outlook.sight.places[code].name,
        scope=wanted,
        scopes=scopes_for(reader),
        usual=usual,
        hints=tuple(
            _hint(outlook, monday, weeks[monday], numbers[monday], usual, typical) for monday in ordered[:BEST]
        ),
        is_counted=found.is_complete,
    )


def _open_weeks(outlook: Outlook, found: Forecast) -> Iterator[date]:
    """The weeks that an inspection could still be set for."""
    for _, imagined in zip(range(HINTED_WEEKS), imagined_weeks(outlook.today), strict=False):
        monday = monday_of(imagined.first_day)
        is_early = notice_day(monday) > outlook.today and outlook.is_open(monday)
        if is_early and monday in found.weeks and len(outlook.starts.in_week(monday)) < outlook.most:
            yield monday


def _typical(weeks: Mapping[date, WeekSupply]) -> Mapping[str, int]:
    """How many people each kind of obstacle takes away in a usual week."""
    every = [dict(by_kind(week.groups[ENGLAND].first)) for week in weeks.values()]
    return {kind: median_low(each[kind] for each in every) if every else 0 for kind in KINDS}


def _hint(
    outlook: Outlook, monday: date, week: WeekSupply, people: int, usual: int, typical: Mapping[str, int]
) -> WeekHint:
    """A week, and why it is a good one."""
    starts = len(outlook.starts.in_week(monday))
    return WeekHint(monday, people, starts, tuple(_reasons(monday, week, people, usual, typical, starts)))


def _reasons(
    monday: date, week: WeekSupply, people: int, usual: int, typical: Mapping[str, int], starts: int
) -> Iterator[str]:
    more = f"{people - usual} more than" if people > usual else "as many as"
    yield f"{people_words(people).capitalize()} could go: {more} in a usual week."
    kinds = dict(by_kind(week.groups[ENGLAND].first))
    for kind in sorted(KINDS, key=lambda kind: kinds[kind] - typical[kind]):
        if kinds[kind] < typical[kind]:
            yield FEWER[kind].format(people=typical[kind] - kinds[kind])
    yield (
        "Nothing else starts in it."
        if not starts
        else f"{counted(starts, 'inspection')} start{'s' * (starts == 1)} in it."
    )
    yield (
        f"A bank holiday falls in it: {', '.join(_holidays(monday))}."
        if _holidays(monday)
        else "No bank holiday falls in it."
    )


def _holidays(monday: date) -> list[str]:
    known = bank_holidays(monday.year, monday.year + 1)
    return [known[day] for day in (monday + timedelta(days=number) for number in range(7)) if day in known]
