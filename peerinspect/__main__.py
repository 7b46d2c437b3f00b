"""`python -m peerinspect` is the command `peerinspect`."""

from peerinspect.cli import run

run()
