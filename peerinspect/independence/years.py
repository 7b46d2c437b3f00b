"""Rolling years: the twelve months from a placement's first day (exact reading 9)."""

from __future__ import annotations

import functools
from datetime import date

from peerinspect.domain import Duty, Period
from peerinspect.domain.periods import ONE_DAY, add_months
from peerinspect.independence.shapes import Bucket


@functools.lru_cache(maxsize=4096)  # the same first days again and again, for everybody who could do the duty
def year_from(day: date) -> Period:
    """The twelve months that begin on the day, its last day included."""
    return Period(day, add_months(day, 12) - ONE_DAY)


def begins_in(bucket: Bucket, duty: Duty) -> bool:
    """Whether the duty's first day lies in the bucket's year; it then counts whole."""
    return bucket.first is not None and bucket.last is not None and bucket.first <= duty.first_day <= bucket.last


def meets(bucket: Bucket, duty: Duty) -> bool:
    """Whether the duty's period shares a day with the bucket's year: how a chair's term counts."""
    return Period(bucket.first, bucket.last).overlaps(duty.period)
