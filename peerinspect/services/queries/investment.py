"""What councils gave each other in support over the years, and who is repaid next. Nothing sealed is in any of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction

from peerinspect.services.checking import only
from peerinspect.services.kept import kept
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, Reader
from peerinspect.services.reports.work import GIVEN, Work
from peerinspect.services.reports.years import april_year, first_year
from peerinspect.services.support.investment import Account, Advice, accounts_of, repaid_next
from peerinspect.services.views import support as shown
from peerinspect.store.reading.reports import report_people
from peerinspect.store.reading.support import support_given

YEARS_BACK = 6
NONE = Fraction(0)


def investment(reader: Reader, today: date) -> shown.Investment:
    """Every council that gave or received support, who gave most first; the years to now. For coordinators."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    accounts = support_accounts(sight)
    places = turns(accounts)
    running = first_year(today)
    years = list(range(running - YEARS_BACK + 1, running + 1))
    lines = {code: _line(sight, each, places, years) for code, each in accounts.items() if code in sight.places}
    ordered = sorted(lines.values(), key=lambda one: (-one.given, one.received, one.name))
    return shown.Investment(
        years=tuple(april_year(year).label for year in years),
        lines=tuple(ordered),
        next=tuple(sorted((one for one in ordered if one.place), key=lambda one: one.place or 0)),
        counts=dict(Counter(one.state for one in ordered)),
    )


def support_accounts(sight: Sight) -> Mapping[str, Account]:
    """An account for each council. Days that were counted at the end stand for those that were planned.

    Support is never sealed, so the accounts are the same for every reader: they are kept until a fact changes.
    """
    return kept("support-accounts", "", sight.today, lambda: _accounts(sight))


def _accounts(sight: Sight) -> Mapping[str, Account]:
    rows = [row for row in support_given() if row[2] in GIVEN]
    duties = sight.duties({duty for _, duty, _, _ in rows})
    people = report_people({person for person, _, _, _ in rows})
    return accounts_of(
        Advice(
            Work(people[person], duties[duty], status).homes,
            duties[duty].authorities,
            duties[duty].workload if counted is None else counted,
            duties[duty].first_day,
        )
        for person, duty, status, counted in rows
        if duty in duties and person in people
    )


def turns(accounts: Mapping[str, Account]) -> dict[str, int]:
    """The place of each council that is owed days, from 1."""
    return {each.code: place for place, each in enumerate(repaid_next(accounts.values()), start=1)}


def own_balances(reader: Reader, own: Collection[str], today: date) -> tuple[shown.OwnBalance, ...]:
    """What the reader's councils gave and got, by name. Nothing for one that did neither."""
    only(reader, DIRECTOR, CHIEF_EXECUTIVE)
    if not own:
        return ()
    sight = Sight(reader, today)
    accounts = support_accounts(sight)
    places = turns(accounts)
    found = [
        shown.OwnBalance(
            sight.places[code].name,
            accounts[code].days_given,
            accounts[code].days_received,
            accounts[code].state,
            places.get(code),
        )
        for code in own
        if code in accounts
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def _line(sight: Sight, each: Account, places: Mapping[str, int], years: list[int]) -> shown.InvestmentLine:
    return shown.InvestmentLine(
        code=each.code,
        name=sight.places[each.code].name,
        given=each.days_given,
        received=each.days_received,
        balance=each.balance,
        state=each.state,
        place=places.get(each.code),
        last_helped=each.last_helped,
        given_by_year=tuple(each.given.get(year, NONE) for year in years),
        received_by_year=tuple(each.received.get(year, NONE) for year in years),
        balances=tuple(each.balance_by(year) for year in years),
    )
