"""`peerinspect divide` and `peerinspect stitch`: a problem of several years in parts that any machine solves.

A folder holds a search: `wave-0/part-000.json` is a problem file, `wave-0/part-000.roster.json` the roster that the
ordinary `peerinspect solve` found for it. A part without its roster counts as one that nobody solved.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from peerinspect.commands.refusal import Unusable
from peerinspect.domain import Facts, Roster
from peerinspect.files import (
    check_target,
    digest_of,
    policy_digest,
    read_problem,
    read_roster,
    write_problem,
    write_roster,
)


def divide_file(chosen: Namespace) -> int:
    """Writes the next wave's parts into the folder, and says how many there are; none when the search is over."""
    from peerinspect.matching.divided import OtherParts, next_wave
    from peerinspect.matching.regions.restriction import NotDivisible

    facts, start = _read(chosen)
    folder = Path(chosen.folder)
    solved = solved_in(folder)
    try:
        wave = next_wave(facts, start, solved)
    except NotDivisible as error:
        raise Unusable(f"{chosen.problem}: {error}") from error
    except OtherParts as error:
        raise Unusable(f"{folder}: {error}") from error
    if wave is not None:
        for passed in range(len(solved), wave.number + 1):  # Those before it have nothing to solve.
            (folder / f"wave-{passed}").mkdir(parents=True, exist_ok=True, mode=0o700)
        for number, cut in enumerate(wave.cuts):
            write_problem(cut.facts, folder / f"wave-{wave.number}" / f"part-{number:03}.json")
    sys.stdout.write(f"{len(wave.cuts) if wave else 0}\n")
    return 0


def stitch_file(chosen: Namespace) -> int:
    """Writes the roster that the solved parts of the folder come to."""
    from peerinspect.commands.solving import keep_problems, summary
    from peerinspect.matching.divided import OtherParts, stitched

    keep_problems(chosen.output, chosen.problem)
    check_target(chosen.output)
    facts, start = _read(chosen)
    try:
        found = stitched(
            facts,
            start,
            solved_in(Path(chosen.folder)),
            problem_digest=digest_of(facts),
            policy_digest=policy_digest(facts.policy),
            bounds_in=chosen.bounds or 0.0,
            is_cancelled=chosen.cancelled,
        )
    except OtherParts as error:
        raise Unusable(f"{chosen.folder}: {error}") from error
    write_roster(found.roster, chosen.output)
    sys.stdout.write(f"{summary(found.roster, facts)}\n")
    return 0


def _read(chosen: Namespace) -> tuple[Facts, Roster | None]:
    return read_problem(chosen.problem), None if chosen.start is None else read_roster(chosen.start)


def solved_in(folder: Path) -> list[list[Roster | None]]:
    """The rosters of each wave's parts that the folder holds, in order."""
    return [[_roster_of(part) for part in parts] for parts in _waves(folder)]


def _waves(folder: Path) -> Iterator[list[Path]]:
    number = 0
    while (folder / f"wave-{number}").is_dir():
        yield sorted(each for each in (folder / f"wave-{number}").glob("part-*.json") if each.suffixes == [".json"])
        number += 1


def _roster_of(part: Path) -> Roster | None:
    """The part's roster, which has to answer the part; None where there is none."""
    roster_file = part.with_suffix(".roster.json")
    if not roster_file.exists():
        return None
    roster = read_roster(roster_file)
    if roster.problem != digest_of(read_problem(part)):
        raise Unusable(f"{roster_file}: it does not answer {part}; solve that part again")
    return roster
