"""The auditor: reloads a saved roster and examines all of it, apart from whatever made it.

It asks the rules' plain predicates of every placement, pair, three and bucket, without the examiner's keys,
filters or indexes, and recomputes every goal's value. Source: design section 3, and exact readings 5-8 and 12-16.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from peerinspect.domain import Facts, Objection, Roster
from peerinspect.domain.placement import Pair
from peerinspect.domain.policy import GOALS
from peerinspect.independence import goals
from peerinspect.independence.auditing.examination import examine
from peerinspect.independence.auditing.figures import goal_faults, goal_notes, objection_faults, shortfall_faults
from peerinspect.independence.auditing.findings import Findings
from peerinspect.independence.auditing.report import Report
from peerinspect.independence.auditing.structure import examinable, structure_faults
from peerinspect.independence.rulebook import EDITIONS, VERSION, Rulebook

__all__ = ["Report", "audit"]


def audit(
    facts: Facts,
    roster: Roster,
    rulebook: Rulebook | None = None,
    problem_digest: str | None = None,
    start: Roster | None = None,
    policy_digest: str | None = None,
) -> Report:
    """Examines the roster as an answer to the problem.

    The rulebook is of the edition that the roster names, under the problem's policy, unless one is given; a roster of
    an edition that there never was is judged by the latest, and the report says so. `problem_digest` and
    `policy_digest` are those of the problem's and the policy's canonical forms, checked where given. `start` is the
    roster that the solve started from; without it a stated `keep` may exceed what the problem's own placements give,
    and the report notes it.
    """
    rules = _rulebook_for(facts, roster) if rulebook is None else rulebook
    pairs = examinable(facts, roster)
    findings = examine(facts, goals.engaged(facts, pairs), rules)
    values = _values(facts, roster, pairs, start, rules, findings)
    faults = [
        *structure_faults(facts, roster, rules.version, problem_digest, policy_digest),
        *objection_faults(roster, pairs, findings),
        *shortfall_faults(roster, goals.shortfalls_of(facts, pairs, rules.covers)),
        *goal_faults(facts, roster, values, start is not None),
    ]
    return Report(
        hard=_in_order(findings.hard),
        soft=_in_order(findings.soft),
        standing=_in_order(findings.standing),
        faults=tuple(faults),
        notes=tuple(goal_notes(roster, values, start is not None)),
        values=tuple(values.items()),
        rules_examined=findings.rules,
        placements_listed=len(roster.placements),
        placements_examined=findings.placements,
        pairs_examined=findings.pairs,
        threes_examined=findings.threes,
    )


def _rulebook_for(facts: Facts, roster: Roster) -> Rulebook:
    """That of the roster's edition; the latest where there never was such an edition."""
    return Rulebook.under(facts.policy, edition=roster.rulebook if roster.rulebook in EDITIONS else VERSION)


def _values(
    facts: Facts, roster: Roster, pairs: list[Pair], start: Roster | None, rules: Rulebook, findings: Findings
) -> dict[str, Fraction]:
    """The goals of the policy and of the roster, recomputed; the examination has the cost of `waivers` already."""
    names = {*facts.policy.ordered_goals(), *(goal.name for goal in roster.goals)}
    return {
        name: findings.cost if name == "waivers" else goals.value_of(name, facts, set(pairs), start, rules)
        for name in GOALS
        if name in names
    }


def _in_order(objections: Iterable[Objection]) -> tuple[Objection, ...]:
    """By rule, then duties, people and sentence; said twice, listed once."""
    distinct = dict.fromkeys(objections)
    return tuple(sorted(distinct, key=lambda one: (one.rule, one.duties, one.people, one.sentence)))
