"""A shortfall explained: what keeps everybody off the duty, and the smallest changes that would fill it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from peerinspect.domain import Duty, Facts, Roster
from peerinspect.explain.changes import MOST_WEEKS, Change, changes_for
from peerinspect.explain.counterfactual import GoalChange, Move, goal_changes, moves_to
from peerinspect.explain.explanation import number
from peerinspect.explain.lacking import Tally, placed_on, tally
from peerinspect.explain.trial import around, in_the_way
from peerinspect.independence import goals
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import Answer, Room

SECONDS = 30.0
"""How long changes are tried, unless told otherwise."""

MOST_OF_A_KIND = 12
"""Changes of one kind that are tried."""


@dataclass(frozen=True)
class Remedy:
    """A change that a search has shown to fill what was empty, with no other seat lost; its price goal by goal."""

    change: Change
    goals: tuple[GoalChange, ...]
    moves: tuple[Move, ...]

    @property
    def cost(self) -> tuple[Fraction, ...]:
        """What is lost, goal by goal in their order: what changes are ranked by."""
        return tuple(one.worse for one in self.goals)


@dataclass(frozen=True)
class ShortfallAnswer:
    """What a duty lacks and why; the cheapest remedy first. `tried` counts the changes searched, by kind.

    `untried` says in plain sentences what was left out.
    """

    duty: str
    seats: int
    skills: tuple[str, ...]
    tally: Tally
    remedies: tuple[Remedy, ...]
    tried: Mapping[str, int]
    untried: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        """Whether the duty lacks anything at all."""
        return bool(self.seats or self.skills)

    def as_dict(self) -> dict[str, Any]:
        """The answer as JSON would hold it."""
        return {
            "duty": self.duty,
            "seats": self.seats,
            "skills": list(self.skills),
            "people": self.tally.people,
            "rules": [{"rule": one.rule, "alone": one.alone, "in_all": one.in_all} for one in self.tally.rules],
            "combinations": [{"rules": list(one.rules), "people": one.people} for one in self.tally.combinations],
            "taken": [{"person": one.person, "name": one.name, "duties": list(one.duties)} for one in self.tally.taken],
            "free": list(self.tally.free),
            "remedies": [_remedy_dict(one) for one in self.remedies],
            "tried": dict(self.tried),
            "untried": list(self.untried),
        }

    def as_text(self) -> str:
        """The answer for a terminal."""
        if not self.is_short:
            return f"{self.duty} lacks nothing."
        lines = [f"{self.duty} lacks {_what(self.seats, self.skills)}."]
        lines += ["", f"Of {self.tally.people} people who are not on it:"]
        lines += [f"  {one.rule} bars {one.in_all}, {one.alone} of them alone" for one in self.tally.rules]
        lines += [f"  {' and '.join(one.rules)} together bar {one.people}" for one in self.tally.combinations]
        lines += [f"  {one.name} could, but is taken by {', '.join(one.duties)}" for one in self.tally.taken]
        lines += [
            "",
            "What would fill it, the cheapest first:" if self.remedies else "Nothing that was tried fills it.",
        ]
        lines += [line for rank, one in enumerate(self.remedies, 1) for line in _remedy_lines(rank, one)]
        return "\n".join([*lines, "", *(f"Not tried: {one}" for one in self.untried)]).rstrip()


def shortfall(
    facts: Facts,
    roster: Roster,
    duty_id: str,
    *,
    seconds: float = SECONDS,
    workers: int = 4,
    progress: Callable[[Remedy], None] | None = None,
) -> ShortfallAnswer:
    """Why the duty is short, and what would fill it: each change shown to do so by searching around the duty again.

    `progress` hears of each remedy as it is found, in no order yet. Raises KeyError for a duty that the facts do not
    know.
    """
    return _Shortfall(facts, roster, facts.duties[duty_id], time.monotonic() + seconds, workers).answer(progress)


class _Shortfall:
    def __init__(self, facts: Facts, roster: Roster, duty: Duty, deadline: float, workers: int) -> None:
        self.facts = facts
        still = set(placed_on(facts, roster))
        self.roster = replace(roster, placements=tuple(one for one in roster.placements if one.pair in still))
        self.duty = duty
        self.deadline = deadline
        self.workers = workers
        self.rules = Rulebook.named_by(roster, facts.policy)
        team = [one for one in goals.engaged(facts, placed_on(facts, roster)) if one.duty.id == duty.id]
        self.lacking = self._lacking(facts, team)
        self.seats = goals.empty_seats(duty, team) if facts.is_open(duty) else 0
        needs = {need for cover in self.rules.covers for need in goals.missing_needs(facts, duty, team, cover)}
        self.skills = frozenset(needs & duty.skills) if facts.is_open(duty) else frozenset[str]()

    def _lacking(self, facts: Facts, team: Sequence[Engagement]) -> Fraction:
        return goals.fill_cost(facts, facts.duties[self.duty.id], team, self.rules.covers)

    def answer(self, progress: Callable[[Remedy], None] | None) -> ShortfallAnswer:
        counted = tally(self.facts, self.roster, self.duty, self.rules)
        found: list[Remedy] = []
        tried: dict[str, int] = {}
        left: dict[str, int] = {}
        for change in self._changes(counted):
            if self._is_over() or tried.get(change.kind, 0) >= MOST_OF_A_KIND:
                left[change.kind] = left.get(change.kind, 0) + 1
                continue
            tried[change.kind] = tried.get(change.kind, 0) + 1
            if remedy := self._tried(change):
                found.append(remedy)
                if progress:
                    progress(remedy)
        ranked = tuple(sorted(found, key=lambda one: (one.cost, one.change.kind, one.change.sentence)))
        skills = tuple(sorted(self.skills))
        return ShortfallAnswer(self.duty.id, self.seats, skills, counted, ranked, tried, self._untried(left))

    def _changes(self, counted: Tally) -> Iterator[Change]:
        if self.seats or self.skills:
            yield from changes_for(self.facts, self.duty, self.skills, counted, self.rules)

    def _is_over(self) -> bool:
        return time.monotonic() >= self.deadline

    def _tried(self, change: Change) -> Remedy | None:
        """First with nothing else touched; then with the duties released that stand in the way."""
        answer = self._searched(change, [])
        if answer is None and not self._is_over():
            released = in_the_way(change.facts, self.roster, self.rules, self._hopefuls(change))
            answer = self._searched(change, released) if released else None
        if answer is None:
            return None
        moves = moves_to(change.facts, self.roster, answer)
        first = next((one.pair for one in moves if one.duty == self.duty.id and one.is_coming), None)
        return Remedy(
            change,
            goal_changes(change.facts, self.roster, answer),
            moves_to(change.facts, self.roster, answer, first),
        )

    def _searched(self, change: Change, released: Sequence[str]) -> Answer | None:
        """The roster with the change, where it lacks less on this duty and no more on any other."""
        room = Room(self.workers, deadline=self.deadline)
        answer = around(change.facts, self.roster, [self.duty.id, *released], room)
        engaged = goals.engaged(change.facts, answer.pairs)
        gained = self.lacking - self._lacking(change.facts, [one for one in engaged if one.duty.id == self.duty.id])
        before = goals.fill_value(self.facts, placed_on(self.facts, self.roster), self.rules.covers)
        after = goals.fill_value(change.facts, answer.pairs, self.rules.covers)
        return answer if gained > 0 and before - after >= gained else None

    def _hopefuls(self, change: Change) -> list[tuple[str, str]]:
        """Those who could do the duty if nobody but the settled ones were anywhere."""
        if change.person is not None:
            return [(change.person, self.duty.id)]
        counted = tally(change.facts, self.roster, change.facts.duties[self.duty.id], self.rules)
        return [(one.person, self.duty.id) for one in counted.taken if self._may_help(change.facts, one.person)]

    def _may_help(self, facts: Facts, person: str) -> bool:
        """Where no seat is empty, only somebody with a skill that is missing."""
        return bool(self.seats or facts.people[person].skills & self.skills)

    def _untried(self, left: Mapping[str, int]) -> tuple[str, ...]:
        if not (self.seats or self.skills):
            return ()
        names = {"act": "acts", "week": "other weeks", "waiver": "waivers", "volunteer": "further volunteers"}
        skipped = [
            f"{count} more {names[kind]}, for want of time or because enough were" for kind, count in left.items()
        ]
        return (
            *skipped,
            f"weeks further off than {MOST_WEEKS}",
            "two changes at once",
            "changes of the rules, and of who is settled already",
        )


def _what(seats: int, skills: Sequence[str]) -> str:
    parts = [f"{seats} {'person' if seats == 1 else 'people'}"] if seats else []
    return " and ".join([*parts, *(f"somebody with {skill}" for skill in skills)])


def _remedy_dict(one: Remedy) -> dict[str, Any]:
    return {
        "kind": one.change.kind,
        "change": one.change.sentence,
        "person": one.change.person,
        "weeks": one.change.weeks,
        "goals": [
            {"name": each.name, "before": number(each.before), "after": number(each.after)} for each in one.goals
        ],
        "moves": [{"person": each.person, "duty": each.duty, "comes": each.is_coming} for each in one.moves],
    }


def _remedy_lines(rank: int, one: Remedy) -> list[str]:
    costs = ", ".join(f"{each.name} {number(each.after - each.before):+}" for each in one.goals if each.worse)
    moves = [
        f"      {each.name or each.person} {'comes to' if each.is_coming else 'leaves'} {each.duty}"
        for each in one.moves
    ]
    return [f"  {rank}. {one.change.sentence} ({costs or 'at no cost'})", *moves]
