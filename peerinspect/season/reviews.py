"""Child safeguarding practice reviews: about ten days' work inside six months, with a few panel days on site."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from peerinspect.domain import Duty, Period, add_months
from peerinspect.domain.kinds import REVIEW
from peerinspect.season import rates
from peerinspect.season.calendar import is_working_day, monday_from
from peerinspect.season.chance import Chance, Mint
from peerinspect.season.england import England
from peerinspect.season.promises import SKILLS

ONE_DAY = timedelta(days=1)
REVIEW_MONTHS = 6
"""A review is published within six months of the decision to hold it (statutory guidance)."""
REVIEW_DAYS = (8, 10, 10, 12)
PANEL_WEEKS = (2, 10, 18)
NATIONAL = 1
"""Reviews of the national panel; those concern two councils."""
NATIONAL_PRIORITY = Fraction(3)


def draw_reviews(
    england: England, chance: Chance, mint: Mint, as_of: date, boards_and_homes: tuple[set[str], set[str]]
) -> list[Duty]:
    """The reviews of the season, each with a case reference and nothing more about the case.

    The first few are joint ones. `boards_and_homes` are the councils whose board wants a chair, and those with
    somebody who offers to be one: councils in one review cannot lend each other a chair, and some would have to.
    """
    stream = chance.stream("reviews")
    boards, homes = boards_and_homes
    joint = [_together(england, stream, boards, homes) for _ in range(rates.JOINT_REVIEWS)]
    alone = stream.sample(england.codes, rates.REVIEWS - rates.JOINT_REVIEWS)
    targets = [*joint, *(frozenset({code}) for code in alone)]
    return [_review(england, stream, mint, councils, as_of, place) for place, councils in enumerate(targets)]


def _together(england: England, stream: Random, boards: set[str], homes: set[str]) -> frozenset[str]:
    """Two councils of one region: one that wants a chair, one that might lend it; any two where that cannot be."""
    code = stream.choice(sorted(one for one in boards if england.region_of(one)))
    near = set(england.region_of(code))
    return frozenset({code, stream.choice(sorted(near & homes or near))})


def case_reference(england: England, first: date, place: int) -> str:
    """A reference that says when, and nothing of where or whom."""
    return f"R{first.year}-{place + 1:02}{england.suffix}"


def _review(england: England, stream: Random, mint: Mint, councils: frozenset[str], as_of: date, place: int) -> Duty:
    first = monday_from(as_of + timedelta(weeks=stream.randint(2, 30)))
    return Duty(
        mint.duty("r"),
        REVIEW,
        Period(first, add_months(first, REVIEW_MONTHS) - ONE_DAY),
        2 if rates.JOINT_REVIEWS <= place < rates.JOINT_REVIEWS + rates.REVIEWS_TWO_SEATS else 1,
        councils,
        on_site=panel_days(first, stream.randint(0, 4)),
        days=stream.choice(REVIEW_DAYS),
        skills=frozenset(stream.sample(SKILLS, stream.choice((0, 1)))),
        priority=NATIONAL_PRIORITY if place < NATIONAL else None,
        case=case_reference(england, first, place),
    )


def panel_days(monday: date, offset: int) -> tuple[Period, ...]:
    """Single days on which the panel sits, `offset` days into a week or on the next working day."""
    found = []
    for week in PANEL_WEEKS:
        day = monday + timedelta(weeks=week, days=offset)
        while not is_working_day(day):
            day += ONE_DAY
        found.append(Period(day, day))
    return tuple(found)
