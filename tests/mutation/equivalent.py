"""Mutants that say the same as the rule, each with the reason: no test of its verdicts can tell them apart."""

from __future__ import annotations

from collections.abc import Mapping

from .mutants import Mutant

Key = tuple[str, str, str, str, int]

NAMED = "the sentence names another of several councils; the verdict is the same"
WIDER = "the fast examiner looks at more pairs than it must; the rule then says no to them itself"
SLACK = "the fast examiner's stretches are wide enough either way"
SAME_FACTS = "all three placements carry the same facts"
TELLS_APART = "the last day tells the buckets apart as well as the first"
CLOSED = "a guard for types: the part of a post within a duty has both its days"
ORDERLY = "inspections that overlap have no day between them in either order"
ENDS = "no day of a file is after 2199"
FULL = "a bucket that the term just fills is never overfull"
BUCKET_DAYS = "the bucket's days only say when; what it holds is told by the duty"
SEARCH = "asked by the search alone, where it only leaves rows out; the tests of ceilings are about it"
OVERLAPPING = "an overlap is too near on either branch, whatever the months"

EQUIVALENT: Mapping[Key, str] = {
    (
        "out-of-reach",
        "objections",
        "one and other",
        "one or other",
        1,
    ): "a file lists every council that it names, or none",
    ("home-inspection-window", "_windows", "duty.span.start", "duty.span.end", 1): "a duty's span has both its days",
    ("no-consent", "_first_uncovered", "needed.start", "needed.end", 1): CLOSED,
    ("no-consent", "_first_uncovered", "needed.end", "needed.start", 1): CLOSED,
    (
        "self-review",
        "_too_near",
        "work.duty.last_day < inspection.start",
        "work.duty.last_day <= inspection.start",
        1,
    ): OVERLAPPING,
    ("self-review", "_too_near", "work.duty.last_day", "work.duty.first_day", 1): OVERLAPPING,
    ("colleagues-supported", "keys", "('inspect', 'support')", "('inspect', 'support', 'chair')", 1): WIDER,
    ("colleagues-supported", "objections", "min", "max", 1): NAMED,
    (
        "colleagues-supported",
        "_say",
        "'is director of' if directs else 'works for'",
        "'is director of' if not directs else 'works for'",
        1,
    ): "only the sentence",
    ("reciprocal-inspection", "objections", "min", "max", 1): NAMED,
    ("crossed-duties", "objections", "min", "max", 1): NAMED,
    ("chair-swap", "objections", "min", "max", 1): NAMED,
    ("ring", "objections", "min", "max", 2): NAMED,
    ("ring", "_say", "0", "1", 1): SAME_FACTS,
    ("ring", "_say", "0", "-1", 1): SAME_FACTS,
    ("own-inspector", "objections", "min", "max", 1): NAMED,
    (
        "own-inspector",
        "_say",
        " for code in sorted(councils) if code in later.homes and code in earlier.targets",
        " for code in sorted(councils) if not (code in later.homes and code in earlier.targets)",
        1,
    ): NAMED,
    (
        "own-inspector",
        "_say",
        "code in later.homes and code in earlier.targets",
        "code in later.homes or code in earlier.targets",
        1,
    ): NAMED,
    ("same-team", "_joined", "min", "max", 1): NAMED,
    ("same-team", "_joined", "TEAM_KINDS", "TEAM_KINDS - {'directorate'}", 1): "a directorate is not among them",
    ("double-booked", "keys", "5", "4", 1): WIDER,
    ("double-booked", "keys", "7", "8", 1): WIDER,
    ("double-booked", "keys", "9", "10", 1): WIDER,
    ("double-booked", "keys", "9", "8", 1): SLACK,
    ("double-booked", "keys", "0", "1", 1): WIDER,
    ("double-booked", "keys", "duty.first_day", "duty.last_day", 1): "the start is never later than the first day",
    ("double-booked", "keys", "1", "2", 1): WIDER,
    ("double-booked", "_days_between_inspections", "duty.first_day", "duty.last_day", 1): ORDERLY,
    ("double-booked", "_days_between_inspections", "duty.last_day", "duty.first_day", 1): ORDERLY,
    ("inspections-a-year", "opens", "year.start", "year.end", 1): TELLS_APART,
    ("days-a-year", "opens", "year.start", "year.end", 1): TELLS_APART,
    ("days-a-year", "DaysAYear", "def binds_unopened", "return True", 1): SEARCH,
    ("days-a-year", "DaysAYear", "def binds_unopened", "return False", 1): SEARCH,
    (
        "days-a-year",
        "binds_unopened",
        "kinds.CHAIR not in COUNTED[_group(bucket)]",
        "kinds.CHAIR in COUNTED[_group(bucket)]",
        1,
    ): SEARCH,
    ("days-a-year", "binds_unopened", "kinds.CHAIR", "kinds.SUPPORT", 1): SEARCH,
    ("boards-held", "_telling_days", "post.period.end < date.max", "post.period.end <= date.max", 1): ENDS,
    ("chair-term", "opens", "years_begun(duty) <= years", "years_begun(duty) < years", 1): FULL,
    ("chair-term", "opens", "duty.first_day", "duty.last_day", 1): BUCKET_DAYS,
    ("chair-term", "opens", "duty.last_day", "duty.first_day", 1): BUCKET_DAYS,
    ("chair-term", "years_begun", "0", "-1", 1): "no term ends before it begins, so its first year has always begun",
    ("away-at-once", "holders", "TEAM_KINDS", "TEAM_KINDS - {'directorate'}", 1): "a directorate is not among them",
}
"""By rule, function, code before, code after, and which of several equal ones; the value is the reason."""


def reason_for(mutant: Mutant) -> str | None:
    """Why the mutant is no other rule, None where it is one."""
    return EQUIVALENT.get(mutant.key)
