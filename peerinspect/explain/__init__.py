"""Explanations: for every duty every person, as chosen, eligible or blocked, with the reasons."""

from peerinspect.explain.duty import explain_duty
from peerinspect.explain.explanation import Choice, DutyExplanation

__all__ = ["Choice", "DutyExplanation", "explain_duty"]
