"""Ceilings as rows: hard ones hold, soft ones are priced by their largest excess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from peerinspect.independence.examiner import Ceiling, Examination
from peerinspect.matching.cliques import Neighbours
from peerinspect.matching.program import Program

Terms = list[tuple[int, int]]


class CeilingRows:
    """Writes ceilings into a program whose variable i stands for candidate i.

    `cliques` are sets of candidates of which a ceiling allows one at most.
    """

    def __init__(self, program: Program, found: Examination, exclusive: Neighbours) -> None:
        self.program = program
        self.found = found
        self.exclusive = exclusive
        self._written: set[tuple[tuple[tuple[int, int], ...], int]] = set()
        self._known_terms: dict[int, Terms] = {}
        self.cliques: list[tuple[int, ...]] = []

    def hold(self, ceilings: Sequence[Ceiling]) -> None:
        """At most each ceiling, or what settled placements already put in where that is more."""
        conditional: dict[tuple[str, Hashable], list[Ceiling]] = defaultdict(list)
        for ceiling in ceilings:
            if ceiling.in_force or ceiling.rule.binds_unopened(ceiling.bucket):
                self._once(self._terms(ceiling), _room(ceiling))
            else:
                conditional[(ceiling.rule.code, ceiling.bucket.holder)].append(ceiling)
        for group in conditional.values():
            known = [(frozenset(one.members), _room(one), one) for one in group]
            for ceiling in group:
                self._hold_while_open(ceiling, known)

    def _hold_while_open(self, ceiling: Ceiling, group: Sequence[tuple[frozenset[int], int, Ceiling]]) -> None:
        """A ceiling that binds only while an opener is placed; without that condition wherever it is as true.

        Members that each open a bucket with all the members of this one cannot be placed together beyond the largest
        of those buckets' rooms: whichever of them is placed brings its own ceiling with it.
        """
        room, members = _room(ceiling), set(ceiling.members)
        self_opening: dict[int, int] = {}
        for held, more, other in group:
            if members <= held:
                self_opening.update(dict.fromkeys(other.openers & members, max(room, more)))
        largest = max(self_opening.values(), default=room)
        self._once([(index, amount) for index, amount in self._terms(ceiling) if index in self_opening], largest)
        reach = sum(ceiling.members.values())
        if (set(self_opening) != members or largest > room) and reach > room:
            for opener in sorted(ceiling.openers):
                self._once(_while_placed(self._terms(ceiling), opener, reach - room), reach)

    def _once(self, terms: Terms, most: int) -> None:
        every = [amount for _, amount in terms]
        if sum(every) <= most:
            return
        largest = max(every)
        if min(every) == largest:
            terms, most, largest = [(variable, 1) for variable, _ in terms], most // largest, 1
        key = (tuple(sorted(terms)), most)
        if key not in self._written:
            self._written.add(key)
            self.program.at_most(key[0], most)
            if 2 * largest > most:
                self._note_clique(key[0], most)

    def _note_clique(self, terms: Sequence[tuple[int, int]], most: int) -> None:
        """Members of which any two are too much already."""
        size = len(self.found.candidates)
        if most == 1:
            alike = tuple([index for index, _ in terms if index < size])
            if len(alike) > 1:
                self.cliques.append(alike)
            return
        known = [(amount, index) for index, amount in terms if index < size]
        large = [one for one in known if 2 * one[0] > most]
        rest = max([one for one in known if 2 * one[0] <= most], default=None)
        if rest and large and rest[0] + min(large)[0] > most:
            large.append(rest)
        if len(large) > 1:
            self.cliques.append(tuple(sorted(index for _, index in large)))

    def price(self, ceilings: Sequence[Ceiling]) -> tuple[int, int | None]:
        """The least excess of one holder over all these ceilings, and the variable of what may come on top.

        The excess is the largest over the buckets; a bucket with past placements alone counts nothing.
        """
        least = max((_excess_of_settled(ceiling) for ceiling in ceilings), default=0)
        reach = max(self._reach(ceiling) for ceiling in ceilings)
        if reach <= least:
            return least, None
        excess = self.program.variable(0, reach - least)
        for ceiling in ceilings:
            self._excess_is_seen(ceiling, excess, least)
        return least, excess

    def _reach(self, ceiling: Ceiling) -> int:
        total = ceiling.settled + sum(amount for _, amount in self._terms(ceiling))
        return max(0, total - ceiling.bucket.ceiling)

    def _excess_is_seen(self, ceiling: Ceiling, excess: int, least: int) -> None:
        """excess >= settled + placed - ceiling - least, while the bucket counts at all."""
        terms = self._terms(ceiling)
        room = ceiling.bucket.ceiling - ceiling.settled + least
        slack = sum(amount for _, amount in terms) - room
        if slack <= 0:
            return
        for together in _activators(ceiling):
            bound = terms
            for index in together:
                bound = _while_placed(bound, index, slack)
            self.program.at_most([*bound, (excess, -1)], room + slack * len(together))

    def _terms(self, ceiling: Ceiling) -> Terms:
        """Amount x variable; where people count, one variable a person that stands for any of their placements."""
        if id(ceiling) not in self._known_terms:
            self._known_terms[id(ceiling)] = self._new_terms(ceiling)
        return self._known_terms[id(ceiling)]

    def _new_terms(self, ceiling: Ceiling) -> Terms:
        if not ceiling.rule.counts_people:
            return sorted(ceiling.members.items())
        people: dict[str, list[int]] = defaultdict(list)
        for index in sorted(ceiling.members):
            people[self.found.candidates[index].person.id].append(index)
        terms: Terms = []
        for indices in people.values():
            terms += self._person_terms(ceiling, indices)
        return terms

    def _person_terms(self, ceiling: Ceiling, indices: list[int]) -> Terms:
        if self._exclude_each_other(indices):
            return [(index, ceiling.members[index]) for index in indices]
        there = self.program.variable()
        for index in indices:
            self.program.at_most([(index, 1), (there, -1)], 0)
        return [(there, max(ceiling.members[index] for index in indices))]

    def _exclude_each_other(self, indices: list[int]) -> bool:
        return all(
            other in self.exclusive.get(one, set())
            for place, one in enumerate(indices)
            for other in indices[place + 1 :]
        )


def _room(ceiling: Ceiling) -> int:
    return max(ceiling.bucket.ceiling, ceiling.settled) - ceiling.settled


def _activators(ceiling: Ceiling) -> list[tuple[int, ...]]:
    """The sets of candidates of which one must be placed whole for the bucket to count; the empty one always is.

    A bucket that is not in force has to be opened, and one that the past alone overfills counts only with somebody
    more in it. Whoever opens a bucket need not be in it.
    """
    always_open = ceiling.in_force or ceiling.rule.binds_unopened(ceiling.bucket)
    past_overfills = ceiling.settled > ceiling.bucket.ceiling and not ceiling.counts_alone
    openers: list[set[int]] = [set()] if always_open else [{index} for index in sorted(ceiling.openers)]
    members: list[set[int]] = [{index} for index in sorted(ceiling.members)] if past_overfills else [set()]
    return sorted({tuple(sorted(opener | member)) for opener in openers for member in members})


def _excess_of_settled(ceiling: Ceiling) -> int:
    if not (ceiling.counts_alone and ceiling.in_force):
        return 0
    return max(0, ceiling.settled - ceiling.bucket.ceiling)


def _while_placed(terms: Terms, index: int, slack: int) -> Terms:
    """The terms with `slack` added to the candidate's own: the row binds only while it is placed."""
    amounts = dict(terms)
    amounts[index] = amounts.get(index, 0) + slack
    return sorted(amounts.items())
