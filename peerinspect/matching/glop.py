"""GLOP: the duals of a linear relaxation, which exact arithmetic then turns into a proof."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder_helper

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


@dataclass(frozen=True)
class Duals:
    """A dual value a row, and the optimum with the variables' values where GLOP got that far."""

    values: Numbers
    optimum: float | None
    solution: Numbers | None = None


def duals_of(linear: Linear, seconds: float, cancel: threading.Event | None = None, is_dual: bool = True) -> Duals:
    """The duals; zeros where GLOP does not finish within the seconds, or is cancelled."""
    model = _model(linear)
    solver = model_builder_helper.ModelSolverHelper("glop")
    solver.set_solver_specific_parameters(f"use_dual_simplex:{'true' if is_dual else 'false'}")
    solver.set_time_limit_in_seconds(max(0.1, seconds))
    _solve(solver, model, cancel)
    if not solver.has_solution():
        return Duals(np.zeros(len(linear.least)), None)
    duals, solution = (np.array(some(), np.float64) for some in (solver.dual_values, solver.variable_values))
    return Duals(np.nan_to_num(duals), float(solver.objective_value()), solution)


def _model(linear: Linear) -> model_builder_helper.ModelBuilderHelper:
    model = model_builder_helper.ModelBuilderHelper()
    number = len(linear.costs)
    # The stubs ask for arrays of `float64` by shape, which numpy's own types cannot say.
    whole: Any = np.zeros(number, np.bool_)
    lower: Any = linear.lower
    upper: Any = linear.upper
    model.add_var_array_with_bounds(lower, upper, whole, "")
    model.set_objective_coefficients(list(range(number)), linear.costs.tolist())
    starts, variables, coefficients = linear.starts.tolist(), linear.variables.tolist(), linear.coefficients.tolist()
    least, most = linear.least.tolist(), linear.most.tolist()
    for row in range(len(least)):
        model.add_linear_constraint()
        model.set_constraint_lower_bound(row, least[row])
        model.set_constraint_upper_bound(row, most[row])
        for place in range(starts[row], starts[row + 1]):
            model.add_term_to_constraint(row, variables[place], coefficients[place])
    return model


def _solve(
    solver: model_builder_helper.ModelSolverHelper,
    model: model_builder_helper.ModelBuilderHelper,
    cancel: threading.Event | None,
) -> None:
    if cancel is None:
        solver.solve(model)
        return
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            if cancel.wait(POLL):
                solver.interrupt_solve()
                return

    threading.Thread(target=watch, daemon=True).start()
    try:
        solver.solve(model)
    finally:
        over.set()
