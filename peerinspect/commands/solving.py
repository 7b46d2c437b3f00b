"""`peerinspect solve`: from a problem file to a roster file."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from contextlib import nullcontext

from peerinspect.commands.leaving import leave_as_it_is
from peerinspect.commands.refusal import Unusable
from peerinspect.commands.reporting import Reporter, reporter_for
from peerinspect.commands.stopping import stopped_by_signals
from peerinspect.domain import Facts, Roster
from peerinspect.files import check_target, digest_of, policy_digest, read_problem, read_roster, write_roster
from peerinspect.independence.rubbish import not_collected


def solve_file(chosen: Namespace) -> int:
    """Reads, solves and writes. A signal stops the search and keeps the best roster so far."""
    began = time.monotonic()
    keep_problems(chosen.output, chosen.problem, chosen.before)
    check_target(chosen.output)
    facts = read_problem(chosen.problem)
    start = None if chosen.start is None else read_roster(chosen.start)
    before = _before(chosen, start)
    reporter = reporter_for(chosen.progress)
    with stopped_by_signals() as cancel:
        from peerinspect.matching import InexactAmounts, is_beyond_the_wall, solve

        # One search makes many objects and no rubbish; hours of many searches are another matter.
        with nullcontext() if is_beyond_the_wall(facts) else not_collected():
            try:
                roster = solve(
                    facts,
                    problem_digest=digest_of(facts),
                    policy_digest=policy_digest(facts.policy),
                    start=start,
                    before=before,
                    time_limit=chosen.time_limit,
                    workers=chosen.workers,
                    progress=reporter,
                    cancel=cancel,
                    # Whoever follows the progress may end this process: then the best so far is on disk already.
                    keep_best=(lambda best: write_roster(best, chosen.output)) if chosen.progress else None,
                )
            except InexactAmounts as error:
                raise Unusable(f"{chosen.problem}: {error}") from error
            write_roster(roster, chosen.output)
            _finish(roster, facts, reporter, chosen, time.monotonic() - began)
            leave_as_it_is()
    return 0


def _before(chosen: Namespace, start: Roster | None) -> Facts | None:
    """The problem that the starting roster answers, where it is given."""
    if chosen.before is None:
        return None
    if start is None:
        raise Unusable("--before goes with --from ROSTER: it is the problem that the roster answers")
    before = read_problem(chosen.before)
    if digest_of(before) != start.problem:
        raise Unusable(
            f"{chosen.before}: {chosen.start} does not answer this problem; give the one that it was made for"
        )
    return before


def keep_problems(output: str, *problems: str | None) -> None:
    """Refuses to write a roster over a problem that it is an answer to."""
    for each in problems:
        if each is not None and os.path.exists(each) and os.path.exists(output) and os.path.samefile(each, output):
            raise Unusable(f"{output}: this is the problem itself, and would be lost; give another path")


def _finish(roster: Roster, facts: Facts, reporter: Reporter, chosen: Namespace, elapsed: float) -> None:
    reporter.close(roster.status, elapsed)
    if chosen.progress is None and os.path.isfile(chosen.output):  # Not after a roster on standard output.
        sys.stdout.write(f"{summary(roster, facts)}\n")


def summary(roster: Roster, facts: Facts) -> str:
    """The roster in one line: how good it is known to be, and how full."""
    seats = sum(duty.seats for duty in facts.duties.values() if facts.is_open(duty))
    empty = sum(shortfall.seats for shortfall in roster.shortfalls)
    proven = sum(goal.bound == goal.value for goal in roster.goals)
    return (
        f"{roster.status}: {len(roster.placements)} placements, {empty} of {seats} seats empty, "
        f"{proven} of {len(roster.goals)} goals proven best"
    )
