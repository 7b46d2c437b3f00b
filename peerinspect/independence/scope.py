"""What a rule's verdict rests on, so that it is asked once for all the placements that it cannot tell apart."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from enum import StrEnum

from peerinspect.domain import Duty, Period, kinds


class Scope(StrEnum):
    """What of a placement, or of two together, decides the strengths of a rule's objections.

    Of one placement: SORT, HOMES, DATES or PLACEMENT. Of two that share a key: DUTIES or PLACEMENT. The words of an
    objection may say more than that; the verdict may not rest on more.
    """

    SORT = "the person, and the duty's kind and level"
    HOMES = "the homes, and the duty's kind"
    DATES = "the person, the duty's kind, level and dates, the councils of an interim, and a consent to this duty alone"
    DUTIES = "the two duties, for the key says already who does them"
    PLACEMENT = "anything"


def sort_of(duty: Duty) -> tuple[str, str]:
    """What duties have in common where a verdict rests on SORT."""
    return (duty.kind, duty.level)


def dates_of(duty: Duty) -> tuple[tuple[date, date, date], tuple[Period, ...], Hashable]:
    """What duties of one sort have in common where a verdict rests on DATES."""
    days = (duty.start, duty.first_day, duty.last_day)
    return (days, duty.on_site_periods, duty.authorities if duty.kind == kinds.INTERIM else None)


class Given(StrEnum):
    """What a placement may have about it that a rule turns on. Few placements have any of it but NEITHER."""

    TIE = "the person declared an interest in a target"
    BOND = "an arrangement joins a home and a target"
    OWN = "a home is a target"
    BORDER = "a home borders a target"
    FORMER = "the person held a post at a target at some time, or was placed to cover one there"
    REVIEW = "a home and a target are both councils of one review"
    CASE = "the person, or somebody who names a home, declared a part in the duty's case"
    ASIDE = "a coordinator keeps the person and the duty apart"
    NEITHER = "none of the others"
