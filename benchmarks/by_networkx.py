"""networkx' network simplex, for pure assignments: `fill` and `fit` as one cost."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from benchmarks.assignments import AS_OF
from benchmarks.contender import Answer, Given, placed
from peerinspect.domain import Facts
from peerinspect.independence import goals


class ByNetworkx:
    """One flow from the reviews through the people; an empty seat costs more than all that fit could bring."""

    name = "networkx"

    def why_not(self, facts: Facts) -> str | None:
        """Where networkx is not installed, or more than an assignment is asked."""
        if not find_spec("networkx"):
            return "networkx is not installed"
        if facts.policy.goals != ("fill", "fit") or facts.as_of != AS_OF or facts.authorities:
            return "not a pure assignment"
        return None

    def load(self) -> None:
        """Import it."""
        import_module("networkx")

    def answer(self, given: Given) -> Answer:
        """The whole of it; a network simplex cannot be stopped."""
        import networkx as nx

        found = given.found
        scores = [int(goals.fit_score(one)) for one in found.candidates]
        empty = 2 * len(given.facts.duties) * max(map(abs, scores), default=1) + 1
        graph = nx.DiGraph()
        for duty in given.facts.duties.values():
            graph.add_node(("duty", duty.id), demand=-duty.seats)
            graph.add_edge(("duty", duty.id), "end", capacity=duty.seats, weight=empty)
        graph.add_node("end", demand=sum(duty.seats for duty in given.facts.duties.values()))
        for one, score in zip(found.candidates, scores, strict=True):
            graph.add_edge(("duty", one.duty.id), ("person", one.person.id), capacity=1, weight=-score)
        for id_, person in given.facts.people.items():
            days = max(duty.workload for duty in given.facts.duties.values())
            graph.add_edge(("person", id_), "end", capacity=person.days_offered() // days, weight=0)
        _, flow = nx.network_simplex(graph)
        chosen = [
            index
            for index, one in enumerate(found.candidates)
            if flow["duty", one.duty.id].get(("person", one.person.id))
        ]
        return Answer(placed(found, chosen), ["fill", "fit"])
