"""What peerinspect takes beside other programs: `python -m benchmarks`.

Every contender gets the same instances, the same goals in strict order and the same time, each run in a process of its
own, one contender after another in every round. `examining` is ours and the same for all; `solving` is what the
contender takes from there to its placements, its model included. Every answer is audited.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from benchmarks import growth, table
from benchmarks.contenders import ALL
from benchmarks.instances import NAMES, USUAL, instance
from benchmarks.judging import Verdict, judged
from benchmarks.racing import Run, run


def main() -> int:
    """Prints the table, line by line as it comes; with --growth draws the plot instead."""
    chosen = _chosen()
    sys.stdout.write(f"{table.machine()}\n\n")
    if chosen.growth:
        return growth.main(chosen.growth, chosen.instances, chosen.seconds, chosen.workers)
    sys.stdout.write(f"{table.heading()}\n")
    for name in chosen.instances:
        for seed in chosen.seeds:
            _one_instance(name, seed, chosen)
    return 0


def _chosen() -> Namespace:
    parser = ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--instances", nargs="+", choices=NAMES, default=USUAL, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--contenders", nargs="+", choices=ALL, default=tuple(ALL), metavar="NAME", help=", ".join(ALL))
    parser.add_argument("--repeats", type=int, default=3, help="runs of each (3)")
    parser.add_argument("--seconds", type=float, default=300.0, help="for one run's search (300)")
    parser.add_argument("--workers", type=int, default=4, help="search threads (4)")
    parser.add_argument("--seeds", nargs="+", type=int, default=[1], help="of the instances (1)")
    parser.add_argument("--growth", metavar="SVG", help="measure our own growth over the instances and draw it here")
    return parser.parse_args()


def _one_instance(name: str, seed: int, chosen: Namespace) -> None:
    """All the contenders in turn, round after round; then their lines."""
    facts = instance(name, seed)
    label = name if len(chosen.seeds) == 1 else f"{name}, seed {seed}"
    runs: dict[str, list[Run]] = {}
    verdicts: dict[str, list[Verdict]] = {}
    able = [one for one in chosen.contenders if ALL[one].why_not(facts) is None]
    for _ in range(chosen.repeats):
        for one in able:
            result = run(one, name, seed, chosen.seconds, chosen.workers)
            runs.setdefault(one, []).append(result)
            if not result.said:
                verdicts.setdefault(one, []).append(judged(facts, result.placements))
    for one in chosen.contenders:
        if one in able:
            written = table.line(label, ALL[one].name, runs[one], verdicts.get(one, []))
        else:
            written = table.skipped(label, ALL[one].name, ALL[one].why_not(facts) or "")
        sys.stdout.write(f"{written}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
