"""`python -m tests.crashes [--rounds N] [--seed S] [--only WHAT]`: the long version; `make crashes`.

By the services' use cases, and by the web service; on SQLite and on PostgreSQL, whose processes are killed too.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from . import rounds_http
from .postgres import Server, programs
from .rounds import Book, play
from .strikes import kill_postmaster, strike_of
from .through_http import KEY, Service, found_service, visitors_of
from .writers import found_world, service

WAYS = ("services", "http", "gunicorn", "postmaster")


def by_services(name: str, server: Server | None, count: int, seed: int) -> None:
    """Play the rounds on one database, and say how many commits outlived how many kills."""
    book, chance, began = Book(), random.Random(seed), time.monotonic()
    made = tempfile.TemporaryDirectory(prefix="peerinspect-crashes-")
    with made as folder, service(Path(folder), server.address if server else None) as app:
        found_world()
        for number in range(count):
            play(app, book, chance, strike_of(server, number, chance))
    _say(name, count, book.commits, began)


def by_postmaster(server: Server, count: int, seed: int) -> None:
    """PostgreSQL's first process is killed in each round, or all of them."""
    book, chance, began = Book(), random.Random(seed), time.monotonic()
    made = tempfile.TemporaryDirectory(prefix="peerinspect-crashes-")
    with made as folder, service(Path(folder), server.empty_database()) as app:
        found_world()
        for number in range(count):
            play(app, book, chance, kill_postmaster(server, with_all=bool(number % 2)), longest=1.5)
    _say("PostgreSQL, its postmaster killed", count, book.commits, began)


def by_http(name: str, server: Server | None, count: int, seed: int, with_gunicorn: bool = False) -> None:
    """The same through pages and the API of a service that is killed each time."""
    book, chance, began = rounds_http.HttpBook(), random.Random(seed), time.monotonic()
    made = tempfile.TemporaryDirectory(prefix="peerinspect-crashes-")
    address = server.empty_database() if server else None
    with made as folder, service(Path(folder), address, KEY):
        tokens = found_service()
        web = Service(Path(folder), address, with_gunicorn)
        try:
            visitors = visitors_of(web, tokens)
            for number in range(count):
                strike = kill_postmaster(server, with_all=bool(number % 2)) if server and number % 3 == 2 else None
                rounds_http.play(web, visitors, book, chance, strike)
        finally:
            web.kill()
    again = f"; {book.again} sent again, of which {book.finished} had not been acknowledged"
    _say(f"{name} through HTTP", count, book.commits, began, again)


def _say(name: str, count: int, commits: int, began: float, more: str = "") -> None:
    took = time.monotonic() - began
    sys.stdout.write(f"{name}: {count} rounds, {commits} acknowledged commits, nothing lost{more}; {took:.0f} s\n")
    sys.stdout.flush()


def main() -> None:
    """Both databases, one after the other, in each of the ways."""
    parser = argparse.ArgumentParser(prog="python -m tests.crashes")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=WAYS, action="append")
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    chosen = parser.parse_args()
    ways = chosen.only or WAYS
    if chosen.database != "postgresql":
        if "services" in ways:
            by_services("SQLite", None, chosen.rounds, chosen.seed)
        if "http" in ways:
            by_http("SQLite", None, chosen.rounds, chosen.seed)
    if chosen.database != "sqlite":
        if programs() is None:
            sys.exit("PostgreSQL's programs are not installed")
        with Server() as server:
            _on_postgresql(server, ways, chosen.rounds, chosen.seed)


def _on_postgresql(server: Server, ways: tuple[str, ...] | list[str], count: int, seed: int) -> None:
    if "services" in ways:
        by_services("PostgreSQL", server, count, seed)
    if "postmaster" in ways:
        by_postmaster(server, count, seed)
    if "http" in ways:
        by_http("PostgreSQL", server, count, seed)
    if "gunicorn" in ways:
        by_http("PostgreSQL, gunicorn", server, count, seed, with_gunicorn=True)


if __name__ == "__main__":
    main()
