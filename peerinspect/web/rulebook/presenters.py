"""The rulebook in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from peerinspect.domain.kinds import KINDS
from peerinspect.services.views import RuleView, StrengthView
from peerinspect.web import words
from peerinspect.web.presenters import counted, first_upper, joined


@dataclass(frozen=True, slots=True)
class StrengthLine:
    """One strength with the kinds of duty it holds for, and who may waive it; "" where nobody may."""

    kinds: str
    strength: str
    waived_by: str


def strength_lines(rule: RuleView) -> list[StrengthLine]:
    """The rule's strengths, each told once."""
    groups: dict[str, list[StrengthView]] = {}
    for one in rule.strengths:
        groups.setdefault(one.strength, []).append(one)
    return [
        StrengthLine(_kinds([kind for one in group for kind in one.kinds]), strength, _waived_by(strength, group))
        for strength, group in groups.items()
    ]


def _kinds(kinds: Collection[str]) -> str:
    """The kinds of duty: "All kinds", "Inspections and board chairs"."""
    named = joined(words.KIND_PLURALS[kind].lower() for kind in KINDS if kind in kinds)
    return "All kinds" if set(kinds) == set(KINDS) else first_upper(named)


def _waived_by(strength: str, group: Sequence[StrengthView]) -> str:
    """Who may waive it, kind by kind where that differs."""
    known = [one for one in group if one.waived_by]
    if not known:
        return ""
    parts = [one.waived_by if len(known) == 1 else f"{_kinds(one.kinds).lower()} by {one.waived_by}" for one in known]
    told = f"by {parts[0]}" if len(parts) == 1 else "; ".join(parts)
    return f"Where it can be waived: {told}" if strength == "either" else first_upper(told)


def kept_off_words(rule: RuleView) -> str:
    """How often the rule decided: "kept 12 people off a duty"."""
    if rule.kept_off is None:
        return "Not counted yet"
    if rule.is_few:
        return f"Fewer than {rule.kept_off} times"
    return "Never" if not rule.kept_off else counted(rule.kept_off, "time")


FILTERS = (kept_off_words, strength_lines)
