"""Compares peerinspect with the oracle on many random problems: `python -m tests.oracle --problems 10000`.

Each problem is solved and compared with the best of all rosters; then one blind roster of it is audited and compared
with what the judge says of it. What differs is made small and written out. It ends with 1 where anything did.
"""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from random import Random

from .chance import odds
from .comparing import differences, is_usable
from .comparing_audits import disagreements, known_to
from .problems import blind_roster, random_problem
from .reduce import smallest


def arguments() -> Namespace:
    parser = ArgumentParser("python -m tests.oracle", description="Compare the solver and the auditor with the oracle.")
    parser.add_argument("--problems", type=int, default=5000, help="how many (5000)")
    parser.add_argument(
        "--first", type=int, default=100_000, help="the first one's seed (100000, which the tests leave)"
    )
    return parser.parse_args()


def main() -> int:
    asked, began, different = arguments(), time.monotonic(), 0
    for number, seed in enumerate(range(asked.first, asked.first + asked.problems), 1):
        rng = Random(seed)
        problem = random_problem(rng, goes_round=odds(rng, 25))
        roster = blind_roster(rng, problem)
        different += tell(seed, problem, differences)
        different += tell(seed, problem, lambda given, roster=roster: disagreements(given, known_to(given, roster)))
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number} of {asked.problems}, {different} different")
    sys.stdout.write(f"\n{asked.problems} problems, {different} different, {time.monotonic() - began:.0f} s\n")
    return 1 if different else 0


def tell(seed: int, problem: dict, compare: Callable[[dict], list[str]]) -> int:
    """Write out the smallest problem that still differs, if this one does; 1 if so, else 0."""
    found = outcome(problem, compare)
    if not found:
        return 0
    least = smallest(problem, lambda smaller: is_usable(smaller) and bool(outcome(smaller, compare)))
    lines = [f"seed {seed}:", *found, "smallest:", *outcome(least, compare), json.dumps(least, indent=1)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1


def outcome(problem: dict, compare: Callable[[dict], list[str]]) -> list[str]:
    """What differs; a failure counts as a difference of its own."""
    try:
        return compare(problem)
    except Exception as failure:
        return [repr(failure)]


if __name__ == "__main__":
    sys.exit(main())
