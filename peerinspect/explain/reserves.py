"""Reserves: who could step in for each person on a roster, with everybody else left where they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from peerinspect.domain import Facts, Objection, Roster, Strength
from peerinspect.explain.company import Company
from peerinspect.explain.explanation import number, plain_objection
from peerinspect.explain.lacking import placed_on
from peerinspect.explain.swaps import Ledger
from peerinspect.independence import goals, wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examiner import Examination, examine
from peerinspect.independence.rulebook import Rulebook

A_SEAT = 2
"""Substitutes named for each seat, unless told otherwise."""


@dataclass(frozen=True)
class Reserve:
    """Somebody who could step in. `cost` is the change of each goal by the swap alone, positive is worse.

    `objections` are the soft ones that the placement would meet; none is hard.
    """

    person: str
    name: str
    rank: int
    cost: Mapping[str, Fraction]
    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class Seat:
    """A placement of the roster that is not settled, and who could step in, the best first."""

    duty: str
    person: str
    name: str
    reserves: tuple[Reserve, ...]

    def as_dict(self) -> dict[str, Any]:
        """The seat as JSON would hold it."""
        return {
            "duty": self.duty,
            "person": self.person,
            "name": self.name,
            "reserves": [
                {
                    "person": one.person,
                    "name": one.name,
                    "rank": one.rank,
                    "cost": {goal: number(amount) for goal, amount in one.cost.items()},
                    "objections": [plain_objection(each) for each in one.objections],
                }
                for one in self.reserves
            ],
        }

    def as_lines(self) -> list[str]:
        """The seat for a terminal."""
        lines = [f"{self.duty}: {self.name or self.person}"]
        for one in self.reserves:
            costs = ", ".join(f"{goal} {number(amount):+}" for goal, amount in one.cost.items() if amount)
            lines.append(f"  {one.rank}. {one.name or one.person} ({costs or 'no change'})")
            lines += [f"       {each.rule}: {each.sentence}" for each in one.objections]
        return lines if self.reserves else [*lines, "  nobody"]


def reserves(facts: Facts, roster: Roster, found: Examination | None = None, a_seat: int = A_SEAT) -> tuple[Seat, ...]:
    """For every placement that is not live or pinned, the `a_seat` best substitutes; seats by duty, then person.

    Each could take the seat with all others where they are, in order of what the swap would cost: goal by goal in
    their strict order, the tie-break last. `found` is the problem's examination, where it is at hand.
    """
    return tuple(_Bench(facts, roster, found).seats(a_seat))


class _Bench:
    def __init__(self, facts: Facts, roster: Roster, found: Examination | None) -> None:
        rulebook = Rulebook.named_by(roster, facts.policy)
        found = found or examine(facts, rulebook)
        self.placed = goals.engaged(facts, placed_on(facts, roster))
        self.rulebook = rulebook
        self.company = Company(facts, rulebook, self.placed, found.past)
        self.ledger = Ledger(facts, rulebook, self.placed, self.company, roster)
        self.candidates: dict[str, list[Engagement]] = defaultdict(list)
        for one in found.candidates:
            self.candidates[one.duty.id].append(one)

    def seats(self, number_of: int) -> Iterator[Seat]:
        held = {one.pair for one in self.placed}
        for leaving in sorted(self.placed, key=lambda one: (one.duty.id, one.person.id)):
            if not leaving.fixed:
                coming = [one for one in self.candidates[leaving.duty.id] if one.pair not in held]
                ranked = self._ranked(leaving, coming)[:number_of]
                yield Seat(leaving.duty.id, leaving.person.id, wording.full_name(leaving.person), tuple(ranked))

    def _ranked(self, leaving: Engagement, coming: Sequence[Engagement]) -> list[Reserve]:
        without = frozenset({leaving.pair})
        swaps: list[tuple[tuple[Fraction, ...], Engagement, Mapping[str, Fraction], tuple[Objection, ...]]] = []
        for one in coming:
            beside = self.company.objections_beside(one, without)
            if not any(each.strength is Strength.HARD for each in beside):
                cost = self.ledger.swap(one, leaving)
                order = (*cost.values(), Fraction(goals.canon_bits(*one.pair)))
                swaps.append((order, one, cost, (*self.rulebook.objections_alone(one), *beside)))
        swaps.sort(key=lambda each: (each[0], each[1].person.id))
        return [
            Reserve(one.person.id, wording.full_name(one.person), rank, cost, objections)
            for rank, (_, one, cost, objections) in enumerate(swaps, start=1)
        ]
