"""What an explanation holds, as data first; the command and the page render it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from peerinspect.domain import Objection


@dataclass(frozen=True)
class Choice:
    """One person on one duty.

    `cost` is what a direct swap (or filling an empty seat) would change, goal by goal: positive is worse. It is an
    estimate: the rest of the roster stays as it is. `instead_of` is the person swapped out, None for an empty seat.
    """

    person: str
    name: str
    objections: tuple[Objection, ...] = ()
    rank: int | None = None
    cost: Mapping[str, Fraction] | None = None
    instead_of: str | None = None
    status: str | None = None


@dataclass(frozen=True)
class DutyExplanation:
    """Every person for one duty: chosen, eligible (the cheapest swap first) or blocked; nobody is missing."""

    duty: str
    seats: int
    chosen: tuple[Choice, ...]
    eligible: tuple[Choice, ...]
    blocked: tuple[Choice, ...]

    def as_dict(self) -> dict[str, Any]:
        """The explanation as JSON would hold it."""
        return {
            "duty": self.duty,
            "seats": self.seats,
            "chosen": [{**_plain(one), "status": one.status} for one in self.chosen],
            "eligible": [
                {
                    **_plain(one),
                    "rank": one.rank,
                    "cost": {goal: number(amount) for goal, amount in (one.cost or {}).items()},
                    "instead_of": one.instead_of,
                }
                for one in self.eligible
            ],
            "blocked": [_plain(one) for one in self.blocked],
        }

    def as_text(self) -> str:
        """The explanation for a terminal: three groups, a line a person and a line an objection."""
        lines = [f"{self.duty}: {self.seats} {'seat' if self.seats == 1 else 'seats'}"]
        for title, group in (("Chosen", self.chosen), ("Eligible", self.eligible), ("Blocked", self.blocked)):
            lines.append(f"\n{title} ({len(group)})")
            for one in group:
                lines.append(f"  {_headline(one)}")
                lines += [f"      {each.rule} ({each.strength}): {each.sentence}" for each in one.objections]
        return "\n".join(lines)


def _headline(one: Choice) -> str:
    label = f"{one.person}  {one.name}" if one.name and one.name != one.person else one.person
    if one.cost is None:
        return label
    costs = ", ".join(f"{goal} {number(amount):+}" for goal, amount in one.cost.items() if amount)
    seat = f"instead of {one.instead_of}" if one.instead_of else "in an empty seat"
    return f"{one.rank}. {label}, {seat} (estimate: {costs or 'no change'})"


def _plain(one: Choice) -> dict[str, Any]:
    return {"person": one.person, "name": one.name, "objections": [plain_objection(each) for each in one.objections]}


def plain_objection(each: Objection) -> dict[str, Any]:
    """An objection as JSON would hold it."""
    return {
        "rule": each.rule,
        "strength": str(each.strength),
        "sentence": each.sentence,
        "people": list(each.people),
        "duties": list(each.duties),
        "authorities": list(each.authorities),
        "evidence": [{"fact": one.fact, "from": _day(one.start), "to": _day(one.end)} for one in each.evidence],
        "reveals": sorted(each.reveals),
    }


def _day(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def number(amount: Fraction) -> int | float:
    """A whole number where it is one, else a decimal."""
    return int(amount) if amount.denominator == 1 else float(amount)
