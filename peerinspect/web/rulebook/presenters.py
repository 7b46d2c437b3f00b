"""The rulebook in words."""

from __future__ import annotations

from peerinspect.domain.kinds import KINDS
from peerinspect.services.views import RuleView, StrengthView
from peerinspect.web import words
from peerinspect.web.presenters import counted, joined


def kinds_words(strength: StrengthView) -> str:
    """The kinds of duty that a strength is about: "All kinds", "Inspections and board chairs"."""
    if set(strength.kinds) == set(KINDS):
        return "All kinds"
    named = joined(words.KIND_PLURALS[kind].lower() for kind in strength.kinds)
    return named[:1].upper() + named[1:]


def kept_off_words(rule: RuleView) -> str:
    """How often the rule decided: "kept 12 people off a duty"."""
    if rule.kept_off is None:
        return "Not counted yet"
    if rule.is_few:
        return f"Fewer than {rule.kept_off} times"
    return "Never" if not rule.kept_off else counted(rule.kept_off, "time")


FILTERS = (kept_off_words, kinds_words)
