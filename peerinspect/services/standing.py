"""A part of the latest roster as it stands now: without who has said no since, with who is settled by now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from peerinspect.domain import Duty, Facts, GoalValue, Roster, RosterPlacement
from peerinspect.files import digest_of, roster_bytes
from peerinspect.independence import goals
from peerinspect.independence.rulebook import VERSION, Rulebook
from peerinspect.services.kept import kept
from peerinspect.services.problems import circle_of_part, current_circles, open_problem, part_of_duty, sealed_problem
from peerinspect.services.refusal import NotFound
from peerinspect.services.saving import reload_roster
from peerinspect.services.veil import OPEN
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.rosters import latest_part, parts_of
from peerinspect.store.tables import RosterPartRow


@dataclass(frozen=True)
class Standing:
    """The problem as it is now, and the latest roster as far as it still holds. Shared: never changed.

    `drafted` is that roster as it was found, None before any; `roster_id` its id. `refused` are the pairs of people
    and duties that were offered and declined.
    """

    facts: Facts
    drafted: Roster | None
    roster_id: str | None
    refused: frozenset[tuple[str, str]]

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules that the roster names."""
        return Rulebook.named_by(self.roster, self.facts.policy)

    @cached_property
    def roster(self) -> Roster:
        """The roster that explanations are measured against."""
        settled = {
            each.pair: RosterPlacement(each.person, each.duty, each.status)
            for each in self.facts.placements
            if not self.facts.is_history(each) and (self.drafted is None or self.facts.is_fixed(each))
        }
        if self.drafted is None:
            return Roster("", VERSION, "", "", "", 0, "feasible", (), tuple(settled.values()), ())
        held = {each.pair: each for each in self.drafted.placements if self._still_holds(each)}
        return replace(self.drafted, placements=tuple({**held, **settled}.values()))

    def _still_holds(self, each: RosterPlacement) -> bool:
        return each.person in self.facts.people and each.duty in self.facts.duties and each.pair not in self.refused

    @cached_property
    def measured(self) -> Roster:
        """The same roster with the figures that it has by now. What was proven of it holds while nothing changed."""
        problem = self.problem
        if self.drafted is not None and self.drafted.problem == problem and self._placed() == self.drafted.placements:
            return self.drafted
        pairs = [each.pair for each in self._placed()]
        return replace(
            self.roster,
            problem=problem,
            status="feasible",
            goals=tuple(self._goal(name, pairs) for name in self.facts.policy.ordered_goals()),
            placements=self._placed(),
            shortfalls=goals.shortfalls_of(self.facts, pairs, self.rulebook.covers),
        )

    def _placed(self) -> tuple[RosterPlacement, ...]:
        """The placements on duties that are still open, in the order of files."""
        still = (each for each in self.roster.placements if self.facts.is_open(self.facts.duties[each.duty]))
        return tuple(sorted(still, key=lambda each: (each.duty, each.person)))

    def _goal(self, name: str, pairs: list[tuple[str, str]]) -> GoalValue:
        return GoalValue(name, goals.value_of(name, self.facts, pairs, self.roster, self.rulebook), None)

    @cached_property
    def problem(self) -> str:
        """The problem's digest."""
        return digest_of(self.facts)

    @cached_property
    def version(self) -> str:
        """A digest of the problem and the roster: of one version a question has one answer."""
        found = hashlib.sha256(self.problem.encode() + roster_bytes(self.roster))
        return f"sha256:{found.hexdigest()}"


def part_now(duty: Duty, today: date) -> str | None:
    """The part of a roster that fills the duty; None where none does."""
    if not duty.sealed:
        return OPEN
    return part_of_duty(duty, kept("circles", "", today, lambda: current_circles(today)))


def standing(part: str | None, today: date) -> Standing:
    """The part as it stands now; a duty that belongs to no part is seen from the open one."""
    name = part or OPEN
    return kept("standing", name, today, lambda: _read(name, today))


def standing_of(roster_id: str, part: str, today: date) -> Standing:
    """A part of one roster as it stands now, whatever came after it. Raises NotFound where the roster has no such
    part."""
    return kept("standing-of", (roster_id, part), today, lambda: _read_of(roster_id, part, today))


def _read_of(roster_id: str, part: str, today: date) -> Standing:
    rows = {row.part: row for row in parts_of([roster_id], {OPEN, part}, with_bytes=True)}
    if part not in rows:
        raise NotFound("no such part")
    return _stood(rows[part], part, rows.get(OPEN), today)


def _read(part: str, today: date) -> Standing:
    return _stood(latest_part(part), part, latest_part(OPEN), today)


def _stood(row: RosterPartRow | None, part: str, opened: RosterPartRow | None, today: date) -> Standing:
    drafted = reload_roster(row.roster_bytes) if row else None
    facts = _facts(part, opened, today)
    return Standing(facts, drafted, row.roster if row else None, frozenset(_refused(facts)))


def _facts(part: str, opened: RosterPartRow | None, today: date) -> Facts:
    """The problem, built afresh: it knows what changed since the last roster."""
    circle = circle_of_part(part)
    if circle is None:
        return open_problem(today)
    return sealed_problem(today, circle, reload_roster(opened.roster_bytes).placements if opened else ())


def _refused(facts: Facts) -> Iterable[tuple[str, str]]:
    return (each.pair for each in read_placements(facts.as_of, facts.duties) if each.status == "declined")
