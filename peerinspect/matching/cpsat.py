"""CP-SAT: one goal of a program, to proven optimality or as far as the time allows."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from peerinspect.matching.program import Goal, Program
from peerinspect.matching.relaxation import Whole

NAME = "ortools-cp-sat"
SEED = 1
Report = Callable[[int | None, int | None], None]


@dataclass(frozen=True)
class Found:
    """What a search found: the best solution, its value and the proven bound.

    `proven` without a solution says that there is none within the variables' bounds; not proven and without one, that
    the time ran out.
    """

    solution: list[int] | None
    value: int | None
    bound: int | None
    proven: bool


@dataclass(frozen=True)
class Room:
    """How far a search may go: the worst value worth having, seconds left, workers, the event that cancels it."""

    target: int
    seconds: float | None
    workers: int
    cancel: threading.Event


def search(
    program: Program, goal: Goal, lower: Whole, upper: Whole, hint: Sequence[int], room: Room, report: Report
) -> Found:
    """The least value of the goal within the variables' bounds, from the hint on.

    The search ends early once it is proven that no value up to `room.target` lies within the bounds. Raises
    RuntimeError where the engine refuses the program itself: that is a fault, and not a search that ran out of time.
    """
    model, variables = _model(program, goal, lower, upper)
    for variable, value in zip(variables, hint, strict=True):
        model.add_hint(variable, value)
    solver = _solver(room)
    watcher = _Watcher(goal, report, solver, room.target)
    solver.best_bound_callback = watcher.on_bound
    with _CancelWatch(solver, room.cancel):
        status = solver.solve(model, watcher)
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(f"the engine does not take the program: {model.validate()}")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, None, watcher.least, status == cp_model.INFEASIBLE)
    solution = [solver.value(variable) for variable in variables]
    value = goal.value(solution)
    bound = round(solver.best_objective_bound) + goal.constant
    bound = bound if watcher.least is None else max(bound, watcher.least)
    proven = status == cp_model.OPTIMAL
    return Found(solution, value, value if proven else bound, proven)


def _model(program: Program, goal: Goal, lower: Whole, upper: Whole) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    variables = [model.new_int_var(least, most, "") for least, most in zip(lower.tolist(), upper.tolist(), strict=True)]
    for row in program.rows:
        whole = [(variable, amount) for variable, amount in row.terms if lower[variable] != upper[variable]]
        settled = sum(
            amount * int(lower[variable]) for variable, amount in row.terms if lower[variable] == upper[variable]
        )
        least = cp_model.INT_MIN if row.least is None else row.least - settled
        most = cp_model.INT_MAX if row.most is None else row.most - settled
        if len(whole) < len(row.terms) and _always_holds(whole, lower, upper, least, most):
            continue
        expression = cp_model.LinearExpr.weighted_sum(
            [variables[variable] for variable, _ in whole], [amount for _, amount in whole]
        )
        model.add_linear_constraint(expression, least, most)
    model.minimize(
        cp_model.LinearExpr.weighted_sum(
            [variables[variable] for variable, _ in goal.terms], [cost for _, cost in goal.terms]
        )
    )
    return model, variables


def _always_holds(terms: list[tuple[int, int]], lower: Whole, upper: Whole, least: int, most: int) -> bool:
    """Whether no choice within the bounds can break the row; settled variables make many rows idle."""
    low = sum(amount * int(lower[variable] if amount > 0 else upper[variable]) for variable, amount in terms)
    high = sum(amount * int(upper[variable] if amount > 0 else lower[variable]) for variable, amount in terms)
    return least <= low and high <= most


def _solver(room: Room) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = room.workers
    parameters.random_seed = SEED
    # The rows come tight already: what more presolve finds costs more than it saves.
    parameters.max_presolve_iterations = 1
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    parameters.catch_sigint_signal = False
    if room.seconds is not None:
        parameters.max_time_in_seconds = max(0.0, room.seconds)
    if room.workers == 1:
        parameters.linearization_level = 2
    else:
        # With few workers the default portfolio has nobody who leans on the relaxation, which is what proves here.
        parameters.extra_subsolvers.extend(["max_lp", "reduced_costs"])
        parameters.ignore_subsolvers.extend(["no_lp"])
    return solver


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Reports every better value and every better bound, and ends the search once the target is out of reach.

    `least` is the last bound heard of.
    """

    def __init__(self, goal: Goal, report: Report, solver: cp_model.CpSolver, target: int) -> None:
        super().__init__()
        self._solver = solver
        self._target = target
        self.least: int | None = None
        self._goal = goal
        self._report = report

    def on_solution_callback(self) -> None:
        value = round(self.objective_value) + self._goal.constant
        self._report(value, min(round(self.best_objective_bound) + self._goal.constant, self._target + 1))

    def on_bound(self, bound: float) -> None:
        """A better bound, with no new solution."""
        self.least = least = round(bound) + self._goal.constant
        self._report(None, min(least, self._target + 1))
        if least > self._target:
            self._solver.stop_search()


class _CancelWatch:
    """Stops the solver when the event is set."""

    def __init__(self, solver: cp_model.CpSolver, cancel: threading.Event) -> None:
        self._solver = solver
        self._cancel = cancel
        self._over = threading.Event()

    def __enter__(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._over.is_set():
            if self._cancel.wait(0.05):
                self._solver.stop_search()
                time.sleep(0.05)

    def __exit__(self, *_: object) -> None:
        self._over.set()
