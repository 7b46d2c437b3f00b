"""A network, its cheapest flow, and the face of all flows as cheap, in whole numbers throughout."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from peerinspect.matching.relaxation import Whole

LARGEST = 2**58
"""No cost times the number of nodes goes beyond this, so that the engine and the potentials never overflow."""


class NoFlow(Exception):
    """The bounds of the arcs admit no flow."""


@dataclass(frozen=True)
class Network:
    """Arcs by number, `tail` to `head`; what each node sends out, negative for what it takes in."""

    tail: Whole
    head: Whole
    supply: Whole

    def is_exact(self, costs: Whole) -> bool:
        """Whether the costs are small enough for 64 bits."""
        return int(np.abs(costs).max(initial=0)) * (len(self.supply) + 2) < LARGEST

    def cheapest(self, costs: Whole, low: Whole, high: Whole) -> Whole:
        """A flow of least cost within the arcs' bounds. Raises NoFlow where there is none."""
        is_open = low < high
        supply = self.supply.copy()
        np.subtract.at(supply, self.tail, low)
        np.add.at(supply, self.head, low)
        engine = min_cost_flow.SimpleMinCostFlow()
        arcs = engine.add_arcs_with_capacity_and_unit_cost(
            self.tail[is_open], self.head[is_open], (high - low)[is_open], costs[is_open]
        )
        engine.set_nodes_supplies(np.arange(len(supply)), supply)
        status = engine.solve()
        if status == engine.INFEASIBLE:
            raise NoFlow
        if status != engine.OPTIMAL:
            raise RuntimeError(f"the flow engine answers {status}")
        flow = low.copy()
        flow[is_open] += engine.flows(arcs) if len(arcs) else 0
        return flow

    def face(self, costs: Whole, low: Whole, high: Whole, flow: Whole) -> tuple[Whole, Whole]:
        """The arcs' bounds in all flows as cheap as this one, which is thereby proven to be cheapest.

        An arc whose reduced cost is not 0 carries what it carries in every cheapest flow; and whatever flow keeps to
        that is cheapest too. Raises RuntimeError where the flow is not cheapest.
        """
        reduced = costs + self._potentials(costs, low, high, flow)
        is_settled = (reduced != 0) & (low < high)
        if (flow[is_settled] != np.where(reduced > 0, low, high)[is_settled]).any():
            raise RuntimeError("the flow is not the cheapest")
        return np.where(is_settled, flow, low), np.where(is_settled, flow, high)

    def _potentials(self, costs: Whole, low: Whole, high: Whole, flow: Whole) -> Whole:
        """What each arc's ends add to its cost: least distances in the residual network, from anywhere to each node.

        They settle only where no circle costs less than nothing, which is what makes the flow cheapest.
        """
        onward, back = flow < high, flow > low
        tail = np.concatenate((self.tail[onward], self.head[back]))
        head = np.concatenate((self.head[onward], self.tail[back]))
        cost = np.concatenate((costs[onward], -costs[back]))
        order = np.argsort(head, kind="stable")
        tail, head, cost = tail[order], head[order], cost[order]
        ends, first = np.unique(head, return_index=True)
        distance = np.zeros(len(self.supply), np.int64)
        for _ in range(len(distance) + 1):
            if not _shorten(distance, tail, cost, ends, first):
                return np.asarray(distance[self.tail] - distance[self.head], np.int64)
        raise RuntimeError("the flow is not the cheapest")


def _shorten(distance: Whole, tail: Whole, cost: Whole, ends: Whole, first: NDArray[np.intp]) -> bool:
    """One step of Bellman and Ford over all arcs at once; whether any distance became less."""
    if not len(ends):
        return False
    nearer = np.minimum.reduceat(distance[tail] + cost, first)
    changed = nearer < distance[ends]
    distance[ends[changed]] = nearer[changed]
    return bool(changed.any())
