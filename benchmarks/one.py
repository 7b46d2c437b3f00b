"""One contender on one instance, in a process of its own: `python -m benchmarks.one CONTENDER INSTANCE ...`.

It writes one line of JSON: the seconds that it took to examine and to solve, the placements, and what was proven.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from argparse import ArgumentParser

from benchmarks.contender import Given
from benchmarks.contenders import by_name
from benchmarks.instances import instance
from peerinspect.independence.examiner import examine
from peerinspect.independence.rulebook import Rulebook


def main() -> int:
    """Examines, solves, and tells."""
    parser = ArgumentParser("python -m benchmarks.one", description=__doc__)
    parser.add_argument("contender")
    parser.add_argument("instance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--memory", type=float, default=12.0, help="GB that it may address, so that no machine stalls")
    chosen = parser.parse_args()
    limit = int(chosen.memory * 2**30)
    contender = by_name(chosen.contender)
    contender.load()
    if contender.name != "timefold":  # Java sets much more aside than it uses, and keeps to a limit of its own.
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    facts = instance(chosen.instance, chosen.seed)
    began = time.monotonic()
    found = examine(facts, Rulebook.under(facts.policy))
    examined = time.monotonic()
    answer = contender.answer(Given(facts, found, chosen.seconds, chosen.workers))
    told = {
        "examining": examined - began,
        "solving": time.monotonic() - examined,
        "candidates": len(found.candidates),
        "placements": answer.placements,
        "proven": answer.proven,
    }
    sys.stdout.write(f"{json.dumps(told)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
