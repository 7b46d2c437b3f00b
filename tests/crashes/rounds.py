"""A round: writers start, are killed at a random moment, and what is there is compared with what was said.

Nothing that was said to be committed is missing; nothing is there by half; the history and its facts are whole.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from peerinspect import store
from peerinspect.domain.kinds import KINDS
from peerinspect.services.veil import REPORT_LEAK
from peerinspect.store import history, proving
from peerinspect.store.tables import EventRow, ExpertiseRow, LeakReportRow, MessageRow, OfferRow

from .writers import TOLD, WRITERS, Writer, started

SHORTEST, LONGEST = 0.03, 0.4
"""Seconds for which writers are left alone."""


@dataclass
class Book:
    """What writers have said: the suspicions by their words, and the last number of each writer's offers."""

    leaks: set[str] = field(default_factory=set)
    offers: Counter[int] = field(default_factory=Counter)
    tried: Counter[int] = field(default_factory=Counter)
    commits: int = 0

    def note(self, writer: int, words: Sequence[str]) -> None:
        """Write down what a writer had said before it was killed."""
        for word in words:
            sort, number = word.split()
            self.commits += 1
            self.tried[writer] = max(self.tried[writer], int(number))
            if sort == "leak":
                self.leaks.add(f"writer {writer} heard {number}")
            else:
                self.offers[writer] = int(number)


def play(
    app: Flask,
    book: Book,
    chance: random.Random,
    strike: Callable[[], None] | None = None,
    longest: float = LONGEST,
) -> None:
    """One round: writers are left alone for at most `longest` seconds; `strike` hits the database too.

    Raises AssertionError for whatever was lost, halved or broken.
    """
    store.db.session.remove()
    store.db.engine.dispose()
    writers = [started(app, number, book.tried[number] + 1) for number in range(WRITERS)]
    try:
        time.sleep(chance.uniform(SHORTEST, longest))
        if strike:
            strike()
    finally:
        chance.shuffle(writers)
        for each in writers:
            time.sleep(chance.choice((0, 0, 0.01)))
            _note(book, each)
    for tries_left in (2, 1, 0):
        try:
            check(book)
            return
        except OperationalError:  # A server that was hit late goes away while it is looked at.
            store.db.session.remove()
            if not tries_left:
                raise


def enough(book: Book, least: int) -> Iterator[int]:
    """Numbers of rounds: at least so many, and on until as many commits were acknowledged, however slow the machine."""
    for number in range(10 * least):
        if number >= least and book.commits >= least:
            return
        yield number
    assert book.commits >= least, "hardly anything is acknowledged"


def _note(book: Book, writer: Writer) -> None:
    book.note(writer.number, writer.kill())


def check(book: Book) -> None:
    """Compare what is there with what was said."""
    session = store.db.session
    _wait_for_database()
    proving.look_steadily()
    reports = {row.id: row.told for row in session.scalars(select(LeakReportRow))}
    assert book.leaks <= set(reports.values()), "a suspicion that was acknowledged is gone"
    assert len(set(reports.values())) == len(reports), "a suspicion is there twice"
    for told in reports.values():
        writer, count = int(told.split()[1]), int(told.split()[-1])
        book.tried[writer] = max(book.tried[writer], count)
    events = {row.subject: row.sequence for row in session.scalars(select(EventRow).filter_by(action=REPORT_LEAK))}
    assert events.keys() == reports.keys(), "a suspicion without its event, or an event without what it tells of"
    messages = dict(session.execute(select(MessageRow.event, func.count()).group_by(MessageRow.event)).tuples().all())
    assert messages == dict.fromkeys(events.values(), TOLD), "an event that was not told to everybody"
    for number in range(WRITERS):
        _check_offers(book, number)
    assert history.verify() == []
    session.rollback()


def _wait_for_database() -> None:
    """A server that was hit recovers first, and lets nobody in meanwhile."""
    for _ in range(300):
        try:
            store.db.session.execute(select(1))
            return
        except OperationalError:
            store.db.session.remove()
            time.sleep(0.1)


def _check_offers(book: Book, number: int) -> None:
    person = f"p{number}"
    days = {row.kind: row.days for row in store.db.session.scalars(select(OfferRow).filter_by(person=person))}
    said = store.db.session.scalar(select(ExpertiseRow.statement).filter_by(person=person))
    if said is None:
        assert not book.offers[number], "offers that were acknowledged are gone"
        return
    count = int(said.split()[1])
    assert days == dict.fromkeys(KINDS, count % 200 + 1), "offers were changed by half"
    assert count >= book.offers[number], "offers that were acknowledged are gone"
    book.tried[number] = max(book.tried[number], count)
