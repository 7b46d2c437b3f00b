"""The short version of the rounds; `make crashes` plays the long one."""

from __future__ import annotations

import random
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from peerinspect import store

from . import rounds_http
from .postgres import Server, programs
from .rounds import Book, enough, play
from .rounds_http import HttpBook
from .strikes import kill_postmaster, strike_of
from .through_http import KEY, Service, found_service, visitors_of
from .writers import found_world, service

ROUNDS = 6
HTTP_ROUNDS, POSTMASTER_ROUNDS = 2, 2


def test_killed_writers_lose_and_halve_nothing_on_sqlite(tmp_path: Path) -> None:
    with service(tmp_path, None) as app:
        found_world()
        book, chance = Book(), random.Random(1)
        for _ in enough(book, ROUNDS):
            play(app, book, chance)


def test_killed_writers_and_servers_lose_and_halve_nothing_on_postgresql(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not installed")
    with Server() as server, service(tmp_path, server.address) as app:
        found_world()
        book, chance = Book(), random.Random(2)
        for number in enough(book, ROUNDS):
            play(app, book, chance, strike_of(server, number, chance))


@pytest.mark.parametrize("with_gunicorn", [False, True], ids=["serve-sqlite", "gunicorn-postgresql"])
def test_a_killed_service_loses_nothing_that_it_has_answered(tmp_path: Path, with_gunicorn: bool) -> None:
    """Through pages and the API: what is sent again under the same key afterwards is made once."""
    if with_gunicorn and programs() is None:
        pytest.skip("PostgreSQL's programs are not installed")
    with ExitStack() as stack:
        address = stack.enter_context(Server()).address if with_gunicorn else None
        stack.enter_context(service(tmp_path, address, KEY))
        tokens = found_service()
        web, book, chance = Service(tmp_path, address, with_gunicorn), HttpBook(), random.Random(3)
        stack.callback(web.kill)
        visitors = visitors_of(web, tokens)
        for _ in enough(book, HTTP_ROUNDS):
            rounds_http.play(web, visitors, book, chance)
    assert book.again > 0


def test_a_killed_postmaster_loses_nothing(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not installed")
    with Server() as server, service(tmp_path, server.address) as app:
        found_world()
        book, chance = Book(), random.Random(4)
        for number in enough(book, POSTMASTER_ROUNDS):
            play(app, book, chance, kill_postmaster(server, with_all=bool(number % 2)))


def test_a_session_whose_connection_is_lost_is_closed_without_a_fault(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not installed")
    with Server() as server, service(tmp_path, server.address):
        mine = store.db.session.scalar(text("SELECT pg_backend_pid()"))
        with store.db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
        store.db.session.remove()
        assert store.db.session.scalar(text("SELECT 1")) == 1
