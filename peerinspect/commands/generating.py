"""`peerinspect generate`: a realistic problem with invented people."""

from __future__ import annotations

from peerinspect.commands.reporting import mention
from peerinspect.files import check_target, write_problem


def generate_file(size: int, seed: int, tightness: float, years: int, output: str) -> int:
    """Writes the problem of this size, seed, tightness and years: the same numbers give the same file."""
    check_target(output)
    from peerinspect.season import generate

    mention(f"Inventing a season for {size} times England ...")
    write_problem(generate(size, seed, tightness=tightness, years=years), output)
    return 0
