"""The facts of a problem as numbers: people, duties and councils by their places, days by their ordinals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import permutations

import numpy as np

from peerinspect.domain import Duty, Facts, Period, kinds
from peerinspect.domain.periods import add_months
from peerinspect.domain.placement import Pair
from peerinspect.independence.examining.arrays import Numbers
from peerinspect.independence.examining.joining import Keys, Shelves, numbers

LONG_AGO, FAR_OFF = 0, 4_000_000
"""Ordinals before and after every day that there is: where a period is open."""

MOST_POSTS = 62
"""How many posts of one person a whole number can tell apart, one bit for each; of more, the few sets that occur are
numbered."""


def ordinal(day: date | None, missing: int) -> int:
    """The day as a number, or what stands for a missing one."""
    return missing if day is None else day.toordinal()


def clear_from(ended: date | None, months: int) -> int:
    """The first day that a look-back of so many months from an end leaves in peace (exact reading 2)."""
    if ended is None:
        return FAR_OFF
    return max(ended.toordinal() + 1, months_after(ended, months))


def months_after(day: date, months: int) -> int:
    """The same day so many months later; beyond the calendar's end where there is no such day."""
    try:
        return add_months(day, months).toordinal()
    except (ValueError, OverflowError):
        return FAR_OFF if months > 0 else LONG_AGO


class Spans:
    """Periods as two arrays of days, both ends included."""

    def __init__(self, periods: Iterable[Period]) -> None:
        known = list(periods)
        self.first = numbers([ordinal(one.start, LONG_AGO) for one in known])
        self.last = numbers([ordinal(one.end, FAR_OFF) for one in known])


class Register:
    """People and duties in order of their ids, every council that the facts name, and where each thing stands."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.people = [facts.people[id_] for id_ in sorted(facts.people)]
        self.duties = [facts.duties[id_] for id_ in sorted(facts.duties)]
        self.place_of_person = {one.id: place for place, one in enumerate(self.people)}
        self.place_of_duty = {one.id: place for place, one in enumerate(self.duties)}
        self._councils: dict[str, int] = {}
        self._clear: dict[int, Numbers] = {}
        self._duties_are_read()
        self._posts_are_read()

    def council(self, code: str) -> int:
        """The council's number: the next free one for a council not met before."""
        return self._councils.setdefault(code, len(self._councils))

    @property
    def councils(self) -> dict[str, int]:
        """The numbers of the councils met so far; posts and targets are all among them."""
        return self._councils

    def two_councils(self, home: Numbers, target: Numbers) -> Numbers:
        """One number for a home and a target, in this order."""
        return np.asarray(home * len(self.councils) + target)

    def placement(self, person: Numbers, duty: Numbers) -> Numbers:
        """One number for a person on a duty."""
        return np.asarray(person * len(self.duties) + duty)

    def person_at(self, person: Numbers, council: Numbers) -> Numbers:
        """One number for a person and a council."""
        return np.asarray(person * len(self.councils) + council)

    def _duties_are_read(self) -> None:
        duties = self.duties
        self.kind = numbers([kinds.KINDS.index(one.kind) for one in duties], np.int8)
        self.start = numbers([one.start.toordinal() for one in duties])
        self.first = numbers([one.first_day.toordinal() for one in duties])
        self.last = numbers([one.last_day.toordinal() for one in duties])
        self.span_first = np.minimum(self.start, self.last)
        self.targets = Shelves([len(one.authorities) for one in duties])
        self.target = numbers([self.council(code) for one in duties for code in sorted(one.authorities)])
        self.stays = Shelves([len(one.on_site_periods) for one in duties])
        self.stay = Spans(period for one in duties for period in one.on_site_periods)
        self.workload = numbers([one.workload for one in duties])
        self.seats = numbers([one.seats for one in duties])

    def _posts_are_read(self) -> None:
        self.posts = [post for one in self.people for post in one.posts]
        self.posts_of = Shelves([len(one.posts) for one in self.people])
        self.post = Spans(post.period for post in self.posts)
        self.post_council = numbers([self.council(post.authority) for post in self.posts])
        self.has_many_posts = self.posts_of.count > MOST_POSTS
        self.post_bit = numbers(
            [
                1 << place if len(one.posts) <= MOST_POSTS else 0
                for one in self.people
                for place in range(len(one.posts))
            ]
        )
        self._bundles: dict[tuple[int, ...], int] = {}
        self.directs = np.array([post.role == "director" for post in self.posts], np.bool_)

    def number_of(self, bundle: tuple[int, ...]) -> int:
        """A number below 0 for these posts together, of somebody who has too many for bits."""
        return -1 - self._bundles.setdefault(bundle, len(self._bundles))

    def bundle(self, number: int) -> tuple[int, ...]:
        """The posts that have this number."""
        return list(self._bundles)[-1 - number]

    def is_kind(self, duty: Numbers, *wanted: str) -> Numbers:
        """Which of the duties are of one of the kinds."""
        return np.isin(self.kind[duty], [kinds.KINDS.index(kind) for kind in wanted])

    def clear_after(self, months: int) -> Numbers:
        """For every duty the first day that a look-back of so many months from its last day leaves in peace."""
        if months not in self._clear:
            days = {day: clear_from(day, months) for day in {one.last_day for one in self.duties}}
            self._clear[months] = numbers([days[one.last_day] for one in self.duties])
        return self._clear[months]

    @cached_property
    def joined(self) -> Keys:
        """Every two councils that an arrangement joins, in both orders; looked up by `two_councils`."""
        return self.pairs_of_councils(self.facts.arrangements_between)

    @cached_property
    def neighbours(self) -> Keys:
        """Every two councils with a border, in both orders."""
        return self.pairs_of_councils(pair for border in self.facts.borders for pair in permutations(border, 2))

    def pairs_of_councils(self, pairs: Iterable[tuple[str, str]]) -> Keys:
        """Those of the pairs of which posts and duties know both councils, by `two_councils`."""
        known, many = self.councils, len(self.councils)
        return Keys([known[one] * many + known[other] for one, other in pairs if one in known and other in known])

    def placements_of(self, pairs: Iterable[Pair]) -> Keys:
        """Those of the pairs of a person and a duty, by their ids, that are known; by `placement`."""
        people, duties = self.place_of_person, self.place_of_duty
        known = ((people[one], duties[other]) for one, other in pairs if one in people and other in duties)
        return Keys([person * len(duties) + duty for person, duty in known])

    def people_at(self, pairs: Iterable[tuple[str, str | None]]) -> Keys:
        """Those of the pairs of a person's id and a council's code that are known, by `person_at`."""
        known, people, many = self.councils, self.place_of_person, len(self.councils)
        return Keys(
            [
                people[person] * many + known[council]
                for person, council in pairs
                if person in people and council is not None and council in known
            ]
        )


def by_place(register: Register, duties: Iterable[Duty]) -> Numbers:
    """The places of the duties."""
    return numbers([register.place_of_duty[one.id] for one in duties])
