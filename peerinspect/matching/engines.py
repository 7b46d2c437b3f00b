"""Which engine stands behind a program: flows where it is an assignment, else a search by choices or by placements.

A program whose people and duties fall apart into pieces is solved piece by piece, each by the engine that suits it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from peerinspect.domain.placement import Pair
from peerinspect.independence.examiner import Examination
from peerinspect.matching.assignment import as_assignment
from peerinspect.matching.by_flow import ByFlow, Flows
from peerinspect.matching.by_parts import ByParts
from peerinspect.matching.dividing import divided
from peerinspect.matching.foreseeing import Foreseeing
from peerinspect.matching.part import rows_of
from peerinspect.matching.program import Program
from peerinspect.matching.program_flows import as_flows
from peerinspect.matching.progress import Listener
from peerinspect.matching.room import Room
from peerinspect.matching.seat_flows import seat_flows
from peerinspect.matching.sequence import Sequence, Solved
from peerinspect.matching.task import Engine, Task

LARGE = 300
"""Candidates from which on it pays to list what each person can take together."""


def flows_of(program: Program) -> Flows | None:
    """The program as flows; None where it is no pure assignment."""
    assignment = as_assignment(program, rows_of(program))
    return None if assignment is None else as_flows(assignment)


def seated(found: Examination, keep: Mapping[Pair, int], room: Room, listener: Listener | None) -> Solved | None:
    """The answer of an assignment that the examination's arrays show to be one; its solution has candidates alone.

    None where they do not, or where the answer breaks or pays for a rule about three, which no flow knows of.
    """
    flows = seat_flows(found, keep)
    if flows is None:
        return None
    solved = ByFlow(flows, Task(Program(), [], room, listener)).run()
    everyone = [*found.past, *found.fixed, *found.chosen(solved.solution)]
    offends = any(next(rule.found(everyone), None) for rule in found.rulebook.triples)
    return None if offends else solved


def search_for(task: Task) -> Engine:
    """The engine that searches: by what each person can take together, or placement by placement where that is few."""
    candidates = sum(len(person.members) for person in task.program.people)
    return (Foreseeing if candidates >= LARGE else Sequence)(
        task.program,
        task.solution,
        deadline=task.room.deadline,
        workers=task.room.workers,
        listener=task.listener,
        cancel=task.room.cancel,
        keeper=task.keeper,
        learn=task.learn,
    )


def engine_for(task: Task) -> Engine:
    """For a program that is no flow: a search, in as many pieces as there are."""
    program = task.program
    pieces = divided(program, rows_of(program), task.tied(), lambda one: flows_of(one) is not None)
    return ByParts(task, pieces, _engine_of_a_piece) if pieces else search_for(task)


def _engine_of_a_piece(task: Task) -> Engine:
    flows = flows_of(task.program)
    return search_for(task) if flows is None else FlowFirst(flows, task)


class FlowFirst:
    """Flows, unless their answer breaks a rule that was not in the rows: then the program is no flow any more."""

    def __init__(self, flows: Flows, task: Task) -> None:
        self.flows, self.task = flows, task

    def run(self) -> Solved:
        """The flow's answer, or that of the search for a program that has learned more rows."""
        solved = ByFlow(self.flows, self.task).run()
        if self.task.learn is None or not self.task.learn(solved.solution):
            return solved
        program = self.task.program
        empty = [*program.start, *program.lower[len(program.start) :]]
        return search_for(replace(self.task, solution=empty)).run()
