"""`peerinspect audit`: a saved roster before the rules."""

from __future__ import annotations

from peerinspect.commands.leaving import tell
from peerinspect.files import digest_of, read_problem, read_roster


def audit_file(problem: str, roster_path: str) -> int:
    """Prints the auditor's report: 0 when the roster is clean, 1 when it is not.

    A roster made for another version of the problem is examined all the same, and the difference is noted: the
    verdict is on the placements, as the problem stands now.
    """
    from peerinspect.independence.audit import audit

    facts = read_problem(problem)
    roster = read_roster(roster_path, facts)
    report = audit(facts, roster)
    lines = report.lines()
    if roster.problem != digest_of(facts):
        lines.append("Note: the roster was made for another version of this problem, or for another problem.")
    tell("\n".join(lines) + "\n")
    return 0 if report.is_clean else 1
