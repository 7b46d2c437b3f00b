"""Work as reports count it: who gave how many days of a year to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from peerinspect.domain import Duty, Period, Person, kinds

GIVEN = frozenset({"accepted", "live", "done"})
"""The statuses of work that counts as given: somebody agreed to do it. An offer that waits for an answer does not."""


@dataclass(frozen=True, slots=True)
class Work:
    """A person on a duty, with the status of the placement."""

    person: Person
    duty: Duty
    status: str

    @property
    def is_given(self) -> bool:
        """Whether somebody agreed to do it."""
        return self.status in GIVEN

    @property
    def homes(self) -> frozenset[str]:
        """The councils whose posts the person holds during the duty."""
        return frozenset(post.authority for post in self.person.posts if post.period.overlaps(self.duty.span))


def counts_in(duty: Duty, year: Period) -> bool:
    """Whether the duty's days are days of the year: what begins in it counts whole, a chair's days in every year that
    the term meets. Source: design, exact reading 9."""
    return duty.period.overlaps(year) if duty.kind == kinds.CHAIR else year.holds(duty.first_day)


def of_year(work: Iterable[Work], year: Period) -> Iterator[Work]:
    """The work whose days are days of the year."""
    return (each for each in work if counts_in(each.duty, year))


def shares(days: int | Fraction, councils: Iterable[str]) -> Mapping[str, Fraction]:
    """Days parted evenly among councils; nothing where there is none."""
    listed = sorted(set(councils))
    return {code: Fraction(days) / len(listed) for code in listed}
