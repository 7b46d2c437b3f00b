"""Matching: from a problem to the best roster, each goal with its value and its proven bound."""

from peerinspect.matching.program import InexactAmounts
from peerinspect.matching.progress import Progress
from peerinspect.matching.solving import solve

__all__ = ["InexactAmounts", "Progress", "solve"]
