"""GLOP: the duals of a linear relaxation, which exact arithmetic then turns into a proof."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
)
from ortools.math_opt.core.python import solver as engine
from ortools.util.python.pybind_solve_interrupter import PySolveInterrupter

Numbers = NDArray[np.float64]
POLL = 0.05
"""Seconds between two looks at whether the search was cancelled."""


@dataclass(frozen=True)
class Linear:
    """A linear program to minimise; rows as in `relaxation.Rows`, open sides infinite."""

    costs: Numbers
    lower: Numbers
    upper: Numbers
    starts: NDArray[np.int64]
    variables: NDArray[np.int64]
    coefficients: Numbers
    least: Numbers
    most: Numbers


BASIC = int(solution_pb2.BASIS_STATUS_BASIC)
AT_LOWER = int(solution_pb2.BASIS_STATUS_AT_LOWER_BOUND)


@dataclass(frozen=True)
class Basis:
    """Where the simplex stood: the engine's status of each column and each row."""

    columns: NDArray[np.int64]
    rows: NDArray[np.int64]

    @property
    def is_whole(self) -> bool:
        """Whether there is a basic column or row for each row; the engine takes no other."""
        return int((self.columns == BASIC).sum() + (self.rows == BASIC).sum()) == len(self.rows)


@dataclass(frozen=True)
class Duals:
    """A dual value a row, and the optimum with the variables' values and the basis where GLOP got that far."""

    values: Numbers
    optimum: float | None
    solution: Numbers | None = None
    basis: Basis | None = None


def duals_of(
    linear: Linear,
    seconds: float,
    cancel: threading.Event | None = None,
    *,
    is_dual: bool = True,
    start: Basis | None = None,
) -> Duals:
    """The duals; zeros where GLOP does not finish within the seconds, or is cancelled.

    `start` is a basis to begin from. From one that the last program's optimum left, the primal simplex
    (`is_dual=False`) is quick where columns have joined, the dual one where rows have.
    """
    parameters = parameters_pb2.SolveParametersProto(threads=1)
    parameters.glop.use_dual_simplex = is_dual
    parameters.glop.use_preprocessing = start is None  # What it leaves out has no place in the basis.
    parameters.time_limit.FromNanoseconds(int(max(0.1, seconds) * 1e9))
    further = model_parameters_pb2.ModelSolveParametersProto()
    if start is not None:
        _write(start, further.initial_basis)
    return _read(_solved(_model(linear), parameters, further, cancel), len(linear.least))


def _model(linear: Linear) -> model_pb2.ModelProto:
    model = model_pb2.ModelProto()
    columns, rows = range(len(linear.costs)), range(len(linear.least))
    model.variables.ids.extend(columns)
    model.variables.lower_bounds.extend(linear.lower.tolist())
    model.variables.upper_bounds.extend(linear.upper.tolist())
    model.variables.integers.extend([False] * len(columns))
    priced = np.flatnonzero(linear.costs)
    model.objective.linear_coefficients.ids.extend(priced.tolist())
    model.objective.linear_coefficients.values.extend(linear.costs[priced].tolist())
    model.linear_constraints.ids.extend(rows)
    model.linear_constraints.lower_bounds.extend(linear.least.tolist())
    model.linear_constraints.upper_bounds.extend(linear.most.tolist())
    matrix, row_of = model.linear_constraint_matrix, np.repeat(rows, np.diff(linear.starts))
    order = np.lexsort((linear.variables, row_of))  # The engine takes them in this order alone.
    matrix.row_ids.extend(row_of[order].tolist())
    matrix.column_ids.extend(linear.variables[order].tolist())
    matrix.coefficients.extend(linear.coefficients[order].tolist())
    return model


def _write(basis: Basis, stated: solution_pb2.BasisProto) -> None:
    for statuses, side in ((basis.columns, stated.variable_status), (basis.rows, stated.constraint_status)):
        side.ids.extend(range(len(statuses)))
        side.values.extend(statuses.tolist())


def _solved(
    model: model_pb2.ModelProto,
    parameters: parameters_pb2.SolveParametersProto,
    further: model_parameters_pb2.ModelSolveParametersProto,
    cancel: threading.Event | None,
) -> result_pb2.SolveResultProto:
    interrupter, over = PySolveInterrupter(), threading.Event()

    def watch(cancel: threading.Event) -> None:
        while not over.is_set():
            if cancel.wait(POLL):
                interrupter.interrupt()
                return

    if cancel is not None:
        if cancel.is_set():
            interrupter.interrupt()
        threading.Thread(target=watch, args=(cancel,), daemon=True).start()
    try:
        return engine.solve(
            model,
            parameters_pb2.SOLVER_TYPE_GLOP,
            parameters_pb2.SolverInitializerProto(),
            parameters,
            further,
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            interrupter,
        )
    finally:
        over.set()


def _read(result: result_pb2.SolveResultProto, height: int) -> Duals:
    found = result.solutions[0] if result.solutions else None
    if found is None or found.dual_solution.feasibility_status != solution_pb2.SOLUTION_STATUS_FEASIBLE:
        return Duals(np.zeros(height), None)
    duals = np.array(found.dual_solution.dual_values.values, np.float64)
    if result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return Duals(np.nan_to_num(duals), None)
    primal = found.primal_solution
    solution = np.array(primal.variable_values.values, np.float64)
    return Duals(np.nan_to_num(duals), primal.objective_value, solution, _basis(found))


def _basis(found: solution_pb2.SolutionProto) -> Basis | None:
    if not found.HasField("basis"):
        return None
    sides = (found.basis.variable_status, found.basis.constraint_status)
    return Basis(*(np.array(side.values, np.int64) for side in sides))
