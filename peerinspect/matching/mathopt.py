"""MathOpt, the interface of OR-Tools to its linear engines: programs are written for it in arrays, not row by row."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2, result_pb2
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


def stated(linear: Linear, *, in_whole_numbers: bool = False) -> model_pb2.ModelProto:
    """The program as the engines read it; with `in_whole_numbers` no variable is ever split."""
    model = model_pb2.ModelProto()
    columns, rows = range(len(linear.costs)), range(len(linear.least))
    model.variables.ids.extend(columns)
    model.variables.lower_bounds.extend(linear.lower.tolist())
    model.variables.upper_bounds.extend(linear.upper.tolist())
    model.variables.integers.extend([in_whole_numbers] * len(columns))
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


def solved(
    model: model_pb2.ModelProto,
    kind: parameters_pb2.SolverTypeProto,
    parameters: parameters_pb2.SolveParametersProto,
    further: model_parameters_pb2.ModelSolveParametersProto | None = None,
    cancel: threading.Event | None = None,
) -> result_pb2.SolveResultProto:
    """What the engine of that kind makes of the program; the event cancels it, if it is one that heeds it."""
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
            kind,
            parameters_pb2.SolverInitializerProto(),
            parameters,
            further or model_parameters_pb2.ModelSolveParametersProto(),
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            interrupter,
        )
    finally:
        over.set()
