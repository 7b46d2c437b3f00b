"""Proving the history: every event as it was written, none missing, and today's facts those that it left.

The chain alone cannot tell whether somebody wrote all of it anew. For that there are heads: the number and digest of
the last event and the sum over the facts, short enough to be kept on paper or in another system.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from peerinspect.store import sums
from peerinspect.store.base import db
from peerinspect.store.connection import is_writing
from peerinspect.store.history import HEAD, PURGE, START, digest_of, linked
from peerinspect.store.standing import faults_of_facts
from peerinspect.store.tables import EventRow, HistoryHeadRow, PayloadRow


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the history at a moment: the last event's number and digest, and what stands for all facts."""

    sequence: int
    digest: str
    facts: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}:{self.facts}"


def read_head(text: str) -> Head | None:
    """A head as `str` writes it; None where the text is none."""
    number, _, rest = text.strip().partition(":")
    digest, _, facts = rest.partition(":")
    fine = all(len(each) == len(START) and not each.strip("0123456789abcdef") for each in (digest, facts))
    return Head(int(number), digest, facts) if fine and number.isascii() and number.isdigit() else None


def head() -> Head:
    """The end of the history now."""
    row = db.session.get(HistoryHeadRow, HEAD, populate_existing=True)
    if row is None:
        return Head(0, START, START)
    return Head(row.sequence, row.digest, sums.short(row.facts) if row.facts else START)


def verify(since: Head | None = None) -> list[str]:
    """What is wrong, a sentence each; empty when every event and every fact is as it was written.

    With a head that was kept elsewhere, also whether the history still has that head in it.
    """
    look_steadily()
    return [*_faults_of_chain(), *(_faults_since(since) if since else ()), *faults_of_facts()]


def look_steadily() -> None:
    """Let all that is read next be of one moment, while others go on writing. SQLite does so by itself."""
    session = db.session()
    if session.get_bind().dialect.name == "postgresql" and not is_writing(session):
        session.rollback()
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _faults_of_chain() -> Iterator[str]:
    """Walk the chain from its first event."""
    previous, expected, row = START, 1, EventRow
    missing: list[int] = []
    purges: list[str] = []
    columns = [getattr(row, each.key) for each in row.__table__.columns]
    query = select(*columns, PayloadRow.content).outerjoin(PayloadRow, PayloadRow.sequence == row.sequence)
    for each in db.session.execute(query.order_by(row.sequence), execution_options={"yield_per": 1000}):
        if each.sequence != expected:
            yield f"Event {expected} is missing."
        elif each.previous != previous or each.digest != linked(each):
            yield f"Event {each.sequence} is not as it was written."
        if each.content is None:
            missing.append(each.sequence)
        elif digest_of(each.content) != each.payload_digest:
            yield f"What event {each.sequence} says is not what was written."
        elif each.action == PURGE:
            purges.append(each.content)
        previous, expected = each.digest, each.sequence + 1
    yield from _faults_of_end(expected, previous)
    yield from _faults_of_payloads(missing, purges)


def _faults_of_end(expected: int, previous: str) -> Iterator[str]:
    row = db.session.get(HistoryHeadRow, HEAD, populate_existing=True)
    if (row.sequence + 1, row.digest) != (expected, previous) if row else expected != 1:
        yield "The last events are missing."
    orphan = db.session.scalar(select(PayloadRow.sequence).where(PayloadRow.sequence >= expected).limit(1))
    if orphan is not None:
        yield "The last events are missing, and what they said is still there."


def _faults_of_payloads(missing: Iterable[int], purges: Iterable[str]) -> Iterator[str]:
    erased: set[int] = set()
    for content in purges:
        erased |= numbers(json.loads(content).get("erased", ""))
    for sequence in missing:
        if sequence not in erased:
            yield f"What event {sequence} says was taken out, and by no purge."


def _faults_since(since: Head) -> Iterator[str]:
    """Whether the history had that head. Its facts are not compared: a search saves its parts before its event."""
    if since.sequence:
        found = db.session.scalar(select(EventRow.digest).where(EventRow.sequence == since.sequence))
        if found is None:
            yield f"The head that was kept is of event {since.sequence}, and there is no such event any more."
        elif found != since.digest:
            yield f"Up to event {since.sequence} this is not the history of which the head was kept."


def runs(sequences: Iterable[int]) -> str:
    """Numbers as text, runs of them shortened: "1-4 7"."""
    found: list[list[int]] = []
    for each in sorted(set(sequences)):
        if found and each == found[-1][1] + 1:
            found[-1][1] = each
        else:
            found.append([each, each])
    return " ".join(f"{first}-{last}" if first < last else str(first) for first, last in found)


def numbers(text: str) -> set[int]:
    """The numbers that `runs` wrote down."""
    found: set[int] = set()
    for each in text.split():
        first, _, last = each.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found
