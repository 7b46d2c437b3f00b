"""How long the coordinator's pages take, and how many statements: `python -m benchmarks.pages [--size N] [--most MS]`.

N Englands (10) are written into an SQLite database of their own, with two rosters whose seats are dealt out in turn;
then every page without a blank in its address is asked for, and of each kind of record a few. Times are of the
processor and the wall clock, the least of three; the first asking, which fills what is kept, is not counted. As in
`serve`, the garbage collector leaves alone what stays.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from benchmarks.rostering import make_rosters
from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.factory import create_app
from peerinspect.season.generate import generate
from peerinspect.services import sessions
from peerinspect.services.addresses import placement_address
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.store.loading import load_facts
from peerinspect.store.tables import RosterPlacementRow, UserRow

SEED = 1
FEW = 3
"""Records of each kind that are opened."""
TRIES = 3
SETTINGS = {"TESTING": True, "SECRET_KEY": "for a benchmark alone", "SESSION_PROTECTION": None}
NOT_ASKED = ("/static", "/sign", "/set-up", "/choose-password", "/export", "/account")
"""What is no page of the desk, or a file."""


def main(argv: list[str] | None = None) -> None:
    """Prints a line for each page, the slowest first."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("--size", type=int, default=10)
    parser.add_argument("--most", type=float, default=0.0, help="milliseconds; faster pages are left out")
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({**SETTINGS, "INSTANCE": Path(folder)})
        with app.app_context():
            store.upgrade()
            facts = generate(given.size, SEED)
            with store.transaction():
                load_facts(facts)
                store.add(UserRow(id="cora", email="cora@example.org", name="Cora", role=COORDINATOR, password_hash=""))
            rosters = make_rosters(date.today(), "cora")
            addresses = list(_addresses(app, facts.people, facts.duties, facts.authorities))
            addresses += _of_rosters(app, *rosters)
            del facts
        gc.collect()
        gc.freeze()
        _tell(app, addresses, given.most)


def _addresses(
    app: Flask, people: Collection[str], duties: Mapping[str, Duty], codes: Collection[str]
) -> Iterator[str]:
    """Every page of the desk that needs nothing named, and a few of each record."""
    kinds: dict[str, list[str]] = {}
    for id_, duty in duties.items():
        kinds.setdefault(duty.kind, []).append(id_)
    named = {
        "person_id": list(people)[:: max(1, len(people) // FEW)][:FEW],
        "code": list(codes)[:FEW],
        "duty_id": [ids[len(ids) // 2] for ids in kinds.values()],
        "name": ["boards", "support", "secondments", "reviews"],
        "key": ["unfilled-seats", "answers-awaited", "declarations-due", "vetting-due", "vacancies-uncovered"],
        "kind": ["people"],
        "rule": ["own-authority"],
    }
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: each.rule):
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(NOT_ASKED) or len(rule.arguments) > 1:
            continue
        blank = next(iter(rule.arguments), None)
        if blank is None:
            yield rule.rule
        yield from (rule.rule.replace(f"<{blank}>", value) for value in named.get(blank or "", ()))


def _of_rosters(app: Flask, first: str, second: str) -> Iterator[str]:
    """Every page of a roster, of one of its seats, and the two compared."""
    with app.app_context():
        row = store.db.session.scalars(
            select(RosterPlacementRow).where(RosterPlacementRow.status == "proposed")
        ).first()
        address = placement_address(row.person, row.duty) if row else ""
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: each.rule):
        if "GET" in (rule.methods or ()) and rule.arguments <= {"roster_id", "address"} and "<roster_id>" in rule.rule:
            yield rule.rule.replace("<roster_id>", first).replace("<address>", address)
    yield f"/rosters/compare?one={first}&other={second}"


def _tell(app: Flask, addresses: list[str], most: float) -> None:
    today = date.today()
    reader = Reader("cora", "Cora", COORDINATOR)
    client = app.test_client()
    with app.app_context():
        carried = sessions.open_session(reader)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = carried, True
    counted = _Statements(app)
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {today}")  # noqa: T201
    print("| page | answer | processor ms | elapsed ms | statements |\n|---|---|---|---|---|")  # noqa: T201
    lines = [line for address in addresses if (line := _asked(client, address, counted)) and line[2] >= most]
    for address, status, processor, wall, statements in sorted(lines, key=lambda each: -each[2]):
        print(f"| {address} | {status} | {processor:.0f} | {wall:.0f} | {statements} |")  # noqa: T201


class _Statements:
    """Counts what is sent to the database."""

    def __init__(self, app: Flask) -> None:
        self.number = 0
        with app.app_context():
            store.db.session.execute(select(1))
            event.listen(store.db.engine, "before_cursor_execute", self._count)

    def _count(self, *_: object) -> None:
        self.number += 1


def _asked(client: FlaskClient, address: str, counted: _Statements) -> tuple[str, int, float, float, int] | None:
    first = client.get(address)
    if first.status_code in (302, 303, 403, 404, 405):
        return None
    times, statements = [], 0
    for _ in range(TRIES):
        before = counted.number
        wall, processor = time.perf_counter(), time.process_time()
        client.get(address)
        times.append((1000 * (time.process_time() - processor), 1000 * (time.perf_counter() - wall)))
        statements = counted.number - before
    return address, first.status_code, min(each[0] for each in times), min(each[1] for each in times), statements


if __name__ == "__main__":
    main()
