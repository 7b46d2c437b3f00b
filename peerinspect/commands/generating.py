"""`peerinspect generate`: a realistic problem with invented people."""

from __future__ import annotations

from peerinspect.commands.reporting import mention
from peerinspect.files import check_target, write_problem


def generate_file(size: int, seed: int, tightness: float, output: str) -> int:
    """Writes the problem of this size, seed and tightness: the same three numbers give the same file."""
    check_target(output)
    from peerinspect.season import generate

    mention(f"Inventing a season for {size} times England ...")
    write_problem(generate(size, seed, tightness=tightness), output)
    return 0
