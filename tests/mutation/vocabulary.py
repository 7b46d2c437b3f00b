"""The words that rules name: a wrong kind is another word of the same group."""

from __future__ import annotations

from peerinspect.domain import kinds
from peerinspect.domain.authority import ARRANGEMENT_KINDS
from peerinspect.domain.person import BASES, INTEREST_KINDS, ROLES

GROUPS: tuple[tuple[str, ...], ...] = (
    kinds.KINDS,
    ARRANGEMENT_KINDS,
    INTEREST_KINDS,
    ROLES,
    BASES,
    kinds.LEVELS,
    kinds.SUBTYPES,
    kinds.GRADES,
    (kinds.OVERALL, kinds.LEADERSHIP, kinds.HELP_AND_PROTECTION),
)
NAMED = {"INSPECT": "CHAIR", "CHAIR": "SUPPORT", "SUPPORT": "REVIEW", "REVIEW": "INTERIM", "INTERIM": "SECOND"} | {
    "SECOND": "INSPECT",
    "DAY_WORK": "FULL_TIME",
    "FULL_TIME": "DAY_WORK",
    "LEADERSHIP": "OVERALL",
    "OVERALL": "HELP_AND_PROTECTION",
    "HELP_AND_PROTECTION": "LEADERSHIP",
}
"""Constants of `domain.kinds`, each with a wrong one in its place."""


def group_of(*words: object) -> tuple[str, ...]:
    """The first group that has all of the words; empty where there is none.

    Some words are in two groups (complaint, interim, joint): with others beside them the right one is found.
    """
    return next((group for group in GROUPS if words and all(word in group for word in words)), ())


def another(word: str) -> str | None:
    """The next word of its group, None for a word of no group."""
    group = group_of(word)
    return group[(group.index(word) + 1) % len(group)] if group else None


def missing_from(words: list[str]) -> str | None:
    """The first word of their group that is not among them; None where they have no group or it is whole."""
    return next((word for word in group_of(*words) if word not in words), None)
