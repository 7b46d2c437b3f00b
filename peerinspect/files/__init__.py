"""The stable file formats, peerinspect/problem-1 and peerinspect/roster-1: read, check, write, digest."""

from peerinspect.files.problems import (
    canonical,
    digest_of,
    facts_from_dict,
    policy_digest,
    problem_dict,
    read_problem,
    write_problem,
)
from peerinspect.files.refusal import FileProblem
from peerinspect.files.rosters import read_roster, roster_bytes, roster_dict, roster_from_dict, write_roster
from peerinspect.files.saving import TargetProblem, check_target

__all__ = [
    "FileProblem",
    "TargetProblem",
    "canonical",
    "check_target",
    "digest_of",
    "facts_from_dict",
    "policy_digest",
    "problem_dict",
    "read_problem",
    "read_roster",
    "roster_bytes",
    "roster_dict",
    "roster_from_dict",
    "write_problem",
    "write_roster",
]
