"""A program in pieces, each solved by the engine that suits it, and put together again without loss.

All goals but `peak` are sums over the pieces, so each piece is as good by itself as within the whole. `peak` is the
largest of the pieces' own least peaks; up to it every piece may go in the goals after it. So a piece whose own peak is
lower is solved once more with that one for a floor: small pieces come first, so that the largest need not be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from peerinspect.matching.dividing import Piece
from peerinspect.matching.program import Goal, Program, Row
from peerinspect.matching.progress import Listener, Progress
from peerinspect.matching.room import Room
from peerinspect.matching.sequence import Proof, Solved
from peerinspect.matching.task import Engine, Task

PEAK = "peak"

EngineFor = Callable[[Task], Engine]


@dataclass(frozen=True)
class Part:
    """What is known of one piece: its answer, the floor of its peak, and the `cap` that it kept to after `peak`."""

    piece: Piece
    floor: int
    solved: Solved

    @property
    def cap(self) -> int:
        """Its peak, which is never below the floor; the floor where `peak` is no goal."""
        return max([self.floor, *(proof.value for proof in self.solved.proofs if proof.goal.name == PEAK)])

    @property
    def proven(self) -> int:
        """How many goals are proven."""
        return sum(proof.bound == proof.value for proof in self.solved.proofs)


class ByParts:
    """One search over the goals of a program in several pieces."""

    def __init__(self, task: Task, pieces: Sequence[Piece], engine_for: EngineFor) -> None:
        self.task, self.program, self.engine_for = task, task.program, engine_for
        self.pieces = sorted(pieces, key=lambda piece: piece.candidates)
        self.parts: dict[int, Part] = {}

    def run(self) -> Solved:
        """The small pieces, the largest, and the small ones again where they may carry more than they did."""
        for place in range(len(self.pieces)):
            self._solve(place)
        for place, part in list(self.parts.items()):
            if part.cap < self.cap and not self.task.room.is_over:
                self._solve(place)
        solved = self._whole()
        for proof in solved.proofs:
            self.task.tell("proven" if proof.bound == proof.value else "stopped", proof.goal, proof.value, proof.bound)
        return solved

    @property
    def cap(self) -> int:
        """The largest peak of the pieces solved so far; what there is at the least where `peak` is no goal."""
        lowest = 0 if self.program.peak is None else self.program.lower[self.program.peak]
        if all(goal.name != PEAK for goal in self.program.goals):
            return lowest
        return max([lowest, *(part.cap for part in self.parts.values())])

    def _solve(self, place: int) -> None:
        """One piece under the peaks of those before it; a second answer counts where it is proven as far."""
        piece, before, floor = self.pieces[place], self.parts.get(place), self.cap
        program = _fresh(piece.program, floor)
        solution = before.solved.solution if before else [self.task.solution[variable] for variable in piece.place]
        if program.peak is not None:
            solution = [*solution]
            solution[program.peak] = max(solution[program.peak], floor)
        is_last = place == len(self.pieces) - 1
        task = Task(
            program,
            solution,
            self._room(place),
            self._overheard(place) if is_last else None,
            (lambda solved: self._keep(place, floor, solved)) if is_last and self.task.keeper else None,
            self._lessons(piece, program) if self.task.learn else None,
        )
        after = Part(piece, floor, self.engine_for(task).run())
        if before is None or after.proven >= before.proven:
            self.parts[place] = after

    def _room(self, place: int) -> Room:
        """A share of the time left, by the candidates of the pieces that are still to come."""
        left = self.task.room.left()
        coming = sum(piece.candidates for piece in self.pieces[place:])
        share = self.pieces[place].candidates / coming
        return self.task.room if left is None else self.task.room.at_most(left * max(share, 0.1))

    # --- what the rules of three teach --------------------------------------------------------------------------------

    def _lessons(self, piece: Piece, program: Program) -> Callable[[list[int]], bool]:
        """Shows a piece's solution to whoever knows more rules, and writes what that teaches into the piece."""

        def learn(solution: list[int]) -> bool:
            whole, rows, goals = self.program, len(self.program.rows), list(self.program.goals)
            size = len(whole.lower)
            assert self.task.learn is not None
            if not self.task.learn(_embedded(whole, piece.place, solution)):
                return False
            piece.place.extend(range(size, len(whole.lower)))
            for own in (piece.program, program):
                for variable in range(size, len(whole.lower)):
                    own.variable(whole.lower[variable], whole.upper[variable])
                _teach(own, piece.place, whole.rows[rows:], goals, whole.goals)
            return True

        return learn

    # --- the whole ----------------------------------------------------------------------------------------------------

    def _whole(self) -> Solved:
        """The pieces put together, every goal recomputed; bounds as far as each piece has one."""
        solution = list(self.program.start)
        for part in self.parts.values():
            for variable, value in zip(part.piece.place, part.solved.solution, strict=True):
                solution[variable] = value
        if self.program.peak is not None:
            solution[self.program.peak] = self._peak(solution)
        proofs: list[Proof] = []
        for place, goal in enumerate(self.program.goals):
            value = goal.value(solution)
            is_due = all(proof.bound == proof.value for proof in proofs)
            proofs.append(Proof(goal, value, self._bound(place, goal, value) if is_due else None))
        return Solved(solution, tuple(proofs), any(part.solved.cancelled for part in self.parts.values()))

    def _peak(self, solution: Sequence[int]) -> int:
        shares = [share for person in self.program.people for load, share in person.shares.items() if solution[load]]
        return max([self.program.lower[self.program.peak or 0], *shares])

    def _bound(self, place: int, goal: Goal, value: int) -> int | None:
        """The value where every piece is proven; else what the pieces' bounds come to, if they all have one."""
        proofs = [part.solved.proofs[place] for part in self.parts.values()]
        if goal.name == PEAK:
            return self._bound_of_peak(value, [(part.floor, part.solved.proofs[place]) for part in self.parts.values()])
        is_after = any(one.name == PEAK for one in self.program.goals[:place])
        if len(proofs) < len(self.pieces) or (is_after and any(part.cap < self.cap for part in self.parts.values())):
            return None
        if all(proof.bound == proof.value for proof in proofs):
            return value
        bounds = [None if proof.bound is None else proof.bound * (goal.scale // proof.goal.scale) for proof in proofs]
        if None in bounds:
            return None
        return min(value, goal.constant + sum(some for some in bounds if some is not None))

    def _bound_of_peak(self, value: int, found: Sequence[tuple[int, Proof]]) -> int:
        """Proven by all; else the largest bound of a piece, where one no higher than its floor says nothing of it."""
        if len(found) == len(self.pieces) and all(proof.bound == proof.value for _, proof in found):
            return value
        bounds = [proof.bound for floor, proof in found if proof.bound is not None and proof.bound > floor]
        return min(value, max(bounds, default=self.program.lower[self.program.peak or 0]))

    def _keep(self, place: int, floor: int, solved: Solved) -> None:
        """Hand on the best so far of the whole."""
        before = dict(self.parts)
        self.parts[place] = Part(self.pieces[place], floor, solved)
        if self.task.keeper and len(self.parts) == len(self.pieces):
            self.task.keeper(self._whole())
        self.parts = before

    def _overheard(self, place: int) -> Listener | None:
        """Tells what the largest piece tells, with the other pieces' values added; nothing is proven before all are."""
        tell = self.task.listener
        if tell is None:
            return None
        others: dict[str, Fraction] = {}
        for number, goal in enumerate(self.program.goals):
            proofs = [part.solved.proofs[number] for other, part in self.parts.items() if other != place]
            values = [proof.goal.reported(proof.value) for proof in proofs]
            constant = goal.reported(goal.constant)
            others[goal.name] = max(values, default=constant) if goal.name == PEAK else sum(values, constant)

        def listen(step: Progress) -> None:
            rest = others[step.goal]
            value, bound = (
                None if side is None else max(side, rest) if step.goal == PEAK else side + rest
                for side in (step.value, step.bound)
            )
            tell(replace(step, phase="searching", value=value, bound=bound))

        return listen


def _fresh(program: Program, floor: int) -> Program:
    """A copy to be searched, its peak no lower than the floor."""
    lower, start = list(program.lower), list(program.start)
    if program.peak is not None:
        lower[program.peak] = max(lower[program.peak], floor)
        start[program.peak] = max(start[program.peak], floor)
    return Program(
        lower, list(program.upper), start, list(program.rows), list(program.goals), program.people, program.peak
    )


def _embedded(whole: Program, place: Sequence[int], solution: Sequence[int]) -> list[int]:
    """A piece's solution as one of the whole, where nobody else is placed."""
    values = list(whole.start)
    for variable, value in zip(place, solution, strict=True):
        values[variable] = value
    return values


def _teach(
    program: Program, place: Sequence[int], rows: Sequence[Row], old: Sequence[Goal], new: Sequence[Goal]
) -> None:
    """Write rows of the whole into a piece, and what goals cost more than before."""
    own = {variable: number for number, variable in enumerate(place)}
    for row in rows:
        program.rows.append(Row(tuple((own[one], cost) for one, cost in row.terms), row.least, row.most))
    for number, (before, after) in enumerate(zip(old, new, strict=True)):
        if before is not after:
            mine = program.goals[number]
            finer, known = after.scale // mine.scale, {one for one, _ in before.terms}
            terms = [(one, cost * finer) for one, cost in mine.terms]
            terms += [(own[one], cost) for one, cost in after.terms if one not in known]
            program.goals[number] = Goal(mine.name, tuple(terms), 0, after.scale, mine.sign)
