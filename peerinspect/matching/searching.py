"""One goal of a program, searched by the engines that suit it: CP-SAT, and HiGHS beside it where it is worth it.

CP-SAT finds rosters; HiGHS rules out at once much that CP-SAT looks for in vain. Neither is sure to be first, so they
race. Whatever HiGHS says is counted in doubles, so that goals of large numbers are CP-SAT's alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from peerinspect.matching import cpsat, highs
from peerinspect.matching.aside import can_be_copied
from peerinspect.matching.program import Goal, Program
from peerinspect.matching.racing import proven
from peerinspect.matching.relaxation import Whole
from peerinspect.matching.target import Found, Limits, Report

Search = Callable[[Program, Goal, Whole, Whole, Sequence[int], Limits, Report], Found]
"""The least value of the goal within the variables' bounds, from the hint on; see `search`."""


def search(
    program: Program, goal: Goal, lower: Whole, upper: Whole, hint: Sequence[int], limits: Limits, report: Report
) -> Found:
    """What the first engine proves that nothing up to the target betters, or what CP-SAT found in the time.

    One worker alone is CP-SAT's. Raises RuntimeError where an engine refuses the program itself.
    """
    if limits.workers == 1 or not (can_be_copied() and highs.takes(program, goal)):
        return cpsat.search(program, goal, lower, upper, hint, limits, report)

    def by_highs(_cancel: threading.Event) -> Found:
        return highs.search(program, goal, lower, upper, limits)

    def by_cp_sat(cancel: threading.Event) -> Found:
        fewer = replace(limits, workers=limits.workers - 1, cancel=cancel)
        return cpsat.search(program, goal, lower, upper, hint, fewer, report)

    return proven(by_highs, by_cp_sat, limits.cancel)


def search_for_a_proof(
    program: Program, goal: Goal, lower: Whole, upper: Whole, hint: Sequence[int], limits: Limits, report: Report
) -> Found:
    """The same by one worker, and by HiGHS if it takes the goal: for a process that may be ended at any moment."""
    if highs.takes(program, goal):
        return highs.search(program, goal, lower, upper, limits)
    return cpsat.search(program, goal, lower, upper, hint, replace(limits, workers=1), report)
