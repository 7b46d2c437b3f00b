"""Why not her? The roster searched again with her on the duty: what it would cost, and who would have to move."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from peerinspect.domain import Duty, Facts, Objection, Roster, Strength
from peerinspect.domain.placement import Pair
from peerinspect.explain.duty import explain_duty
from peerinspect.explain.explanation import number, plain_objection
from peerinspect.explain.remedies import remedy
from peerinspect.independence import goals, wording
from peerinspect.matching import Answer, Room, Workshop

SECONDS = 1.5
"""How long the search may take, unless told otherwise; what is proven by then is said."""


@dataclass(frozen=True)
class GoalChange:
    """One goal on the roster as it is and with the person on the duty, and the best that any such roster could reach.

    `bound` is None where nothing is proven. More is better for `fit` alone; `worse` is how much is lost.
    """

    name: str
    before: Fraction
    after: Fraction
    bound: Fraction | None

    @property
    def worse(self) -> Fraction:
        """What is lost: positive is worse, whichever way the goal runs."""
        return self.before - self.after if self.name == "fit" else self.after - self.before


@dataclass(frozen=True)
class Move:
    """One person who comes to a duty or leaves it."""

    person: str
    name: str
    duty: str
    is_coming: bool

    @property
    def pair(self) -> Pair:
        """The person's and the duty's id."""
        return (self.person, self.duty)


@dataclass(frozen=True)
class Obstacle:
    """A hard objection that no roster gets around, and what would clear it, where anything would."""

    objection: Objection
    remedy: str | None


@dataclass(frozen=True)
class Counterfactual:
    """The answer. `status` is chosen (the person is on the duty already), impossible, optimal (proven), or feasible.

    `moves` run from the person outwards: who has to make room, who steps in for them, and so on.
    """

    duty: str
    person: str
    name: str
    status: str
    goals: tuple[GoalChange, ...] = ()
    moves: tuple[Move, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The answer as JSON would hold it."""
        return {
            "duty": self.duty,
            "person": self.person,
            "name": self.name,
            "status": self.status,
            "goals": [_goal_dict(one) for one in self.goals],
            "moves": [
                {"person": one.person, "name": one.name, "duty": one.duty, "comes": one.is_coming} for one in self.moves
            ],
            "obstacles": [{**plain_objection(one.objection), "remedy": one.remedy} for one in self.obstacles],
        }

    def as_text(self) -> str:
        """The answer for a terminal."""
        head = f"{self.name or self.person} on {self.duty}: "
        if self.status == "chosen":
            return f"{head}is on the duty already."
        if self.status == "impossible":
            return "\n".join([f"{head}not possible.", *(_obstacle_line(one) for one in self.obstacles)])
        best = (
            "the best such roster" if self.status == "optimal" else "the best such roster found; a better one may exist"
        )
        return "\n".join([f"{head}{best}", "", *_goal_lines(self.goals), "", *_move_lines(self.moves)])


def counterfactual(
    facts: Facts,
    roster: Roster,
    duty_id: str,
    person_id: str,
    *,
    workshop: Workshop | None = None,
    is_answer: bool = False,
    seconds: float | None = SECONDS,
    workers: int = 4,
) -> Counterfactual:
    """The best roster near this one that has the person on the duty.

    `workshop` is the problem made ready, where it is at hand: then nothing is examined anew. `is_answer` says that the
    roster was made for this very problem, so that its bounds hold. `seconds` are for the search. Raises KeyError for a
    duty or a person that the facts do not know.
    """
    name = wording.full_name(facts.people[person_id])
    pair = (person_id, facts.duties[duty_id].id)
    if pair in {one.pair for one in roster.placements}:
        return Counterfactual(duty_id, person_id, name, "chosen")
    shop = workshop or Workshop(facts, roster, is_answer=is_answer)
    deadline = None if seconds is None else time.monotonic() + seconds
    answer = shop.with_placed([pair], Room(workers, deadline=deadline)) if shop.can_place(pair) else None
    if answer is None:
        return Counterfactual(duty_id, person_id, name, "impossible", obstacles=_obstacles(facts, roster, pair))
    status = "optimal" if answer.is_optimal else "feasible"
    return Counterfactual(
        duty_id, person_id, name, status, goal_changes(facts, roster, answer), moves_to(facts, roster, answer, pair)
    )


def _obstacles(facts: Facts, roster: Roster, pair: Pair) -> tuple[Obstacle, ...]:
    """What stands against the placement even beside the settled ones alone."""
    duty = facts.duties[pair[1]]
    if not facts.is_open(duty):
        return (Obstacle(_over(duty), None),)
    settled = {one.pair for one in facts.placements if facts.is_fixed(one)}
    bare = replace(roster, placements=tuple(one for one in roster.placements if one.pair in settled))
    answer = explain_duty(facts, bare, pair[1], pair[0])
    objections = [each for one in answer.blocked for each in one.objections if each.strength is Strength.HARD]
    return tuple(Obstacle(each, remedy(each.rule)) for each in objections)


def _over(duty: Duty) -> Objection:
    """Closed duties are not filled (exact reading 5)."""
    sentence = f"The duty ended on {wording.day(duty.last_day)}, and what is over is not filled."
    reveals = frozenset({duty.id} if duty.sealed else ())
    return Objection("duty-over", Strength.HARD, sentence, duties=(duty.id,), reveals=reveals)


def goal_changes(facts: Facts, roster: Roster, answer: Answer) -> tuple[GoalChange, ...]:
    """Every goal but the tie-break on the two rosters, side by side."""
    stated = {one.name: one.value for one in roster.goals}
    pairs = {one.pair for one in roster.placements}
    stated["keep"] = Fraction(goals.keep_value(facts, pairs, roster))
    return tuple(
        GoalChange(one.name, stated[one.name], one.value, one.bound)
        for one in answer.goals
        if one.name != "canon" and one.name in stated
    )


def moves_to(facts: Facts, roster: Roster, answer: Answer, first: Pair | None = None) -> tuple[Move, ...]:
    """Who comes and who leaves, from the first placement outwards: by the seat, then by the person."""
    before = {one.pair for one in roster.placements if _is_still_there(facts, one.pair)}
    coming, leaving = answer.pairs - before, before - answer.pairs
    ordered = _outwards([first] if first in coming else [], coming | leaving)
    return tuple(
        Move(person, wording.full_name(facts.people[person]), duty, (person, duty) in coming)
        for person, duty in ordered
    )


def _is_still_there(facts: Facts, pair: Pair) -> bool:
    person, duty = pair
    return person in facts.people and duty in facts.duties and facts.is_open(facts.duties[duty])


def _outwards(first: Sequence[Pair], moves: Iterable[Pair]) -> list[Pair]:
    """The moves in the order of their reach: those at the same seat, then those of the same person, and on."""
    left = sorted(set(moves) - set(first), key=lambda pair: (pair[1], pair[0]))
    queue, ordered = list(first), list[Pair]()
    while queue or left:
        here = queue.pop(0) if queue else left.pop(0)
        ordered.append(here)
        touched = [one for one in left if one[1] == here[1]] + [one for one in left if one[0] == here[0]]
        for one in dict.fromkeys(touched):
            left.remove(one)
            queue.append(one)
    return ordered


def _goal_dict(one: GoalChange) -> dict[str, Any]:
    bound = None if one.bound is None else number(one.bound)
    return {"name": one.name, "before": number(one.before), "after": number(one.after), "bound": bound}


def _goal_lines(changes: Sequence[GoalChange]) -> list[str]:
    lines = [f"  {'goal':<8}  {'now':>10}  {'then':>10}"]
    for one in changes:
        note = "" if one.bound == one.after else "  not proven"
        note += "" if not one.worse else "  worse" if one.worse > 0 else "  better"
        lines.append(f"  {one.name:<8}  {number(one.before):>10}  {number(one.after):>10}{note}")
    return lines


def _move_lines(moves: Sequence[Move]) -> list[str]:
    return [f"  {one.name or one.person} {'comes to' if one.is_coming else 'leaves'} {one.duty}" for one in moves]


def _obstacle_line(one: Obstacle) -> str:
    needs = f" It would take {one.remedy}." if one.remedy else ""
    return f"  {one.objection.rule}: {one.objection.sentence}{needs}"
