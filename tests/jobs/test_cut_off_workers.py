"""A worker that was cut off, and comes back when another has its file, leaves the file to the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from small_world import TODAY, World

from peerinspect import store
from peerinspect.jobs.kinds import on_ends
from peerinspect.services import imports
from peerinspect.services.import_tasks import IMPORT, begin_file
from peerinspect.services.imports import ConfirmFile, OfferFile, carry_on, confirm_file, offer_file, take_on
from peerinspect.services.stranded import sweep_stranded
from peerinspect.services.task_watch import TaskWatch
from peerinspect.services.tasks import Claim, ClaimLost, claim_task
from peerinspect.store.tables import ImportRow

GOOD = b"gss,start,end\n" + b"C03,2026-09-07,2026-09-11\n"
BAD = b"no such column\n1\n"


def begin(worker: str) -> Claim:
    """Take the file on, and write down that it is at work."""
    claim = claim_task(worker, (IMPORT,))
    assert claim is not None
    with store.transaction():
        begin_file(claim.key)
    return claim


def lose(late: Claim) -> Claim:
    """The worker was not heard of for an hour; another has its file."""
    sweep_stranded(datetime.now(UTC) + timedelta(hours=1), on_ends())
    other = begin("another:y")
    assert other.key == late.key
    return other


def state_of(import_id: str) -> str:
    store.db.session.rollback()
    return store.db.session.get_one(ImportRow, import_id).state


@pytest.fixture(autouse=True)
def _everything_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "SMALL_FILE", 0)
    monkeypatch.setattr(imports, "FEW_ROWS", 0)


@pytest.mark.parametrize("content", [GOOD, BAD], ids=["good", "unreadable"])
def test_one_that_is_read(app: Flask, world: World, content: bytes) -> None:
    offer_file(OfferFile("inspections", "guess.csv", content), world.cleared, TODAY, datetime.now(UTC))
    late = begin("elsewhere:x")
    other = lose(late)
    watch = TaskWatch(late)
    with pytest.raises(ClaimLost):
        carry_on(late.key, watch.must_stop, watch)
    assert state_of(late.key) == "reading", "it is the other's"
    mine = TaskWatch(other)
    carry_on(other.key, mine.must_stop, mine)
    assert state_of(other.key) == ("ready" if content is GOOD else "failed")


def test_one_that_is_saved(app: Flask, world: World) -> None:
    import_id = offer_file(OfferFile("inspections", "guess.csv", GOOD), world.cleared, TODAY, datetime.now(UTC))
    reading = claim_task("one:z", (IMPORT,))
    assert reading is not None
    take_on(import_id, TaskWatch(reading))
    digest = store.db.session.get_one(ImportRow, import_id).digest
    confirm_file(ConfirmFile(import_id, digest), world.cleared, TODAY, datetime.now(UTC))
    late = begin("elsewhere:x")
    other = lose(late)
    watch = TaskWatch(late)
    with pytest.raises(ClaimLost):
        carry_on(import_id, watch.must_stop, watch)
    assert state_of(import_id) == "saving", "it is the other's"
    mine = TaskWatch(other)
    carry_on(import_id, mine.must_stop, mine)
    assert state_of(import_id) == "done"
