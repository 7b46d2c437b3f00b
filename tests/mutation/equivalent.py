"""Mutants that say the same as the rule, each with the reason: no test can tell them apart."""

from __future__ import annotations

from collections.abc import Mapping

from .mutants import Mutant

Key = tuple[str, str, str, str, int]

EQUIVALENT: Mapping[Key, str] = {}
"""By rule, function, code before, code after, and which of several equal ones; the value is the reason."""


def reason_for(mutant: Mutant) -> str | None:
    """Why the mutant is no other rule, None where it is one."""
    return EQUIVALENT.get(mutant.key)
