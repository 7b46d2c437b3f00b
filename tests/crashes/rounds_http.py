"""Rounds through the web service: it is killed under its writers, started again, and what it acknowledged is there.

Besides what `rounds` looks at, everybody whom a program registered is there once; and whatever a program sends again
under the same key is what it was, or is made now.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from peerinspect import store
from peerinspect.store.tables import EventRow, PersonRow

from .rounds import Book, check
from .through_http import REMEMBERED, Service, Visitor, name_of, started
from .writers import WRITERS

SHORTEST, LONGEST = 0.1, 1.2
"""Seconds for which writers are left alone."""


@dataclass
class HttpBook(Book):
    """What writers have said: the people whom they have registered besides, by writer and number."""

    made: dict[tuple[int, int], str] = field(default_factory=dict)
    sent: dict[int, list[int]] = field(default_factory=dict)
    again: int = 0
    """How many were sent once more."""
    finished: int = 0
    """How many of those had not been acknowledged before."""

    def note(self, writer: int, words: Sequence[str]) -> None:
        """Write down what a writer had said before it was killed. Raises AssertionError for what it must never say."""
        for word in words:
            sort, number, *rest = word.split()
            assert sort != "wrong", word
            if sort == "try":
                self.sent.setdefault(writer, []).append(int(number))
            elif sort == "made":
                self._note_made(writer, int(number), rest[0])
            else:
                super().note(writer, [f"{sort} {number}"])

    def _note_made(self, writer: int, number: int, id_: str) -> None:
        known = self.made.get((writer, number))
        if id_ == "status-503":
            return
        assert not id_.startswith("status"), id_
        assert known in (None, id_), "the same key led to somebody else"
        self.made[writer, number] = id_
        self.commits += known is None

    def to_send_again(self, writer: int) -> dict[int, str]:
        """The last that a writer had begun, with their ids where they were acknowledged."""
        found = {number: self.made.get((writer, number), "") for number in self.sent.get(writer, [])[-REMEMBERED:]}
        self.again += len(found)
        self.finished += sum(not id_ for id_ in found.values())
        return found


def play(
    service: Service,
    visitors: Sequence[tuple[Visitor, Visitor]],
    book: HttpBook,
    chance: random.Random,
    strike: Callable[[], None] | None = None,
) -> None:
    """One round; `strike` hits the database before the service is killed."""
    store.db.session.remove()
    store.db.engine.dispose()
    service.start()
    told = [(number, book.tried[number] + 1, book.to_send_again(number)) for number in range(WRITERS)]
    writers = [started(*visitors[number], number, first, again) for number, first, again in told]
    try:
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        if strike:
            strike()
            time.sleep(chance.choice((0, 0.3)))
    finally:
        service.kill()
        said = {each.number: each.kill() for each in writers}
    for writer, words in said.items():
        book.note(writer, words)
        book.tried[writer] = max(book.tried[writer], *book.sent.get(writer, [0]))
    _check_again(book)


def _check_again(book: HttpBook) -> None:
    """Look; a server that was hit late goes away while it is looked at."""
    for tries_left in (2, 1, 0):
        try:
            check(book)
            check_made(book)
            return
        except OperationalError:
            store.db.session.remove()
            if not tries_left:
                raise


def check_made(book: HttpBook) -> None:
    """Everybody who was registered is there once, beside the event that tells of it."""
    session = store.db.session
    people = session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.name.like("Writer %"))).all()
    names = Counter(name for _, name in people)
    assert set(names.values()) <= {1}, "somebody was registered twice"
    there = dict(people.__iter__())
    for (writer, number), id_ in book.made.items():
        assert there.get(id_) == name_of(writer, number), "somebody whose registration was acknowledged is gone"
    events = session.scalars(select(EventRow.subject).where(EventRow.action == "register-person")).all()
    assert sorted(events) == sorted(there), "somebody without their event, or an event without somebody"
    session.rollback()
