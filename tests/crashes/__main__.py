"""`python -m tests.crashes [--rounds N] [--seed S]`: the long version, on SQLite and on PostgreSQL; `make crashes`."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from .postgres import Server, programs
from .rounds import Book, play
from .strikes import strike_of
from .writers import found_world, service


def rounds(name: str, server: Server | None, count: int, seed: int) -> None:
    """Play the rounds on one database, and say how many commits outlived how many kills."""
    book, chance, began = Book(), random.Random(seed), time.monotonic()
    made = tempfile.TemporaryDirectory(prefix="peerinspect-crashes-")
    with made as folder, service(Path(folder), server.address if server else None) as app:
        found_world()
        for number in range(count):
            play(app, book, chance, strike_of(server, number, chance))
    took = time.monotonic() - began
    sys.stdout.write(f"{name}: {count} rounds, {book.commits} acknowledged commits, nothing lost; {took:.0f} s\n")
    sys.stdout.flush()


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.crashes")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    rounds("SQLite", None, chosen.rounds, chosen.seed)
    if programs() is None:
        sys.exit("PostgreSQL's programs are not installed")
    with Server() as server:
        rounds("PostgreSQL", server, chosen.rounds, chosen.seed)


if __name__ == "__main__":
    main()
