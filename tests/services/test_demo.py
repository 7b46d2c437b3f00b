"""The demo, whole: loaded, planned, published, with somebody to sign in as for each role."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from peerinspect.domain.kinds import KINDS
from peerinspect.season import generate
from peerinspect.services import demo, disclosure
from peerinspect.services.reader import ROLES, Reader
from peerinspect.services.signing_in import NOTHING, SignIn, sign_in
from peerinspect.store import history
from peerinspect.store.snapshot import snapshot

DAY = date(2026, 9, 1)
ACCOUNTS = [line.split()[0] for line in demo._SIGN_INS]  # noqa: SLF001


@pytest.fixture
def told(bare: Flask) -> list[str]:
    """What the demo reported; a second run keeps all of it."""
    sentences: list[str] = []
    demo.load_demo(True, sentences.append, DAY)
    before = snapshot(DAY)
    again: list[str] = []
    demo.load_demo(True, again.append, DAY)
    assert again == ["The database is as it was left."]
    assert snapshot(DAY) == before
    return sentences


def test_the_demo_can_be_tried_in_every_role(told: list[str]) -> None:
    entries = {account: sign_in(SignIn(account, demo.PASSWORD), datetime.now(UTC)) for account in ACCOUNTS}
    assert {entry.needed for entry in entries.values()} == {NOTHING}, "no second factor is asked for"
    readers = {account: entry.reader for account, entry in entries.items()}
    assert {reader.role for reader in readers.values()} == set(ROLES)
    assert [line.strip().split()[0] for line in told if "@" in line] == ACCOUNTS
    _directors_have_something_to_answer(readers)
    _the_roster_is_published_and_clean(readers["coordinator@demo.example"])
    assert history.verify() == []
    facts = snapshot(DAY)
    assert len(facts.authorities) == 153
    assert len(facts.people) > 400
    drawn = generate(1, demo.SEED, DAY)
    assert not drawn.people.keys() & facts.people.keys(), "ids that follow from the seed could be guessed"
    assert not drawn.duties.keys() & facts.duties.keys()


def _directors_have_something_to_answer(readers: dict[str, Reader]) -> None:
    asked = disclosure.my_duties(readers["director@demo.example"], DAY).to_answer
    assert len(asked) >= 1
    veiled = readers["inspected-director@demo.example"]
    chief = readers["chief-executive@demo.example"]
    assert chief.authorities & veiled.authorities
    cleared = disclosure.duties(readers["coordinator@demo.example"], "inspect", DAY)
    assert any(line.sealed and set(line.authorities) & veiled.authorities for line in cleared)


def _the_roster_is_published_and_clean(coordinator: Reader) -> None:
    line = disclosure.rosters(coordinator, DAY)[0]
    roster = disclosure.roster(coordinator, line.id, DAY)
    assert line.state == "published"
    assert [part.part for part in roster.parts] == ["open", "sealed-0", "sealed-1", "sealed-2"]
    assert all(part.certificate.is_clean for part in roster.parts)
    assert all(each.recorded for each in roster.waivers)
    placed = Counter(each.kind for each in roster.placements)
    empty = Counter()
    for each in roster.shortfalls:
        empty[each.kind] += each.seats
    assert set(placed) == set(KINDS)
    for kind in KINDS:
        assert placed[kind] >= 0.85 * (placed[kind] + empty[kind]), f"{kind}: {placed[kind]} and {empty[kind]} empty"
