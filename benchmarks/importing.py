"""How long large tables take to import: `python -m benchmarks.importing [KIND ...] [--rows N]`.

Each table is filled with invented rows and goes the way of `peerinspect import`: read, weighed, saved. Beside the time
of the wall clock and of the processor stands whether the same file, once more, changes nothing.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random

from peerinspect import store
from peerinspect.factory import create_app
from peerinspect.reference import load_reference
from peerinspect.services.importing.keeper import Desk
from peerinspect.services.importing.saving import read_file, save
from peerinspect.services.operators import operator
from peerinspect.tables.kinds import TABLES
from peerinspect.tables.verdicts import CHANGED, NEW

TODAY = date(2026, 11, 22)
SEED = 7
PEOPLE = 3000
"""Who is there for the posts, consents, times away and ties."""
Row = dict[str, str]
_TIES = ("employed", "consulted", "councillor", "applied", "friend", "paid", "other")


class Invented:
    """Rows of each kind, plainly invented."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.chance = Random(SEED)
        self.councils = list(load_reference().authorities)

    def _council(self) -> str:
        return self.chance.choice(self.councils)

    def _name(self, number: int) -> str:
        return f"Madeup Person{number:05d}"

    def _home(self, number: int) -> str:
        return self.councils[number % len(self.councils)]

    def _span(self, first: date, most: int) -> Row:
        starts = first + timedelta(days=self.chance.randrange(most))
        return {"from": starts.isoformat(), "to": (starts + timedelta(days=self.chance.randrange(4, 200))).isoformat()}

    def authorities(self) -> Iterator[Row]:
        """Real ones: invented councils have no borders."""
        for each in load_reference().authorities.values():
            yield {"code": each.code, "name": each.name, "region": each.region or ""}

    def people(self, rows: int | None = None) -> Iterator[Row]:
        """Directors and senior managers, with one post each."""
        for number in range(rows or self.rows):
            yield {
                "name": self._name(number),
                "council": self._home(number),
                "role": self.chance.choice(("director", "senior")),
                "basis": "substantive",
                "from": "2021-04-01",
                "level": "authorised",
                "vetted_on": "2026-01-12",
                "inspect_days": "10",
                "consent_from": "2026-04-01",
                "consent_to": "2028-03-31",
            }

    def _theirs(self, first: date, most: int) -> Iterator[Row]:
        for number in range(self.rows):
            yield {"name": self._name(number % PEOPLE), **self._span(first + timedelta(days=number // PEOPLE), most)}

    def posts(self) -> Iterator[Row]:
        """Posts that they held before."""
        for row in self._theirs(date(2000, 1, 1), 6000):
            yield {**row, "council": self._council(), "role": "senior", "basis": "substantive"}

    def consents(self) -> Iterator[Row]:
        """Consents of their own councils."""
        for number, row in enumerate(self._theirs(TODAY, 1)):
            yield {**row, "council": self._home(number % PEOPLE)}

    def availability(self) -> Iterator[Row]:
        """Times away."""
        yield from self._theirs(TODAY + timedelta(days=30), 1)

    def interests(self) -> Iterator[Row]:
        """Ties to councils."""
        for row in self._theirs(date(2010, 1, 1), 4000):
            kind = self.chance.choice(_TIES)
            yield {**row, "council": self._council(), "kind": kind, "source": "letter", "note": "Invented"}

    def boards(self) -> Iterator[Row]:
        """Boards that want a chair."""
        for number in range(self.rows):
            first = TODAY + timedelta(days=30 + number // len(self.councils))
            last = first + timedelta(days=self.chance.randrange(365, 1000))
            yield {"councils": self._home(number), "from": first.isoformat(), "to": last.isoformat(), "days": "24"}

    def vacancies(self) -> Iterator[Row]:
        """Posts without a director."""
        for number in range(self.rows):
            span = self._span(TODAY + timedelta(days=30 + number // len(self.councils)), 1)
            yield {"council": self._home(number), **span, "reason": "Invented"}

    def inspections(self) -> Iterator[Row]:
        """Visits of a day or two that are over."""
        for number in range(self.rows):
            monday = date(2010, 1, 4) + timedelta(weeks=number // len(self.councils))
            council = self.councils[number % len(self.councils)]
            yield {"gss": council, "framework": "ILACS", "inspection_length": "short (1 week)",
                   "start": monday.isoformat(), "end": (monday + timedelta(days=4)).isoformat(),
                   "published": (monday + timedelta(days=40)).isoformat(), "overall": "good"}  # fmt: skip


def _file(rows: Iterator[Row]) -> bytes:
    found = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, sorted({name for row in found for name in row}))
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue().encode()


def _saved(kind: str, content: bytes) -> int:
    """How many rows were new or changed."""
    reader = operator(None, TODAY)
    assert reader is not None
    desk = Desk(reader, TODAY, f"{kind}.csv")
    weighed = save(read_file(kind, content, desk), kind, desk, lambda _: True, lambda _: None)
    wrong = [(row.number, row.wrongs[0]) for row in weighed.preview.rows if row.wrongs]
    if wrong:
        sys.exit(f"{kind}: {len(wrong)} rows are wrong, the first in {wrong[0]}")
    return sum(weighed.preview.counts[verdict] for verdict in (NEW, CHANGED))


def _timed(kind: str, content: bytes) -> str:
    wall, processor = time.perf_counter(), time.process_time()
    changed = _saved(kind, content)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    told = f"changes {_saved(kind, content) or 'nothing'}"
    return f"| {kind} | {changed} | {wall:.1f} | {processor:.1f} | {told} |"


def main(argv: list[str] | None = None) -> None:
    """Prints a line for each kind of table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing")
    parser.add_argument("kinds", nargs="*", choices=[*TABLES, []], metavar="KIND")
    parser.add_argument("--rows", type=int, default=20_000)
    given = parser.parse_args(argv)
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")  # noqa: T201
    print("| table | rows | seconds | processor | the same again |\n|---|---|---|---|---|")  # noqa: T201
    for kind in given.kinds or [each for each in TABLES if each != "authorities"]:
        with _new_database():
            print(_line(kind, given.rows), flush=True)  # noqa: T201


def _line(kind: str, rows: int) -> str:
    invented = Invented(rows)
    _saved("authorities", _file(invented.authorities()))
    if kind != "people":
        _saved("people", _file(invented.people(PEOPLE)))
    return _timed(kind, _file(getattr(invented, kind)()))


@contextmanager
def _new_database() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PEERINSPECT_INSTANCE"] = folder
        with create_app().app_context():
            store.upgrade()
            yield
            store.db.session.remove()
            store.db.engine.dispose()


if __name__ == "__main__":
    main()
