"""One limit over the whole roll: what every placement puts where, and which buckets it opens."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np

from peerinspect.independence.examining.arrays import Numbers
from peerinspect.independence.examining.joining import numbers
from peerinspect.independence.examining.register import FAR_OFF, LONG_AGO, ordinal
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.shapes import Bucket, Limit


class Parts(NamedTuple):
    """Row k: the placement `owner`, a place on the roll, puts `amount` into the buckets of a holder's section that
    share a day with `first` to `last`.
    """

    owner: Numbers
    holder: Numbers
    section: Numbers
    amount: Numbers
    first: Numbers
    last: Numbers


class Buckets(NamedTuple):
    """The buckets that anybody opens, by their numbers, with what they allow and the days that they span."""

    holder: Numbers
    section: Numbers
    most: Numbers
    first: Numbers
    last: Numbers


class Opens(NamedTuple):
    """Row k: the placement `owner` opens `bucket`."""

    owner: Numbers
    bucket: Numbers


class Filled(NamedTuple):
    """Everything that one limit says of a roll. `holders` by number, in order; `bucket` makes the one of a number."""

    holders: Sequence[Hashable]
    parts: Parts
    buckets: Buckets
    opens: Opens
    bucket: Callable[[int], Bucket]


def holder_key(holder: Hashable) -> tuple[str, ...]:
    """What holders are ordered by."""
    return tuple(sorted(holder)) if isinstance(holder, frozenset) else (str(holder),)


def asked_plainly(limit: Limit, roll: Roll, places: Numbers) -> Filled:
    """The limit asked of each placement: for rules without an array form."""
    parts: list[tuple[int, Hashable, Hashable, int, int, int]] = []
    opened: list[tuple[int, Bucket]] = []
    for place in places.tolist():
        one = roll.engagement(place)
        given = list(limit.parts(one))
        for holder in limit.holders(one):
            parts += [
                (place, holder, each.section, each.amount, ordinal(each.first, LONG_AGO), ordinal(each.last, FAR_OFF))
                for each in given
            ]
        opened += [(place, bucket) for bucket in limit.opens(one)]
    buckets = list(dict.fromkeys(bucket for _, bucket in opened))
    holders = sorted({*(each[1] for each in parts), *(bucket.holder for bucket in buckets)}, key=holder_key)
    sections = sorted({*(each[2] for each in parts), *(limit.section(bucket) for bucket in buckets)}, key=repr)
    of_holder = {holder: number for number, holder in enumerate(holders)}
    of_section = {section: number for number, section in enumerate(sections)}
    of_bucket = {bucket: number for number, bucket in enumerate(buckets)}
    rows = [(owner, of_holder[holder], of_section[section], *rest) for owner, holder, section, *rest in parts]
    kept = [
        (
            of_holder[one.holder],
            of_section[limit.section(one)],
            one.ceiling,
            ordinal(one.first, LONG_AGO),
            ordinal(one.last, FAR_OFF),
        )
        for one in buckets
    ]
    return Filled(
        holders,
        Parts(*numbers(rows).reshape(-1, 6).T),
        Buckets(*numbers(kept).reshape(-1, 5).T),
        Opens(*numbers([(owner, of_bucket[bucket]) for owner, bucket in opened]).reshape(-1, 2).T),
        buckets.__getitem__,
    )


def several(*parts: Parts) -> Parts:
    """All the parts as one."""
    return Parts(*(np.concatenate(some) for some in zip(*parts, strict=True)))
