"""Who else could have done the duty, what each would have cost, and how many people each rule kept off it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from peerinspect.domain import Strength
from peerinspect.explain.explanation import Choice, DutyExplanation
from peerinspect.independence.plain_words import rule_title


def alternatives(found: DutyExplanation, person: str) -> dict[str, Any]:
    """The whole company by their standing: those on the duty too, the eligible by rank, the blocked by rule."""
    names = {each.person: each.name for each in found.chosen}
    return {
        "considered": len(found.chosen) + len(found.eligible) + len(found.blocked),
        "beside": [{"person": each.person, "name": each.name} for each in found.chosen if each.person != person],
        "eligible": [_eligible(each, names) for each in found.eligible],
        "blocked": {"people": len(found.blocked), "by_rule": _by_rule(found.blocked)},
    }


def _eligible(each: Choice, names: dict[str, str]) -> dict[str, Any]:
    """One who could have done it. Positive changes are worse; an estimate, the rest of the roster left as it is."""
    return {
        "rank": each.rank,
        "person": each.person,
        "name": each.name,
        "cost": [{"goal": goal, "change": number(amount)} for goal, amount in (each.cost or {}).items()],
        "instead_of": names.get(each.instead_of) if each.instead_of else None,
        "waivers_needed": sorted({one.rule for one in each.objections}),
    }


def _by_rule(blocked: Iterable[Choice]) -> list[dict[str, Any]]:
    """People by each rule that forbids it; somebody barred by several counts under each. The most first."""
    counts: Counter[str] = Counter()
    for each in blocked:
        counts.update({one.rule for one in each.objections if one.strength is Strength.HARD})
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [{"rule": rule, "title": rule_title(rule), "people": people} for rule, people in ordered]


def number(amount: Fraction) -> int | str:
    """A whole number where it is one, else "numerator/denominator": nothing is rounded in a record."""
    return int(amount) if amount.denominator == 1 else str(amount)
