"""Matching: from a problem to the best roster, each goal with its value and its proven bound."""

from peerinspect.matching.program import InexactAmounts
from peerinspect.matching.progress import Progress
from peerinspect.matching.regions.wall import is_beyond_the_wall
from peerinspect.matching.room import Room
from peerinspect.matching.solving import solve
from peerinspect.matching.workshop import Answer, Workshop

__all__ = ["Answer", "InexactAmounts", "Progress", "Room", "Workshop", "is_beyond_the_wall", "solve"]
