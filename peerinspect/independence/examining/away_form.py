"""Who is away at once, over the whole roll: the array form of away-at-once. Its holders are councils and groups."""

from __future__ import annotations

from datetime import date

import numpy as np

from peerinspect.domain import kinds
from peerinspect.independence.examining.arrays import Numbers
from peerinspect.independence.examining.filled import Buckets, Filled, Opens, Parts, holder_key
from peerinspect.independence.examining.joining import Keys, any_of, different, numbers
from peerinspect.independence.examining.register import LONG_AGO, Register, Spans
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.shapes import Bucket, Limit
from peerinspect.independence.sharing import TEAM_KINDS

DAYS = 4_100_000
"""More than any ordinal, to tell a holder and a day by one number."""


class Groups:
    """Councils alone, and those that share a director or a trust: every possible holder, in order."""

    def __init__(self, register: Register) -> None:
        self.register = register
        joining = [one for one in register.facts.arrangements if one.kind in TEAM_KINDS]
        alone = {frozenset({code}) for code in register.councils}
        self.holders: list[frozenset[str]] = sorted({*alone, *(one.authorities for one in joining)}, key=holder_key)
        place = {holder: number for number, holder in enumerate(self.holders)}
        self._alone = numbers([place[frozenset({code})] for code in register.councils])
        self._span = Spans(one.period for one in joining)
        self._holder = numbers([place[one.authorities] for one in joining])
        known = register.councils
        within = [
            (known[code], number) for number, one in enumerate(joining) for code in one.authorities if code in known
        ]
        self._of_council = Keys([council for council, _ in within])
        self._joining = numbers([number for _, number in within])

    def of(self, roll: Roll, places: Numbers) -> tuple[Numbers, Numbers]:
        """Every (place, holder): each home, and each group that a home is in on a day of the duty's span."""
        register = self.register
        rows, stands = roll.homes(places)
        home, duty = roll.standings.home[stands], roll.duty[places][rows]
        asked, found = self._of_council.join(home)
        joined = self._joining[found]
        meets = (self._span.first[joined] <= register.last[duty[asked]]) & (
            self._span.last[joined] >= register.span_first[duty[asked]]
        )
        rows = np.concatenate([rows, rows[asked[meets]]])
        holder = np.concatenate([self._alone[home], self._holder[joined[meets]]])
        many = max(1, len(self.holders))
        both = different(rows * many + holder)
        return places[both // many], both % many


def away_at_once(limit: Limit, roll: Roll, places: Numbers) -> Filled:
    """One on every day on site for each holder; opened on the first days on site."""
    register, groups = roll.register, Groups(roll.register)
    owner, holder = groups.of(roll, _away(roll, places))
    rows, stays = register.stays.spread(roll.duty[owner])
    first, last = register.stay.first[stays], register.stay.last[stays]
    ones = np.ones(len(rows), np.int64)
    parts = Parts(owner[rows], holder[rows], ones * 0, ones, first, last)
    begins = first > LONG_AGO
    keys, which = np.unique(holder[rows][begins] * DAYS + first[begins], return_inverse=True)
    team, day = keys // DAYS, keys % DAYS
    opens = different(owner[rows][begins] * max(1, len(keys)) + which)
    most = np.full(len(keys), limit.parameters["most"], np.int64)

    def bucket(number: int) -> Bucket:
        lenders, on = groups.holders[team[number]], date.fromordinal(int(day[number]))
        return Bucket(limit.code, lenders, (lenders, on), limit.parameters["most"], on, on)

    return Filled(
        groups.holders,
        parts,
        Buckets(team, most * 0, most, day, day),
        Opens(opens // max(1, len(keys)), opens % max(1, len(keys))),
        bucket,
    )


def _away(roll: Roll, places: Numbers) -> Numbers:
    """Whoever is not at home, and not on a term that the home council backfills."""
    register = roll.register
    term = register.is_kind(roll.duty[places], *kinds.FULL_TIME)
    rows, stands = roll.homes(places)
    home, duty = roll.standings.home[stands], roll.duty[places][rows]
    asked, targets = register.targets.spread(duty)
    own = any_of(rows[asked[home[asked] == register.target[targets]]], len(places))
    return np.asarray(places[~term & ~own])
