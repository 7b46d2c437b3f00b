"""CP-SAT on the plain model, one goal after another, with the parameters that it comes with."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from benchmarks.contender import Answer, Given, placed
from benchmarks.plain import PlainAssembly, PlainModel, Terms
from peerinspect.domain import Facts


class Textbook:
    """Each goal to the end, then held by a row while the next is made least; each search begins at the last answer."""

    name = "cp-sat, plain model"

    def why_not(self, facts: Facts) -> str | None:
        """Never: ortools is what peerinspect itself runs on."""
        return None

    def load(self) -> None:
        """Import it."""
        import_module("ortools.sat.python.cp_model")

    def answer(self, given: Given) -> Answer:
        """As many goals as the time allows."""
        from ortools.sat.python import cp_model

        plain = PlainAssembly(given.found).build()
        model, variables = _model(plain)
        best: list[int] = []
        proven: list[str] = []
        for name, terms, _, _ in plain.goals:
            goal = cp_model.LinearExpr.weighted_sum([variables[one] for one, _ in terms], [cost for _, cost in terms])
            model.minimize(goal)
            model.clear_hints()
            for variable, value in zip(variables, best, strict=False):
                model.add_hint(variable, value)
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = given.workers
            solver.parameters.max_time_in_seconds = given.left()
            status = solver.solve(model)
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                best = [solver.value(variable) for variable in variables]
            if status != cp_model.OPTIMAL:
                break
            proven.append(name)
            model.add(goal <= sum(cost * best[one] for one, cost in terms))
        return Answer(
            placed(given.found, [one for one in range(len(given.found.candidates)) if best and best[one]]), proven
        )


def _model(plain: PlainModel) -> tuple[Any, list[Any]]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    variables = [model.new_int_var(0, most, "") for most in plain.upper]

    def summed(terms: Terms) -> Any:
        return cp_model.LinearExpr.weighted_sum([variables[one] for one, _ in terms], [cost for _, cost in terms])

    for terms, amount in plain.equal:
        model.add(summed(terms) == amount)
    for terms, most, given in plain.rows:
        if most == 1 and not given and all(cost == 1 for _, cost in terms):
            model.add_at_most_one(variables[one] for one, _ in terms)
            continue
        row = model.add(summed(terms) <= most)
        if given:
            row.only_enforce_if([variables[one] for one in given])
    for load, cost in plain.spread.items():
        square = model.new_int_var(0, plain.upper[load] ** 2, "")
        model.add_multiplication_equality(square, [variables[load], variables[load]])
        model.add(100 * square <= plain.loads[load] * variables[cost])
    return model, variables
