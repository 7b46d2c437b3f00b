"""Rows -> Facts: nothing lost, nothing sealed let through, and no more queries for more rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sample_facts import AS_OF, NOTICE, england, larger
from sqlalchemy import event

from peerinspect import store
from peerinspect.store.loading import load_facts
from peerinspect.store.snapshot import leave_out, snapshot


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that the block sends."""
    statements: list[str] = []

    def listen(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(store.db.engine, "before_cursor_execute", listen)
    try:
        yield statements
    finally:
        event.remove(store.db.engine, "before_cursor_execute", listen)


@pytest.mark.usefixtures("app")
class TestSnapshot:
    """What comes back from the store."""

    def test_gives_back_the_facts_as_they_were(self) -> None:
        with store.transaction():
            load_facts(england())
        assert snapshot(AS_OF, sealed={"inspect"}) == england()

    def test_leaves_no_trace_of_a_sealed_duty_that_was_not_asked_for(self) -> None:
        facts = england()
        with store.transaction():
            load_facts(replace(facts, placements=(*facts.placements, replace(facts.placements[0], duty="inspect"))))
        seen = snapshot(AS_OF)
        assert "inspect" not in repr(seen.duties.keys())
        assert [each.duty for each in seen.placements] == ["chair", "review"]
        assert [each.duty for each in seen.waivers] == ["chair"]

    def test_a_duty_left_out_afterwards_leaves_no_trace_either(self) -> None:
        facts = england()
        with store.transaction():
            load_facts(replace(facts, placements=(*facts.placements, replace(facts.placements[0], duty="inspect"))))
        assert leave_out(snapshot(AS_OF, sealed={"inspect"}), {"inspect"}) == snapshot(AS_OF)

    def test_lets_everybody_know_from_the_notice_day(self) -> None:
        with store.transaction():
            load_facts(england())
        assert "inspect" not in snapshot(NOTICE - timedelta(days=1)).duties
        assert snapshot(NOTICE).duties["inspect"].sealed is False

    def test_takes_no_more_queries_for_more_rows(self) -> None:
        with store.transaction():
            load_facts(england())
        with counted() as few:
            snapshot(AS_OF)
        store.db.session.rollback()
        bigger = replace(larger(300), authorities={}, borders=frozenset(), neighbours={}, arrangements=(), waivers=())
        known = england()
        with store.transaction():
            load_facts(
                replace(
                    bigger,
                    people={id_: one for id_, one in bigger.people.items() if id_ not in known.people},
                    duties={id_: one for id_, one in bigger.duties.items() if id_ not in known.duties},
                    placements=bigger.placements[2:],
                    interests=(),
                    affinity={},
                )
            )
        with counted() as many:
            found = snapshot(AS_OF, sealed=bigger.duties)
        assert len(found.people) == 302
        assert len(found.placements) == 302
        # Councils have not changed meanwhile, so they are not read again.
        assert len(many) <= len(few) <= 30


@pytest.mark.parametrize(
    ("status", "days_before_start", "expected"),
    [("accepted", 1, "accepted"), ("accepted", 0, "live"), ("offered", 0, "offered")],
)
def test_what_was_accepted_goes_live_when_the_duty_starts(
    app: Flask, status: str, days_before_start: int, expected: str
) -> None:
    facts = england()
    placement = replace(facts.placements[0], duty="support", status=status)
    with store.transaction():
        load_facts(replace(facts, placements=(placement,)))
    day = facts.duties["support"].start - timedelta(days=days_before_start)
    assert [each.status for each in snapshot(day).placements] == [expected]


def test_people_who_said_no_are_on_the_duty_no_more(app: Flask) -> None:
    facts = england()
    with store.transaction():
        load_facts(replace(facts, placements=(replace(facts.placements[0], status="declined"),)))
    assert snapshot(AS_OF).placements == ()
