"""What is given of many placements at once: which of the few things that rules turn on each of them has about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import permutations

import numpy as np

from peerinspect.domain import Facts, kinds
from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.block import Block
from peerinspect.independence.examining.joining import Keys, any_of, numbers
from peerinspect.independence.examining.register import Register
from peerinspect.independence.scope import Given

BIT = {given: 1 << place for place, given in enumerate(Given)}
"""One bit for each thing that may be given."""


def bits_of(wanted: Iterable[Given]) -> int:
    """The bits of several together."""
    return sum(BIT[one] for one in wanted)


class Givens:
    """What the facts give, looked up by councils, people and placements."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.facts = register.facts

    def of(self, block: Block) -> Numbers:
        """For each placement the bits of what is given of it."""
        found = np.zeros(len(block), np.int64)
        for given, has in self._each(block):
            found[has] |= BIT[given]
        found[found == 0] = BIT[Given.NEITHER]
        return found

    def _each(self, block: Block) -> Iterator[tuple[Given, Truths]]:
        register, many = self.register, len(block)
        rows, home, target = block.ways
        way = register.two_councils(home, target)
        yield Given.OWN, any_of(rows[home == target], many)
        yield Given.BOND, any_of(rows[register.joined.has(way)], many)
        yield Given.BORDER, any_of(rows[register.neighbours.has(way)], many)
        yield Given.REVIEW, any_of(rows[self._reviewed.has(way)], many)
        asked, targets = register.targets.spread(block.duty)
        there = register.person_at(block.person[asked], register.target[targets])
        yield Given.TIE, any_of(asked[self._tied.has(there)], many)
        yield Given.FORMER, any_of(asked[self._former.has(there)], many)
        yield Given.ASIDE, self._aside.has(register.placement(block.person, block.duty))
        if block.kind == kinds.REVIEW:
            yield Given.CASE, self._in_case(block)

    def _in_case(self, block: Block) -> Truths:
        """Who has declared a part in the duty's case, and whose home somebody has named in one."""
        register = self.register
        case = self._case_of_duty[block.duty]
        own = self._people_in_cases.has(register.placement(block.person, case))
        home = register.post_council[block.held_post]
        named = self._councils_in_cases.has(register.person_at(case[block.held_row], home))
        return np.asarray(((case >= 0) & own) | block.with_held((case[block.held_row] >= 0) & named), np.bool_)

    @cached_property
    def _reviewed(self) -> Keys:
        reviews = [one for one in self.register.duties if one.kind == kinds.REVIEW and len(one.authorities) > 1]
        return self.register.pairs_of_councils(
            pair for one in reviews for pair in permutations(sorted(one.authorities), 2)
        )

    @cached_property
    def _tied(self) -> Keys:
        return self.register.people_at((one.person, one.authority) for one in self.facts.interests)

    @cached_property
    def _former(self) -> Keys:
        posts = ((one.id, post.authority) for one in self.register.people for post in one.posts)
        return self.register.people_at([*posts, *_interim_terms(self.facts)])

    @cached_property
    def _aside(self) -> Keys:
        return self.register.placements_of(self.facts.pairs_set_aside)

    @cached_property
    def _cases(self) -> dict[str, int]:
        return {case: number for number, case in enumerate(sorted(self.facts.interests_by_case))}

    @cached_property
    def _case_of_duty(self) -> Numbers:
        return numbers([-1 if one.case is None else self._cases.get(one.case, -1) for one in self.register.duties])

    @cached_property
    def _people_in_cases(self) -> Keys:
        """By the person's and the case's number, as if the case were a duty: no more cases than that matter."""
        return Keys(
            [
                self.register.place_of_person[one.person] * len(self.register.duties) + number
                for case, number in self._cases.items()
                for one in self.facts.interests_by_case[case]
                if one.person in self.register.place_of_person
            ]
        )

    @cached_property
    def _councils_in_cases(self) -> Keys:
        """By the case's and the council's number."""
        councils = self.register.councils
        return Keys(
            [
                number * len(councils) + councils[one.authority]
                for case, number in self._cases.items()
                for one in self.facts.interests_by_case[case]
                if one.authority is not None and one.authority in councils
            ]
        )


def _interim_terms(facts: Facts) -> Iterator[tuple[str, str]]:
    """Who covers or has covered a post, and where."""
    for placement in facts.placements:
        duty = facts.duties[placement.duty]
        if duty.kind == kinds.INTERIM:
            yield from ((placement.person, code) for code in duty.authorities)
