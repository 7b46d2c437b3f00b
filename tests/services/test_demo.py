"""The demo, whole: loaded, planned, published, with somebody to sign in as for each role."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from small_service import service

from peerinspect.domain.kinds import KINDS
from peerinspect.domain.policy import GOALS
from peerinspect.files import digest_of, policy_digest
from peerinspect.independence.audit import audit
from peerinspect.matching import solve
from peerinspect.season import generate
from peerinspect.services import demo, disclosure
from peerinspect.services.reader import ROLES, Reader
from peerinspect.services.saving import reload_part
from peerinspect.services.signing_in import NOTHING, SignIn, sign_in
from peerinspect.services.veil import OPEN, PARTS
from peerinspect.store import history
from peerinspect.store.reading.duties import sealed_duties
from peerinspect.store.reading.rosters import latest_part
from peerinspect.store.snapshot import snapshot

DAY = date(2026, 9, 1)
RULES = 44
PATIENCE = 180
"""Seconds for each search: the command takes at most thirty, which may not do on a busy machine."""
ACCOUNTS = [line.split()[0] for line in demo._SIGN_INS]  # noqa: SLF001


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Iterator[list[str]]:
    """What the demo reported; it is loaded once, and no test changes what others read. A second run keeps all of it."""
    folder = tmp_path_factory.mktemp("demo") / "season"
    shutil.copytree(empty_store, folder)
    with service(folder):
        sentences: list[str] = []
        demo.load_demo(True, sentences.append, DAY, PATIENCE)
        before = snapshot(DAY)
        again: list[str] = []
        demo.load_demo(True, again.append, DAY)
        assert again == ["The database is as it was left."]
        assert snapshot(DAY) == before
        yield sentences


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


def test_what_is_published_is_proven_best(told: list[str]) -> None:
    coordinator = _coordinator()
    roster = disclosure.roster(coordinator, disclosure.rosters(coordinator, DAY)[0].id, DAY)
    for part in roster.parts:
        assert part.status == "optimal", part.part
        assert [goal.name for goal in part.goals] == list(GOALS)
        assert all(goal.value == goal.bound for goal in part.goals), part
    assert sum(each.endswith("proven best possible.") for each in told) == len(roster.parts)


def test_the_auditor_finds_no_fault_with_what_was_published(told: list[str]) -> None:
    """The open part stands alone. A sealed part may meet open work that it must not steer: that stands beforehand."""
    for name in PARTS:
        row = latest_part(name, published=True)
        assert row is not None
        part = reload_part(name, row.problem_bytes, row.roster_bytes)
        report = audit(part.facts, part.roster)
        assert report.rules_examined == RULES and report.pairs_examined > 100_000
        assert report.hard == () and report.faults == (), name
        assert name != OPEN or report.is_clean


def test_all_six_kinds_together_are_solved_to_the_end(told: list[str]) -> None:
    """As one problem, with every sealed inspection in it, as no service ever solves it."""
    facts = snapshot(DAY, sealed_duties(DAY))
    digests = {"problem_digest": digest_of(facts), "policy_digest": policy_digest(facts.policy)}
    roster = solve(facts, **digests, time_limit=PATIENCE, workers=2)
    assert roster.status == "optimal"
    assert [each.name for each in roster.goals] == list(GOALS)
    assert all(each.value == each.bound for each in roster.goals)
    open_kinds = Counter(duty.kind for duty in facts.duties.values() if facts.is_open(duty))
    placed = Counter(facts.duties[each.duty].kind for each in roster.placements)
    assert min(open_kinds[kind] for kind in KINDS) >= 10
    assert min(placed[kind] for kind in KINDS) >= 10
    assert audit(facts, roster).is_clean


def _coordinator() -> Reader:
    entry = sign_in(SignIn("coordinator@demo.example", demo.PASSWORD), datetime.now(UTC))
    assert entry.reader is not None
    return entry.reader
