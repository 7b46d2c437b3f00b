"""Timefold: left out until its model is written."""

from __future__ import annotations

from importlib import import_module

from benchmarks.contender import Answer, Given
from peerinspect.domain import Facts


class ByTimefold:
    """Local search."""

    name = "timefold"

    def why_not(self, facts: Facts) -> str | None:
        """Where it cannot be had."""
        return "not here yet"

    def load(self) -> None:
        """Import it."""
        import_module("timefold.solver")

    def answer(self, given: Given) -> Answer:
        """Nothing."""
        raise NotImplementedError
