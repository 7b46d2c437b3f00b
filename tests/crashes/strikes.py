"""What hits the database server in a round."""

from __future__ import annotations

import random
from collections.abc import Callable

from .postgres import Server


def strike_of(server: Server | None, number: int, chance: random.Random) -> Callable[[], None] | None:
    """Every third time the whole server stops at once and comes back, every third one of its processes is killed."""
    if server is None or number % 3 == 0:
        return None
    if number % 3 == 1:
        return lambda: server.kill_a_backend(chance.randrange(99))

    def restart() -> None:
        server.stop_at_once()
        server.start()

    return restart


def kill_postmaster(server: Server, with_all: bool) -> Callable[[], None]:
    """Kill the server's first process, which no other outlives for long, or all of them at once; then start it again.

    What is in the system's memory stays, as it does when a process is killed; the write-ahead log is written and synced
    at each commit all the same.
    """

    def strike() -> None:
        server.kill_postmaster(with_all)
        server.start()

    return strike
