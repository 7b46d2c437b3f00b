"""Who held a council's post of director, day by day: on which basis, with the days nobody held and those two did.

A post has a holder on a day where somebody's term as director, or as cover for a vacancy, holds the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from peerinspect.domain.periods import ONE_DAY, Period

COVER, UNKNOWN_SINCE = "cover", date.min
TEMPORARY = frozenset({"interim", "acting"})
"""The bases of a director's post that end when somebody is appointed for good."""
ENDING_MONTHS = 6
NEW_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Term:
    """A time for which somebody holds a council's post of director.

    `person` is an id of the register, or tells people apart who are known by name alone. `basis` is that of a post, or
    COVER for whoever looks after a vacant post without holding it. `shared_with` are the councils that share them.
    """

    council: str
    person: str
    name: str
    basis: str
    period: Period
    shared_with: frozenset[str] = frozenset()
    office: str = ""

    @property
    def is_post(self) -> bool:
        """Whether it is a post, and no cover."""
        return self.basis != COVER


@dataclass(frozen=True, slots=True)
class Doubled:
    """Days on which two people held one post."""

    one: Term
    other: Term
    period: Period


def in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Terms by their first day; one whose first day is not known comes first."""
    return tuple(sorted(terms, key=_days_and_name))


def _days_and_name(each: Term) -> tuple[date, date, str]:
    return each.period.start or date.min, each.period.end or date.max, each.name


def days_without(terms: Iterable[Period], span: Period) -> tuple[Period, ...]:
    """The days of a closed span that none of the periods holds, in runs, the earliest first.

    Raises ValueError for a span that is open on either side.
    """
    if span.start is None or span.end is None:
        raise ValueError("days without a holder are counted in a span that has a first and a last day")
    found: list[Period] = []
    free = span.start
    for each in sorted(terms, key=lambda one: one.start or date.min):
        begins, ends = each.start or date.min, each.end or date.max
        if begins > span.end:
            break
        if begins > free:
            found.append(Period(free, begins - ONE_DAY))
        if ends >= span.end:
            return tuple(found)
        free = max(free, ends + ONE_DAY)
    return (*found, Period(free, span.end))


def gaps_in(terms: Sequence[Term], today: date) -> tuple[Period, ...]:
    """The runs of days, from the first day known up to today, on which nobody held the post.

    What was before the first holder known is no gap: nobody has said who it was.
    """
    known = [each.period.start or each.period.end or today for each in terms]
    first = min(known, default=None)
    if first is None or first > today:
        return ()
    return days_without([each.period for each in terms], Period(first, today))


def doubled(terms: Iterable[Term]) -> tuple[Doubled, ...]:
    """The days on which two different people held the post, cover left out: it may go on beside a first week."""
    posts = in_order(each for each in terms if each.is_post)
    found: list[Doubled] = []
    for place, one in enumerate(posts):
        for other in posts[place + 1 :]:
            shared = one.period.within(other.period)
            if shared is not None and one.person != other.person:
                found.append(Doubled(one, other, shared))
    return tuple(found)


def holder_on(terms: Iterable[Term], day: date) -> Term | None:
    """Who holds the post on a day: whoever came last, a post before cover; None where nobody does."""
    now = [each for each in terms if each.period.holds(day)]
    return max(now, key=lambda each: (each.is_post, each.period.start or date.min, each.person), default=None)


def next_change(terms: Iterable[Term], today: date) -> date | None:
    """The next day, after today, on which somebody's term begins or has just ended; None where none is known."""
    terms = tuple(terms)
    begins = [each.period.start for each in terms if each.period.start and each.period.start > today]
    over = [each.period.end + ONE_DAY for each in terms if each.period.end and each.period.end >= today]
    return min((*begins, *over), default=None)


def in_post_since(terms: Iterable[Term], person: str, day: date) -> date | None:
    """Since when the person has held the post on a day without a break, on whatever basis; None where not known."""
    own = sorted(
        (each.period for each in terms if each.person == person and each.is_post),
        key=lambda one: one.start or date.min,
        reverse=True,
    )
    since: date | None = None
    for each in own:
        if since is None:
            if not each.holds(day):
                continue
            since = each.start or UNKNOWN_SINCE
        elif each.end is None or each.end + ONE_DAY >= since:
            since = min(since, each.start or UNKNOWN_SINCE)
    return None if since in (None, UNKNOWN_SINCE) else since


def whole_months(since: date, until: date) -> int:
    """Whole months between two days: 5 March to 4 April is 0, to 5 April is 1."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (1 if until.day < since.day else 0)
