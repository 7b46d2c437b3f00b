"""Who carries how much: the variables behind `peak` and `spread`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from peerinspect.independence import goals
from peerinspect.independence.examiner import Examination
from peerinspect.matching.aside import side_by_side
from peerinspect.matching.cliques import Neighbours
from peerinspect.matching.patterns import Crowd, LoadClass, Pattern, load_classes, patterns, reachable_days
from peerinspect.matching.program import Person, Program, Row

MANY = 60
"""People from which on copies of the process pay that look at some of them each."""

Known = tuple[list[LoadClass], list[Pattern] | None]
"""Somebody's candidates by class, and the loads that these can make; none where they are too many."""


class Loads:
    """One variable a load of each person, the peak variable, and what `spread` costs.

    `spread_constant` is the part of the people whose load cannot change: those with fixed placements only.
    """

    def __init__(
        self,
        program: Program,
        found: Examination,
        of_person: Mapping[str, Sequence[int]],
        exclusive: Neighbours,
        workers: int = 1,
    ) -> None:
        self.program = program
        self.found = found
        self.exclusive = exclusive
        self.fixed_days = goals.days_placed(found.facts, (one.pair for one in found.fixed))
        self.spread_costs: dict[int, int] = {}
        self.spread_constant = 0
        settled = self._settled_peak(of_person)
        self.peak = program.peak = program.variable(settled, settled, start=settled)
        own_rows = _rows_within(program, of_person)
        everybody = [(person, mine, own_rows.get(person, [])) for person, mine in of_person.items()]

        def some(which: Sequence[int]) -> dict[int, Known]:
            return {place: self._known(*everybody[place][1:]) for place in which}

        ahead = side_by_side(some, range(len(everybody)), workers if len(everybody) >= MANY else 1, lambda: False)
        for place, (person, mine, rows) in enumerate(everybody):
            self._describe(person, mine, ahead[place] if place in ahead else self._known(mine, rows))

    def _settled_peak(self, of_person: Mapping[str, Sequence[int]]) -> int:
        """The largest share of the people with fixed placements; their spread is settled where nothing can change."""
        largest = 0
        for person, days in self.fixed_days.items():
            offered = self.found.facts.people[person].days_offered()
            largest = max(largest, goals.share_percent(days, offered))
            if person not in of_person:
                self.spread_constant += goals.spread_cost(days, offered)
        return largest

    def _known(self, mine: Sequence[int], rows: list[Row]) -> Known:
        """Somebody's candidates by class, and the loads that these can make."""
        candidates = self.found.candidates
        weigh = {index: (candidates[index].duty.kind, candidates[index].duty.workload) for index in mine}
        crowd = Crowd(mine, rows, self.exclusive)
        classes = load_classes(mine, weigh, crowd)
        return classes, patterns(classes, crowd)

    def _describe(self, person: str, mine: Sequence[int], known: Known) -> None:
        """One of the person's loads is the true one, and counts what is placed."""
        classes, loads = known
        program = self.program
        if loads is None:
            totals = reachable_days(classes)
            chosen = [program.variable(start=int(not total)) for total in totals]
            days_of = dict(zip(chosen, totals, strict=True))
            placed = [(index, load.days) for load in classes for index in load.members if load.days]
            measures: list[dict[int, int]] = [dict(placed)]
            variables: dict[tuple[int, ...], int] = {(total,): one for one, total in zip(chosen, totals, strict=True)}
            program.exactly([*placed, *((one, -days) for one, days in days_of.items() if days)], 0)
        else:
            chosen = [program.variable(start=int(not any(load.counts))) for load in loads]
            days_of = {one: load.days for one, load in zip(chosen, loads, strict=True)}
            measures = [dict.fromkeys(load_class.members, 1) for load_class in classes]
            variables = {load.counts: one for one, load in zip(chosen, loads, strict=True)}
            for place, load_class in enumerate(classes):
                counts = {one: load.counts[place] for one, load in zip(chosen, loads, strict=True)}
                self._counts_what_is_placed(load_class, counts)
        program.exactly(((one, 1) for one in chosen), 1)
        shares = self._cost(person, days_of)
        program.people.append(Person(tuple(mine), tuple(measures), variables, shares))

    def _counts_what_is_placed(self, load: LoadClass, counts: Mapping[int, int]) -> None:
        terms = [(index, 1) for index in load.members]
        self.program.exactly([*terms, *((one, -count) for one, count in counts.items() if count)], 0)

    def _cost(self, person: str, days_of: Mapping[int, int]) -> dict[int, int]:
        """What each load costs in `spread`, and the rows of `peak`; its share of the days offered by load."""
        offered = self.found.facts.people[person].days_offered()
        fixed = self.fixed_days.get(person, 0)
        shares = []
        for one, days in days_of.items():
            self.spread_costs[one] = goals.spread_cost(days + fixed, offered)
            shares.append((one, goals.share_percent(days + fixed, offered)))
        highest = max(share for _, share in shares)
        self.program.upper[self.peak] = max(self.program.upper[self.peak], highest)
        if highest > self.program.lower[self.peak]:
            self.program.at_most([*shares, (self.peak, -1)], 0)
        return dict(shares)


def _rows_within(program: Program, of_person: Mapping[str, Sequence[int]]) -> dict[str, list[Row]]:
    """The rows so far that speak of one person's candidates and of nothing else."""
    owner = {index: person for person, mine in of_person.items() for index in mine}
    found: dict[str, list[Row]] = defaultdict(list)
    for row in program.rows:
        person = owner.get(row.terms[0][0]) if row.terms and row.least is None else None
        if person is not None and all(owner.get(variable) == person for variable, _ in row.terms):
            found[person].append(row)
    return found
