"""Processes that write by the service's own use cases, say what was committed, and can be killed at any moment."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from peerinspect import config, store
from peerinspect.domain import Authority, Duty, Facts, Offer, Period, Person, Post
from peerinspect.domain.kinds import KINDS
from peerinspect.services.availability import SetOffers, set_offers
from peerinspect.services.holding_back.leaks import ReportLeak, report_leak
from peerinspect.services.reader import Reader
from peerinspect.store.loading import load_facts
from peerinspect.store.tables import UserRow

TODAY = date(2026, 3, 2)
WRITERS = 3
TOLD = 2
"""How many users a reported suspicion is told to: the cleared coordinator and the liaison."""


@contextmanager
def service(folder: Path, address: str | None, key: str = "for tests only") -> Iterator[Flask]:
    """The service without pages, on a database that is made where it is not there."""
    app = Flask("peerinspect")
    settings = {**config.settings(), "SECRET_KEY": key, "INSTANCE": folder}
    app.config.update({**settings, "SQLALCHEMY_DATABASE_URI": address})
    config.complete(app.config)
    store.init_app(app)
    with app.app_context():
        yield app
        store.db.session.remove()
        store.db.engine.dispose()


def found_world() -> None:
    """Councils, a person for each writer, some duties, and those who are told of suspicions."""
    store.upgrade()
    held = (Post("C0", "director", "substantive", Period(date(2020, 1, 1))),)
    people = [Person(f"p{n}", f"Person {n}", posts=held, offers=(Offer("chair", 1),)) for n in range(WRITERS)]
    board = Duty("d0", "chair", Period(date(2026, 5, 1), date(2027, 4, 30)), 1, frozenset({"C1"}))
    councils = {code: Authority(code, f"Council {code}") for code in ("C0", "C1")}
    facts = Facts(as_of=TODAY, people={one.id: one for one in people}, duties={"d0": board}, authorities=councils)
    with store.transaction():
        load_facts(facts)
        store.add(*(_user(f"u{number}", "director", f"p{number}") for number in range(WRITERS)))
        store.add(_user("cleared", "coordinator", None, cleared=True), _user("liaison", "liaison", None))


def _user(id_: str, role: str, person: str | None, cleared: bool = False) -> UserRow:
    return UserRow(
        id=id_, email=f"{id_}@example.org", name=id_, role=role, password_hash="x", person=person, cleared=cleared
    )


@dataclass
class Writer:
    """A process that writes until it is killed, and the pipe by which it says what was committed."""

    number: int
    pid: int
    heard: int

    def kill(self) -> list[str]:
        """End it at once; what it had said, a word for each commit."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        told = b""
        while some := os.read(self.heard, 65536):
            told += some
        os.close(self.heard)
        return told.decode().split("\n")[:-1]


def started(app: Flask, number: int, first: int) -> Writer:
    """Fork a writer. No connection to the database is open at that moment."""
    heard, speaks = os.pipe()
    pid = os.fork()
    if pid:
        os.close(speaks)
        return Writer(number, pid, heard)
    try:
        os.close(heard)
        with app.app_context():
            _write_for_ever(number, first, speaks)
    finally:
        os._exit(1)


def _write_for_ever(number: int, count: int, speaks: int) -> None:
    """Report suspicions and change offers by turns. A word follows each commit, and only a commit."""
    reader = Reader(f"u{number}", f"u{number}", "director", f"p{number}", frozenset({"C0"}))
    while True:
        count += 1
        try:
            report_leak(ReportLeak(f"writer {number} heard {count}"), reader, TODAY)
            os.write(speaks, f"leak {count}\n".encode())
            days = dict.fromkeys(KINDS, count % 200 + 1)
            set_offers(SetOffers(days, expertise=f"number {count}"), reader, TODAY)
            os.write(speaks, f"offers {count}\n".encode())
        except SQLAlchemyError:  # The database went away. What was not acknowledged may be there or not.
            store.db.session.remove()
            store.db.engine.dispose()
