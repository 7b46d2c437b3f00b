"""CP-SAT: one goal of a program, to proven optimality or as far as the time allows."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model_helper as helper

from peerinspect.matching.program import Goal, Program, Row
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.target import Found, Limits, Report, best_of

NAME = "ortools-cp-sat"
SEED = 1

FEW = 6000
"""Variables that two workers search best apart; further ones do not pay."""

HASTY = 0.4
"""The share of an effort that a search for a proof has; its cuts are work that the engine does not count."""

OPEN_BELOW, OPEN_ABOVE = -(2**63), 2**63 - 1


def search(
    program: Program, goal: Goal, lower: Whole, upper: Whole, hint: Sequence[int], room: Limits, report: Report
) -> Found:
    """The least value of the goal within the variables' bounds, from the hint on.

    The search ends early once it is proven that no value up to `room.target` lies within the bounds. Some workers
    search alone and others together (see `_crews`): the first to finish ends all. Raises RuntimeError where the engine
    refuses the program itself: that is a fault, and not a search that ran out of time.
    """
    model = _model(program, goal, lower, upper, hint)
    runs = [_Run(model, goal, report, crew, room.target) for crew in _crews(room, len(lower))]
    with _CancelWatch(runs, room.cancel):
        _side_by_side(runs)
    return best_of([run.found(goal) for run in runs])


def _side_by_side(runs: Sequence[_Run]) -> None:
    """Run all at once, until one of them is through."""
    others = [threading.Thread(target=run.solve, args=(runs,), daemon=True) for run in runs[1:]]
    for other in others:
        other.start()
    runs[0].solve(runs)
    for other in others:
        other.join()


def _model(program: Program, goal: Goal, lower: Whole, upper: Whole, hint: Sequence[int]) -> helper.CpModelProto:
    """Written by the engine's own helper: the layer above it draws in far more than it is worth."""
    model = helper.CpModelProto()
    low, high = lower.tolist(), upper.tolist()
    for least, most in zip(low, high, strict=True):
        model.variables.add().domain.extend([least, most])
    settled = {one for one, (least, most) in enumerate(zip(low, high, strict=True)) if least == most}
    for stated in program.rows:
        row = _open_part(stated, settled, low) if settled else stated
        if row is not stated and _always_holds(row, low, high):
            continue
        linear = model.constraints.add().linear
        linear.vars.extend([variable for variable, _ in row.terms])
        linear.coeffs.extend([amount for _, amount in row.terms])
        least, most = row.least, row.most
        linear.domain.extend([OPEN_BELOW if least is None else least, OPEN_ABOVE if most is None else most])
    model.objective.vars.extend([variable for variable, _ in goal.terms])
    model.objective.coeffs.extend([cost for _, cost in goal.terms])
    model.solution_hint.vars.extend(list(range(len(low))))
    model.solution_hint.values.extend(list(hint))
    return model


def _open_part(row: Row, settled: set[int], lower: list[int]) -> Row:
    """The row without the variables that are settled: the row itself where it has none of them."""
    if settled.isdisjoint([variable for variable, _ in row.terms]):
        return row
    gone = sum(amount * lower[one] for one, amount in row.terms if one in settled)
    return Row(
        tuple(term for term in row.terms if term[0] not in settled),
        None if row.least is None else row.least - gone,
        None if row.most is None else row.most - gone,
    )


def _always_holds(row: Row, lower: list[int], upper: list[int]) -> bool:
    """Whether no choice within the bounds can break the row; settled variables make many rows idle."""
    low = sum(amount * (lower[variable] if amount > 0 else upper[variable]) for variable, amount in row.terms)
    high = sum(amount * (upper[variable] if amount > 0 else lower[variable]) for variable, amount in row.terms)
    return (row.least is None or row.least <= low) and (row.most is None or high <= row.most)


def _crews(room: Limits, size: int) -> list[helper.SatParameters]:
    """What each run of the engine is told, for a program of so many variables.

    Of few variables one worker looks for solutions and one for a proof; of many all but one search together.
    """
    if room.workers == 1:
        return [_finding(room)]
    if size <= FEW:
        return [_finding(room), _proving(room)]
    return [_together(room, 2)] if room.workers == 2 else [_finding(room), _together(room, room.workers - 1)]


def _finding(room: Limits) -> helper.SatParameters:
    """Every row in the linear program from the beginning and no cuts: one worker finds solutions soonest so."""
    parameters = _alone(room)
    parameters.cut_level = 0
    return parameters


def _proving(room: Limits) -> helper.SatParameters:
    """A second round of cuts before anything is tried: that rules most targets out that no solution meets."""
    parameters = _alone(room)
    parameters.max_cut_rounds_at_level_zero = 2
    if room.effort is not None:
        parameters.max_deterministic_time = HASTY * room.effort
    return parameters


def _alone(room: Limits) -> helper.SatParameters:
    parameters = _parameters(room, 1)
    parameters.linearization_level = 2
    parameters.add_lp_constraints_lazily = False
    return parameters


def _together(room: Limits, workers: int) -> helper.SatParameters:
    """With few workers the default portfolio has nobody who leans on the relaxation, which is what proves here."""
    parameters = _parameters(room, workers)
    parameters.extra_subsolvers.extend(["max_lp", "reduced_costs"])
    parameters.ignore_subsolvers.extend(["no_lp"])
    return parameters


def _parameters(room: Limits, workers: int) -> helper.SatParameters:
    parameters = helper.SatParameters()
    parameters.num_workers = workers
    parameters.random_seed = SEED
    # The rows come tight already: what more presolve finds costs more than it saves.
    parameters.max_presolve_iterations = 1
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    parameters.catch_sigint_signal = False
    if room.seconds is not None:
        parameters.max_time_in_seconds = max(0.0, room.seconds)
    if room.effort is not None:
        parameters.max_deterministic_time = room.effort
    return parameters


class _Run(helper.SolutionCallback):
    """One run of the engine: it reports better values and bounds, and ends once the target is out of reach.

    `least` is the last bound heard of.
    """

    def __init__(
        self,
        model: helper.CpModelProto,
        goal: Goal,
        report: Report,
        parameters: helper.SatParameters,
        target: int,
    ) -> None:
        super().__init__()
        self._model = model
        self._goal = goal
        self._report = report
        self._target = target
        self._engine = helper.SolveWrapper()
        self._engine.set_parameters(parameters)
        self._response: helper.CpSolverResponse | None = None
        self.least: int | None = None

    def solve(self, all_runs: Sequence[_Run]) -> None:
        """Run to the end; where that is conclusive, the other runs end as well."""
        self._engine.add_solution_callback(self)
        self._engine.add_best_bound_callback(self._on_bound)
        engine: Any = self._engine  # The stub of this one method says nothing.
        self._response = engine.solve(self._model)
        self._engine.clear_solution_callback(self)
        is_beyond = self.least is not None and self.least > self._target
        if is_beyond or self._response.status not in (helper.UNKNOWN, helper.FEASIBLE):
            for run in all_runs:
                if run is not self:
                    run.stop()

    def stop(self) -> None:
        """End the run soon, or as soon as it begins."""
        self._engine.stop_search()

    def found(self, goal: Goal) -> Found:
        """What the run found."""
        assert self._response is not None
        status = self._response.status
        if status == helper.MODEL_INVALID:
            raise RuntimeError(
                f"the engine does not take the program: {helper.CpSatHelper.validate_model(self._model)}"
            )
        if status not in (helper.OPTIMAL, helper.FEASIBLE):
            return Found(None, None, self.least, status == helper.INFEASIBLE)
        solution = list(self._response.solution)
        value = goal.value(solution)
        bound = round(self._response.best_objective_bound) + goal.constant
        bound = bound if self.least is None else max(bound, self.least)
        proven = status == helper.OPTIMAL
        return Found(solution, value, value if proven else bound, proven)

    def OnSolutionCallback(self) -> None:
        """A better solution."""
        value = round(self.ObjectiveValue()) + self._goal.constant
        self._report(value, min(round(self.BestObjectiveBound()) + self._goal.constant, self._target + 1))

    def _on_bound(self, bound: float) -> None:
        """A better bound, with no new solution."""
        self.least = least = round(bound) + self._goal.constant
        self._report(None, min(least, self._target + 1))
        if least > self._target:
            self._engine.stop_search()


class _CancelWatch:
    """Stops the runs when the event is set."""

    def __init__(self, runs: Sequence[_Run], cancel: threading.Event) -> None:
        self._runs = runs
        self._cancel = cancel
        self._over = threading.Event()

    def __enter__(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._over.is_set():
            if self._cancel.wait(0.05):
                for run in self._runs:
                    run.stop()
                time.sleep(0.05)

    def __exit__(self, *_: object) -> None:
        self._over.set()
