"""An invented season on real England: people, duties, and a past dense enough that every rule finds work."""

from peerinspect.season.generate import generate

__all__ = ["generate"]
