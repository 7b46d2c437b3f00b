"""HiGHS through scipy's `milp`, on the plain model, one goal after another."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import numpy as np

from benchmarks.contender import Answer, Given, placed
from benchmarks.plain import PlainAssembly, PlainModel
from peerinspect.domain import Facts

USUAL_DAYS = 200
"""Hardly anybody gives more days than this; beyond it the cost of a load is only roughly so."""

Lines = list[tuple[list[tuple[int, float]], float, float]]


class Highs:
    """Each goal to the end, then held by a row. `milp` takes no starting answer, so each search begins anew."""

    name = "highs (scipy milp)"

    def why_not(self, facts: Facts) -> str | None:
        """Where scipy is not installed."""
        return None if find_spec("scipy") else "scipy is not installed"

    def load(self) -> None:
        """Import it."""
        import_module("scipy.optimize")

    def answer(self, given: Given) -> Answer:
        """As many goals as the time allows."""
        plain = PlainAssembly(given.found).build()
        upper, rows = _linear(plain)
        best: np.ndarray | None = None
        proven: list[str] = []
        for name, terms, _, _ in plain.goals:
            costs = np.zeros(len(upper))
            costs[[one for one, _ in terms]] = [cost for _, cost in terms]
            found, is_best = _least(costs, upper, rows, given.left())
            best = found if found is not None else best
            if best is None or not is_best:
                break
            proven.append(name)
            value = sum(cost * round(best[one]) for one, cost in terms)
            rows.append(([(one, float(cost)) for one, cost in terms], -np.inf, float(value)))
        count = len(given.found.candidates)
        chosen = [] if best is None else np.flatnonzero(best[:count] > 0.5).tolist()
        return Answer(placed(given.found, chosen), proven)


def _least(costs: np.ndarray, upper: np.ndarray, rows: Lines, seconds: float) -> tuple[np.ndarray | None, bool]:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    sizes = [len(terms) for terms, _, _ in rows]
    starts = np.concatenate(([0], np.cumsum(sizes)))
    columns = np.fromiter((one for terms, _, _ in rows for one, _ in terms), np.int64, starts[-1])
    amounts = np.fromiter((cost for terms, _, _ in rows for _, cost in terms), np.float64, starts[-1])
    matrix = csr_array((amounts, columns, starts), shape=(len(rows), len(upper)))
    sides = np.array([side for _, *side in rows])
    found = milp(
        costs,
        integrality=np.ones(len(upper)),
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(matrix, sides[:, 0], sides[:, 1]),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    return found.x, found.status == 0


def _linear(plain: PlainModel) -> tuple[np.ndarray, Lines]:
    """The rows without conditions, each lifted while a candidate that it waits for is not placed; squares as lines."""
    upper = [float(most) for most in plain.upper]
    rows: Lines = [([(one, float(cost)) for one, cost in terms], amount, amount) for terms, amount in plain.equal]
    for terms, most, given in plain.rows:
        reach = sum(max(0, cost) * plain.upper[one] for one, cost in terms) - most
        lifted = [(one, float(cost)) for one, cost in terms] + [(one, float(reach)) for one in given]
        rows.append((lifted, -np.inf, float(most + reach * len(given))))
    for load, cost in plain.spread.items():
        offered = plain.loads[load]
        for days in _steps(plain.upper[load]):
            # The line through 100 d^2 / offered at so many days and one more; the cost is whole, so it rounds up.
            slope, start = 100.0 * (2 * days + 1), 100.0 * days * (days + 1)
            rows.append(([(load, slope), (cost, -float(offered))], -np.inf, start))
    return np.array(upper), _merged(rows)


def _steps(most: int) -> list[int]:
    """Days at which a line is drawn: every one that anybody comes to, and some beyond."""
    return [*range(min(most, USUAL_DAYS)), *range(USUAL_DAYS, most, USUAL_DAYS)]


def _merged(rows: Lines) -> Lines:
    """Rows in which a variable stands twice, with the two added up."""
    found: Lines = []
    for terms, least, most in rows:
        amounts: dict[int, float] = {}
        for one, cost in terms:
            amounts[one] = amounts.get(one, 0.0) + cost
        found.append((list(amounts.items()), least, most))
    return found
