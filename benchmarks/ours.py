"""This project."""

from __future__ import annotations

from importlib import import_module

from benchmarks.contender import Answer, Given
from peerinspect.domain import Facts


class Ours:
    """`solve`, as the command calls it."""

    name = "peerinspect"

    def why_not(self, facts: Facts) -> str | None:
        """Never."""
        return None

    def load(self) -> None:
        """Import it."""
        import_module("peerinspect.matching")

    def answer(self, given: Given) -> Answer:
        """All goals, `canon` too. What is searched by regions is examined by regions as well, so once more."""
        from peerinspect.matching import solve
        from peerinspect.matching.regions.wall import is_beyond_the_wall

        roster = solve(
            given.facts,
            problem_digest="sha256:benchmark",
            policy_digest="sha256:benchmark",
            time_limit=given.seconds,
            workers=given.workers,
            found=None if is_beyond_the_wall(given.facts) else given.found,
        )
        fixed = {one.pair for one in given.found.fixed}
        proven = [goal.name for goal in roster.goals if goal.bound == goal.value and goal.name != "canon"]
        return Answer([one.pair for one in roster.placements if one.pair not in fixed], proven)
