"""The short version of the rounds; `make crashes` plays the long one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from .postgres import Server, programs
from .rounds import Book, play
from .strikes import strike_of
from .writers import found_world, service

ROUNDS = 6


def test_killed_writers_lose_and_halve_nothing_on_sqlite(tmp_path: Path) -> None:
    with service(tmp_path, None) as app:
        found_world()
        book, chance = Book(), random.Random(1)
        for _ in range(ROUNDS):
            play(app, book, chance)
    assert book.commits > ROUNDS


def test_killed_writers_and_servers_lose_and_halve_nothing_on_postgresql(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not installed")
    with Server() as server, service(tmp_path, server.address) as app:
        found_world()
        book, chance = Book(), random.Random(2)
        for number in range(ROUNDS):
            play(app, book, chance, strike_of(server, number, chance))
    assert book.commits > ROUNDS
