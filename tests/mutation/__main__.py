"""`python -m tests.mutation [CODE ...] [--most N | --every] [--jobs N]`: the table of mutants, and 1 for survivors."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from peerinspect.independence.rulebook import RULES

from .equivalent import EQUIVALENT, reason_for
from .mutants import Mutant, mutants_of, picked
from .operators import CLASSES
from .running import Outcome, own_tests_of, run, source_of

SURVIVED = "SURVIVED"


def mutants_to_try(code: str, most: int | None) -> list[Mutant]:
    """The rule's mutants that are not equivalent: `most` of them, all where it is None."""
    every = mutants_of(code, source_of(code))
    real = [one for one in every if reason_for(one) is None]
    return real if most is None else picked(real, most)


def tried(mutant: Mutant) -> tuple[Mutant, Outcome]:
    """The mutant and what became of it."""
    return mutant, run(mutant.code, mutant.source, own_tests_of(mutant.code))


def unchanged(code: str) -> Outcome:
    """What the rule's tests say of the rule as it is."""
    return run(code, source_of(code), own_tests_of(code))


def broken(codes: list[str], jobs: int) -> list[str]:
    """The rules whose tests fail, or cannot run, without any mutant."""
    with ThreadPoolExecutor(jobs) as workers:
        return [
            code for code, outcome in zip(codes, workers.map(unchanged, codes), strict=True) if not outcome.survived
        ]


def row(mutant: Mutant, told: str) -> str:
    """One line of the table."""
    place = f"{mutant.code:24} {mutant.change:9} {mutant.line:4}"
    return f"{place}  {_cut(mutant.before, 44):44}  {_cut(mutant.after, 44):44}  {told}"


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 3] + "..."


def told(outcome: Outcome) -> str:
    """What became of a mutant, as the table says it."""
    return SURVIVED if outcome.survived else f"killed by {outcome.noticed}"


def absent_classes(code: str) -> Iterator[str]:
    """A line for each class of change that the rule's code has no place for."""
    present = {one.change for one in mutants_of(code, source_of(code))}
    for change in CLASSES:
        if change not in present:
            yield f"{code:24} {change:9}    -  the rule has none; another class stands in"


def equivalents(codes: Iterable[str]) -> Iterator[str]:
    """A line for each equivalent mutant of these rules, with the reason."""
    for code in codes:
        for mutant in mutants_of(code, source_of(code)):
            if (reason := reason_for(mutant)) is not None:
                yield row(mutant, f"equivalent: {reason}")


def stale(codes: Collection[str]) -> list[str]:
    """The reasons kept for mutants that there are no longer."""
    known = {one.key for code in codes for one in mutants_of(code, source_of(code))}
    return [" ".join(map(str, key)) for key in EQUIVALENT if key[0] in codes and key not in known]


def print_table(codes: list[str], most: int | None, jobs: int) -> int:
    """Prints the table as it grows; the number of survivors."""
    everyone = list(chain.from_iterable(mutants_to_try(code, most) for code in codes))
    survivors = 0
    with ThreadPoolExecutor(jobs) as workers:
        for mutant, outcome in workers.map(tried, everyone):
            survivors += outcome.survived
            say(row(mutant, told(outcome)))
    for line in chain(*(absent_classes(code) for code in codes), equivalents(codes)):
        say(line)
    say(f"{len(everyone)} mutants of {len(codes)} rules: {len(everyone) - survivors} killed, {survivors} survived.")
    return survivors


def say(line: str) -> None:
    """A line of the table, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """0 when every mutant was killed, 1 when one survived, 2 when the tests fail without any mutant."""
    known = [rule.code for rule in RULES]
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description="Mutants of each rule's code.")
    parser.add_argument("codes", nargs="*", metavar="CODE", help="the rules to change; all when none is named")
    parser.add_argument("--most", type=int, default=3, help="mutants of each rule (3)")
    parser.add_argument("--every", action="store_true", help="every mutant there is: many minutes")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once (2)")
    asked = parser.parse_args(arguments)
    codes = asked.codes or known
    if unknown := sorted(set(codes) - set(known)):
        parser.error(f"no such rule: {', '.join(unknown)}")
    if failing := broken(codes, asked.jobs):
        say(f"The tests fail without any mutant: {', '.join(failing)}.")
        return 2
    if left := stale(codes):
        say("No longer there, though listed as equivalent:\n" + "\n".join(left))
        return 2
    return int(print_table(codes, None if asked.every else asked.most, asked.jobs) > 0)


if __name__ == "__main__":
    sys.exit(main())
