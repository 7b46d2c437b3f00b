"""HiGHS: one goal of a program by branch and cut, which rules out at once much that CP-SAT looks for in vain."""

from __future__ import annotations

import numpy as np
from ortools.math_opt import parameters_pb2, result_pb2

from peerinspect.matching.mathopt import Linear, solved, stated
from peerinspect.matching.part import rows_of
from peerinspect.matching.program import Goal, Program
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.target import UNKNOWN, Found, Limits

LARGEST = 10**7
"""The engine counts in doubles, and takes for equal what differs by a millionth: goals and rows stay far below that."""

GAP = 0.5
"""Below one: goals are whole numbers, so that whoever is so near to the bound is best."""

HASTY = 2.0
"""Seconds for each of a hasty search's effort."""


def takes(program: Program, goal: Goal) -> bool:
    """Whether the goal's numbers are small enough for the engine to tell them apart."""
    reach = sum(abs(cost) * max(abs(program.lower[one]), abs(program.upper[one])) for one, cost in goal.terms)
    return 0 < reach <= LARGEST


def search(program: Program, goal: Goal, lower: Whole, upper: Whole, limits: Limits) -> Found:
    """The least value of the goal within the variables' bounds, or that there is none.

    To be run in a copy of the process: it heeds no cancel, and where it has run its threads are left, so that no
    further copy could run it. Whatever it finds is counted anew in whole numbers.
    """
    rows = rows_of(program)
    costs = np.zeros(len(lower))
    for variable, cost in goal.terms:
        costs[variable] = cost
    linear = Linear(
        costs,
        lower.astype(np.float64),
        upper.astype(np.float64),
        rows.starts,
        rows.variables,
        rows.coefficients.astype(np.float64),
        np.where(rows.has_least, rows.least, -np.inf),
        np.where(rows.has_most, rows.most, np.inf),
    )
    model = stated(linear, in_whole_numbers=True)
    return _read(solved(model, parameters_pb2.SOLVER_TYPE_HIGHS, _parameters(limits)), program, goal)


def _parameters(limits: Limits) -> parameters_pb2.SolveParametersProto:
    """The rows come tight already: what presolving, symmetry and jumping to a first solution find costs more."""
    parameters = parameters_pb2.SolveParametersProto(relative_gap_tolerance=0.0, absolute_gap_tolerance=GAP)
    spare = [limits.seconds, None if limits.effort is None else HASTY * limits.effort]
    seconds = min((one for one in spare if one is not None), default=None)
    if seconds is not None:
        parameters.time_limit.FromNanoseconds(int(max(0.1, seconds) * 1e9))
    for option in ("mip_detect_symmetry", "mip_heuristic_run_feasibility_jump"):
        parameters.highs.bool_options[option] = False
    parameters.highs.string_options["presolve"] = "off"
    parameters.highs.string_options["parallel"] = "off"
    return parameters


def _read(result: result_pb2.SolveResultProto, program: Program, goal: Goal) -> Found:
    reason = result.termination.reason
    if reason == result_pb2.TERMINATION_REASON_INFEASIBLE:
        return Found(None, None, None, True)
    if reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return UNKNOWN
    solution = [round(value) for value in result.solutions[0].primal_solution.variable_values.values]
    if program.broken_rows(solution):
        return UNKNOWN
    value = goal.value(solution)
    return Found(solution, value, value, True)
