"""Each answer is audited as a roster would be, and its goals are recomputed from the placements alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from peerinspect.domain import Facts, Roster, RosterPlacement
from peerinspect.domain.placement import Pair
from peerinspect.independence import goals
from peerinspect.independence.audit import audit
from peerinspect.independence.examiner import settled_engagements
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.waivers_needed import waivers_needed


@dataclass(frozen=True)
class Verdict:
    """What an answer is worth: `values` by goal in the policy's order, and what is wrong with it, if anything."""

    values: dict[str, Fraction]
    faults: tuple[str, ...]

    def key(self) -> tuple[Fraction, ...]:
        """For comparing two answers: less is better, goal by goal."""
        return tuple(-value if name == "fit" else value for name, value in self.values.items())


def judged(facts: Facts, placements: list[Pair]) -> Verdict:
    """The audit of the roster that the placements and the fixed ones make, `canon` left out of the values."""
    rules = Rulebook.under(facts.policy)
    past, fixed = settled_engagements(facts)
    unknown = [pair for pair in placements if pair[0] not in facts.people or pair[1] not in facts.duties]
    if unknown or len(set(placements)) < len(placements):
        return Verdict({}, (f"unknown or repeated placements: {unknown[:3]}",))
    settled = {one.pair: one for one in fixed}
    pairs = sorted({*placements, *settled}, key=lambda pair: (pair[1], pair[0]))
    engaged = [settled.get(one.pair, one) for one in goals.engaged(facts, pairs)]
    needed = waivers_needed(facts, rules, engaged, past)
    statuses = {one.pair: one.status for one in facts.placements}
    names = [name for name in facts.policy.ordered_goals() if name != "canon"]
    roster = Roster(
        problem="sha256:benchmark",
        rulebook=rules.version,
        policy="sha256:benchmark",
        engine_name="a contender",
        engine_version="0",
        seed=0,
        status="feasible",
        goals=(),
        placements=tuple(
            RosterPlacement(*pair, statuses.get(pair, "proposed"), needed.get(pair, ())) for pair in pairs
        ),
        shortfalls=goals.shortfalls_of(facts, pairs, rules.covers),
    )
    report = audit(facts, roster)
    values = dict(report.values)
    faults = [f"{one.rule}: {one.sentence}" for one in report.hard]
    return Verdict({name: values[name] for name in names}, tuple(faults))
