"""An examination's findings as arrays, for whoever builds rows from them without a Python loop over each.

The accessors are methods of `Examination`; all three name candidates by their index, as its lists do:

    found.candidate_arrays() -> CandidateArrays      who, on what, at what cost alone
    found.pair_arrays()      -> PairArrays           which two exclude each other or cost something together
    found.ceiling_arrays()   -> Iterator[CeilingArrays]   what fills up, in blocks of one rule

`candidates`, `alone`, `hard_pairs`, `soft_pairs` and `ceilings` say the same as Python objects, made when first
asked for.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from peerinspect.independence.shapes import Limit

Numbers = NDArray[Any]
"""An array of whole numbers; its width is int32 unless amounts are in it."""

Truths = NDArray[np.bool_]


class CandidateArrays(NamedTuple):
    """Candidate i is `people[person[i]]` on `duties[duty[i]]`, and costs `costs[cost[i]]` alone.

    `people` and `duties` hold all ids, sorted. Candidates are in order of duty, then person.
    """

    people: tuple[str, ...]
    duties: tuple[str, ...]
    person: Numbers
    duty: Numbers
    cost: Numbers
    costs: tuple[Fraction, ...]


class PairArrays(NamedTuple):
    """Each two candidates at most once, `lower[k] < higher[k]`, in an order that depends on the problem alone.

    `hard[k]` says that they exclude each other; `costs[cost[k]]` is what they cost together, 0 for nothing. Where a
    pair is hard its cost is what its soft objections would come to. Two candidates for one seat are never in it.
    """

    lower: Numbers
    higher: Numbers
    hard: Truths
    cost: Numbers
    costs: tuple[Fraction, ...]


class CeilingArrays(NamedTuple):
    """Some ceilings of one rule, in the order of `Examination.ceilings`; all those of a holder are in one block.

    Ceiling k is one of `holders[holder[k]]` and allows `most[k]` with `settled[k]` in it already. Its members are
    `members[first_member[k]:first_member[k + 1]]` in rising order, with their `amounts`; its openers likewise.
    `in_force` and `counts_alone` are those of a `Ceiling`; `always_binds` says that it is in force or that its rule
    lets it bind unopened.
    """

    rule: Limit
    holders: tuple[Hashable, ...]
    holder: Numbers
    most: Numbers
    settled: Numbers
    in_force: Truths
    counts_alone: Truths
    always_binds: Truths
    first_member: Numbers
    members: Numbers
    amounts: Numbers
    first_opener: Numbers
    openers: Numbers
