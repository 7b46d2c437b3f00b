"""How long repairs and questions about a roster take: `python -m benchmarks.questions PROBLEM ROSTER`.

The roster must answer the problem, and be proven. Times are of the wall clock in seconds, medians over the cases; what
a question needs once (the examination and the program) is listed apart.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeVar

from peerinspect.domain import Facts, Interest, Period, Roster, RosterPlacement
from peerinspect.explain import explain_duty
from peerinspect.explain.counterfactual import counterfactual
from peerinspect.explain.reserves import reserves
from peerinspect.explain.shortfall import shortfall
from peerinspect.files import digest_of, read_problem, read_roster
from peerinspect.independence import goals
from peerinspect.independence.examiner import Examination, examine
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import Room, Workshop
from peerinspect.matching.assembly import Assembly
from peerinspect.matching.inheritance import near_roster
from peerinspect.matching.repair import Repaired, repair

Answer = TypeVar("Answer")

SEED = 7
WORKERS = 4


@dataclass
class Line:
    """One line of the table."""

    name: str
    seconds: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def timed(self, work: Callable[[], Answer]) -> Answer:
        """What the work gives; its time goes into the line."""
        began = time.perf_counter()
        answer = work()
        self.seconds.append(time.perf_counter() - began)
        return answer

    def __str__(self) -> str:
        if not self.seconds:
            return f"| {self.name} | - | - | none |"
        middle, longest = statistics.median(self.seconds), max(self.seconds)
        return f"| {self.name} | {middle:.2f} | {longest:.2f} | {'; '.join(self.notes)} |"


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("problem")
    parser.add_argument("roster")
    parser.add_argument("--cases", type=int, default=10)
    chosen = parser.parse_args()
    facts = read_problem(chosen.problem)
    roster = read_roster(chosen.roster, facts)
    if roster.problem != digest_of(facts):
        parser.error("the roster does not answer the problem")
    load = os.getloadavg()[0]
    sys.stdout.write(
        f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, Python {sys.version.split()[0]}\n\n"
    )
    sys.stdout.write("| what | median s | longest s | note |\n|---|---|---|---|\n")
    for line in lines(facts, roster, chosen.cases):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


def lines(facts: Facts, roster: Roster, cases: int) -> Iterator[Line]:
    """Every measurement in turn."""
    rng = Random(SEED)
    table = Line("explain the largest duty to everybody")
    largest = max(
        (one for one in facts.duties.values() if facts.is_open(one)), key=lambda one: (one.seats, one.workload)
    )
    for _ in range(3):
        table.timed(lambda: explain_duty(facts, roster, largest.id))
    yield table
    seen, ready = Line("examine the problem"), Line("make it ready for questions")
    found = seen.timed(lambda: examine(facts, Rulebook.named_by(roster, facts.policy)))
    shop = ready.timed(lambda: Workshop(facts, roster, found, is_answer=True))
    yield from (seen, ready)
    yield from repairs(facts, roster, rng, cases)
    yield questions(facts, roster, shop, rng, cases)
    yield from shortfalls(facts, roster)
    yield bench(facts, roster, found)


def repairs(facts: Facts, roster: Roster, rng: Random, cases: int) -> Iterator[Line]:
    """One withdrawal, leave or tie each: the search alone, after examination and building."""
    near, rest = Line("repair, proven"), Line("repair, not proven nearby: a full search follows")
    settled = {one.pair for one in facts.placements if facts.is_fixed(one)}
    free = [one for one in roster.placements if one.pair not in settled]
    for one in rng.sample(free, cases):
        after = spoilt(facts, one, rng)
        found = examine(after, Rulebook.named_by(roster, facts.policy))
        program = Assembly(found, goals.keep_weights(after, roster)).build()
        began = time.perf_counter()
        answer = repair(program, *near_roster(program, found, roster, facts), Room(WORKERS), steps=(0, 1))
        line = near if answer and answer.is_proven else rest
        line.seconds.append(time.perf_counter() - began)
        line.notes.append(str(changes(roster, found, answer) if answer else "-"))
    for line in (near, rest):
        line.notes = [f"changes: {', '.join(line.notes)}"] if line.notes else []
        yield line


def spoilt(facts: Facts, one: RosterPlacement, rng: Random) -> Facts:
    """The facts after something that takes the person off the duty."""
    person, duty = facts.people[one.person], facts.duties[one.duty]
    kind = rng.choice(("withdrawal", "leave", "tie"))
    if kind == "tie" and duty.authorities:
        tie = Interest(person.id, "family", min(duty.authorities), Period())
        return replace(facts, interests=(*facts.interests, tie))
    away = replace(person, unavailable=(*person.unavailable, duty.period))
    gone = replace(person, offers=())
    return replace(facts, people={**facts.people, person.id: away if kind == "leave" else gone})


def changes(roster: Roster, found: Examination, answer: Repaired) -> int:
    """Placements of the roster that are gone."""
    chosen = {one.pair for index, one in enumerate(found.candidates) if answer.solved.solution[index]}
    return len({one.pair for one in roster.placements} - chosen - {one.pair for one in found.fixed})


def questions(facts: Facts, roster: Roster, shop: Workshop, rng: Random, cases: int) -> Line:
    """Why not her? Of eligible people, on a problem made ready."""
    line, optimal = Line("why not her"), 0
    placed = [one.duty for one in roster.placements]
    while len(line.seconds) < cases:
        duty = rng.choice(placed)
        eligible = explain_duty(facts, roster, duty).eligible
        if eligible:
            person = rng.choice(eligible).person
            answer = line.timed(lambda: counterfactual(facts, roster, duty, person, workshop=shop))  # noqa: B023
            optimal += answer.status == "optimal"
    line.notes = [f"{optimal} of {cases} proven"]
    return line


def shortfalls(facts: Facts, roster: Roster) -> Iterator[Line]:
    """What would fill each of the first three duties that are short: all of it, and the first remedy."""
    whole, first = Line("what would fill a seat, whole panel"), Line("what would fill a seat, first remedy")
    for short in roster.shortfalls[:3]:
        heard: list[float] = []
        began = time.perf_counter()
        answer = whole.timed(
            lambda: shortfall(facts, roster, short.duty, progress=lambda _: heard.append(time.perf_counter()))  # noqa: B023
        )
        first.seconds += [moment - began for moment in heard[:1]]
        whole.notes.append(f"{len(answer.remedies)} of {sum(answer.tried.values())} tried fill {short.duty}")
    yield from (whole, first)


def bench(facts: Facts, roster: Roster, found: Examination) -> Line:
    """Two reserves for every seat."""
    line = Line("reserves for every seat")
    seats = line.timed(lambda: reserves(facts, roster, found))
    line.notes = [f"{len(seats)} seats, {sum(len(seat.reserves) == 2 for seat in seats)} with two"]
    return line


if __name__ == "__main__":
    sys.exit(main())
