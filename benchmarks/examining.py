"""What examining a problem costs: `python -m benchmarks.examining p.json [RUNS]` prints processor seconds and memory.

Processor time, because a machine that others share tells little by the clock. Memory is the process's largest so far.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from statistics import median

from peerinspect.domain import Facts
from peerinspect.files import facts_from_dict
from peerinspect.independence.examiner import Examination, examine
from peerinspect.independence.rulebook import Rulebook


def told(name: str, seconds: list[float]) -> str:
    """One line: the least and the median, and the largest memory so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{name:40} {min(seconds):8.2f} {median(seconds):8.2f} s {most:8,} MB\n"


def written_out(found: Examination) -> int:
    """How many members the ceilings have, written out as arrays a block at a time."""
    return sum(len(some.members) for some in found.ceiling_arrays())


def examined(facts: Facts, rulebook: Rulebook) -> tuple[float, float, str]:
    """The seconds of examining and of writing the arrays out, and what there is."""
    began = time.process_time()
    found = examine(facts, rulebook)
    between = time.process_time()
    candidates, pairs, members = found.candidate_arrays(), found.pair_arrays(), written_out(found)
    what = f"{len(candidates.person):,} candidates, {len(pairs.lower):,} pairs, {members:,} members"
    return between - began, time.process_time() - between, what


def main(path: str, runs: int = 5) -> None:
    """Examine the problem in the file so many times."""
    facts = facts_from_dict(json.loads(Path(path).read_text()))
    rulebook = Rulebook.under(facts.policy)
    sys.stdout.write(told("the facts alone", [0.0]))
    examining, arrays, what = zip(*(examined(facts, rulebook) for _ in range(runs)), strict=True)
    sys.stdout.write(told("examining", list(examining)) + told("arrays of pairs and ceilings", list(arrays)))
    sys.stdout.write(f"{what[0]}\n")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
