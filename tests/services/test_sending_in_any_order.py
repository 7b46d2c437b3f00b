"""Whatever senders do and whenever they die: a message goes at most once after its sending was noted, and none is lost.

Senders are played: they claim, they report, they are killed between the two, and time passes, in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from small_service import service
from small_world import TODAY, build_world
from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.services import notices
from peerinspect.services.notices.outbox import LEASE, Parcel, claim_next, settle
from peerinspect.services.notices.post import AGAIN, NEVER, OUTAGE, REFUSED, SENT, Outcome
from peerinspect.store import history
from peerinspect.store.tables import BouncedAddressRow, MailChoiceRow, MessageRow

USERS = ("liaison", "cleared", "panel")
OVER = {"sent", "failed", "bounced"}
_HOWS = st.sampled_from([SENT, SENT, AGAIN, OUTAGE, NEVER, REFUSED])
_ACTS = st.one_of(
    st.tuples(st.just("tell"), st.sets(st.sampled_from(USERS), min_size=1)),
    st.tuples(st.just("claim"), st.none()),
    st.tuples(st.just("report"), st.tuples(st.integers(0, 3), _HOWS)),
    st.tuples(st.just("pass"), st.sampled_from([1, 5, 16, 60 * 13, 60 * 30])),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The small world, in which the panel wants a digest."""
    with service(tmp_path_factory.mktemp("orders")) as app:
        app.config["TODAY"] = TODAY
        build_world(TODAY)
        with store.transaction():
            store.add(MailChoiceRow(user="panel", rhythm="daily"))
        yield app


@dataclass
class Play:
    """The senders and their clock. `held` are the parcels of senders that have not reported; they may be dead."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(seconds=1))
    held: list[tuple[Parcel, datetime]] = field(default_factory=list)
    noted_sent: Counter[str] = field(default_factory=Counter)

    def act(self, what: str, detail: object) -> None:
        """Do one thing."""
        getattr(self, f"_{what}")(detail)

    def _tell(self, users: set[str]) -> None:
        with store.transaction():
            notices.tell("held-offer", history.record("admin", "something", "subject", sentence="So."), users)

    def _pass(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def _claim(self, _nothing: object) -> None:
        parcel = claim_next(self.now)
        if parcel is None:
            return
        taken = ids_of(parcel)
        assert taken and not taken & set(self.noted_sent), "what was sent is never taken again"
        for other, since in self.held:
            is_live = self.now < since + LEASE
            assert not (is_live and taken & ids_of(other)), "two senders never hold the same message"
        self.held.append((parcel, self.now))

    def _report(self, detail: tuple[int, str]) -> None:
        number, how = detail
        if number < len(self.held):
            parcel, _ = self.held.pop(number)
            still_theirs = ids_of(parcel)
            settle(parcel, Outcome(how, "content", 550), self.now)
            if how == SENT:
                self.noted_sent.update(still_theirs)


def ids_of(parcel: Parcel) -> set[str]:
    """The messages that are held under the parcel's claim, now."""
    store.db.session.rollback()
    return set(store.db.session.scalars(select(MessageRow.id).where(MessageRow.claim == parcel.claim)))


@settings(max_examples=40, deadline=None)
@given(st.lists(_ACTS, min_size=5, max_size=40))
def test_each_message_is_noted_as_sent_once_at_most_and_none_is_lost(
    app: Flask, acts: list[tuple[str, object]]
) -> None:
    with store.transaction():
        store.db.session.execute(delete(MessageRow))
        store.db.session.execute(delete(BouncedAddressRow))
    play = Play()
    play.act("tell", {"liaison", "panel"})
    for what, detail in acts:
        play.act(what, detail)
    play.now += timedelta(days=2)
    while (parcel := claim_next(play.now)) is not None:
        taken = ids_of(parcel)
        assert not taken & set(play.noted_sent)
        settle(parcel, Outcome(SENT), play.now)
        play.noted_sent.update(taken)
    rows = store.db.session.scalars(select(MessageRow)).all()
    assert rows and {row.state for row in rows} <= OVER
    assert {row.id for row in rows if row.state == "sent"} == set(play.noted_sent)
    assert set(play.noted_sent.values()) <= {1}
