"""What reports say. Days are exact: work for two councils is half a day to each for each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peerinspect.domain import Period
from peerinspect.services.views.rosters import LoadView


@dataclass(frozen=True, slots=True)
class YearChoice:
    """A year that can be asked for: the word that asks for it, what it is called, its days."""

    value: str
    label: str
    period: Period


@dataclass(frozen=True, slots=True)
class CouncilLoad:
    """A council's people together: how many offer or give days, what they offer and what they give."""

    code: str
    name: str
    people: int
    offered: Fraction
    used: Fraction

    @property
    def share(self) -> int | None:
        """Days used in whole percent of those offered; None where none are offered."""
        return round(100 * self.used / self.offered) if self.offered else None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Days used against days offered in a year, the most used first."""

    people: tuple[LoadView, ...]
    councils: tuple[CouncilLoad, ...]


@dataclass(frozen=True, slots=True)
class FairYear:
    """How the days of a year are spread over those who offered, or gave, any.

    `median` and `most` are days a person; `top` is how many people are the tenth that gives most (at least one), and
    `top_share` the whole percent of all days that they give; `unasked` were not asked for anything in the year.
    """

    year: YearChoice
    people: int
    days: int
    median: Fraction
    most: int
    top: int
    top_share: int
    unasked: int
    sentence: str


@dataclass(frozen=True, slots=True)
class RegionTurnover:
    """A region's directors in a year: councils, posts that changed holder, interims and vacancies open on its last day
    (today in a year that is not over), and councils with any of the three.

    `newcomers_temporary` are the changes that brought an interim or acting director, `councils_changed` the councils
    with a change, `councils_twice` those with more than one, `tenure` the months in post, that day, of the director in
    the middle (None where nobody is known).
    """

    region: str
    councils: int
    changes: int
    interims: int
    vacancies: int
    affected: int
    newcomers_temporary: int = 0
    councils_changed: int = 0
    councils_twice: int = 0
    tenure: int | None = None


@dataclass(frozen=True, slots=True)
class YearTurnover:
    """A year's changes of director, in England or a region; the numbers as in RegionTurnover."""

    year: YearChoice
    councils: int
    changes: int
    newcomers_temporary: int
    councils_changed: int
    councils_twice: int
    tenure: int | None


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """How often a rule was waived in a year, by the role that decided ("" where nobody here did), and how often not."""

    year: YearChoice
    rule: str
    role: str
    used: int
    refused: int


@dataclass(frozen=True, slots=True)
class ThanksView:
    """A council was thanked."""

    code: str
    name: str
    on: date
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class CouncilDays:
    """Days that a council's people gave elsewhere and that others gave to it, and when it was last thanked."""

    code: str
    name: str
    given: Fraction
    received: Fraction
    thanks: ThanksView | None

    @property
    def balance(self) -> Fraction:
        """Days given less days received."""
        return self.given - self.received


@dataclass(frozen=True, slots=True)
class DaysReport:
    """Days given and received in a year. What went to no council's duty, as secondments to teams, is `elsewhere`."""

    councils: tuple[CouncilDays, ...]
    elsewhere: Fraction


@dataclass(frozen=True, slots=True)
class CouncilCost:
    """Pounds that the days a council gave, and received, are worth."""

    code: str
    name: str
    given: Fraction
    received: Fraction


@dataclass(frozen=True, slots=True)
class CostReport:
    """What days are worth by council, at the rates that hold today. Kinds without a rate count nothing: `without`."""

    councils: tuple[CouncilCost, ...]
    rates: tuple[tuple[str, int], ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvaluatedYear:
    """How many people's parts of inspections and secondments ended in a year, and what was said of how many.

    `shared` counts the evaluations that the person was told of, `again` those who would be had again.
    """

    year: YearChoice
    ended: int
    evaluated: int
    shared: int
    again: int
