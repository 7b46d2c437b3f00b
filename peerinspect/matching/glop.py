"""GLOP: the duals of a linear relaxation, which exact arithmetic then turns into a proof."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_parameters_pb2, parameters_pb2, result_pb2, solution_pb2

from peerinspect.matching.mathopt import Linear, Numbers, solved, stated

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
    result = solved(stated(linear), parameters_pb2.SOLVER_TYPE_GLOP, parameters, further, cancel)
    return _read(result, len(linear.least))


def _write(basis: Basis, stated: solution_pb2.BasisProto) -> None:
    for statuses, side in ((basis.columns, stated.variable_status), (basis.rows, stated.constraint_status)):
        side.ids.extend(range(len(statuses)))
        side.values.extend(statuses.tolist())


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
