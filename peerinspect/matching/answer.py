"""A roster as an answer: who is placed, how far that is, what stays empty, and what each goal came to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from peerinspect.domain import Facts, GoalValue, Roster, RosterPlacement
from peerinspect.domain.placement import STATUSES, Pair
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.examiner import settled_engagements
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.waivers_needed import waivers_needed
from peerinspect.matching import cpsat


@dataclass(frozen=True)
class Asked:
    """What was asked: the facts, the rules, the starting roster; and the digests of the problem and its policy."""

    facts: Facts
    rulebook: Rulebook
    start: Roster | None
    problem_digest: str
    policy_digest: str

    def answer(
        self,
        placed: Iterable[Engagement],
        past: Sequence[Engagement],
        stated: Collection[GoalValue],
        *,
        is_cancelled: bool,
    ) -> Roster:
        """The roster of the placed, the fixed among them, with the goals as they are stated of it.

        It is optimal where every goal's bound is its value, whatever else happened.
        """
        ordered = sorted(placed, key=lambda one: (one.duty.id, one.person.id))
        pairs = [one.pair for one in ordered]
        statuses = statuses_of(self.facts, self.start)
        needed = waivers_needed(self.facts, self.rulebook, ordered, past)
        proven = all(goal.bound == goal.value for goal in stated)
        return Roster(
            problem=self.problem_digest,
            rulebook=self.rulebook.version,
            policy=self.policy_digest,
            engine_name=cpsat.NAME,
            engine_version=version("ortools"),
            seed=cpsat.SEED,
            status="optimal" if proven else "cancelled" if is_cancelled else "feasible",
            goals=tuple(stated),
            placements=tuple(
                RosterPlacement(*pair, statuses.get(pair, "proposed"), needed.get(pair, ())) for pair in pairs
            ),
            shortfalls=goals.shortfalls_of(self.facts, pairs, self.rulebook.covers),
        )

    def unsearched(self, *, is_cancelled: bool) -> Roster:
        """What is left where time was up before the search began: the fixed placements, and no goal bounded."""
        past, fixed = settled_engagements(self.facts)
        pairs = [one.pair for one in fixed]
        stated = [
            GoalValue(name, goals.value_of(name, self.facts, pairs, self.start, self.rulebook), None)
            for name in self.facts.policy.ordered_goals()
        ]
        return self.answer(fixed, past, stated, is_cancelled=is_cancelled)


def statuses_of(facts: Facts, start: Roster | None) -> dict[Pair, str]:
    """The furthest status that the file or the starting roster knows of each placement; a fixed one's is the file's."""
    known = [(one.pair, one.status) for one in facts.placements]
    known += [(one.pair, one.status) for one in start.placements if one.status != "done"] if start else []
    furthest: dict[Pair, str] = {}
    for pair, status in known:
        furthest[pair] = max(furthest.get(pair, STATUSES[0]), status, key=STATUSES.index)
    return furthest | {one.pair: one.status for one in facts.placements if facts.is_fixed(one)}
