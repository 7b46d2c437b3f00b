"""To who may not know of sealed work, a plan is over as soon as its open part is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from small_world import CODES, TODAY, World, tied

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.plan_tasks import recover_jobs
from peerinspect.services.planning import CancelPlan, StartPlan, cancel_plan, start_plan
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.veil import PARTS
from peerinspect.store.tables import JobPartRow, JobRow

BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OPEN_DONE = BEGUN + timedelta(seconds=5)


@pytest.fixture(params=["running", "cancelling", "cancelled", "failed", "done"])
def job(request: pytest.FixtureRequest, world: World) -> Iterator[str]:
    """A plan whose open part is done: in every state that its sealed parts may bring it to."""
    left_at = BEGUN + timedelta(minutes=9) if request.param in ("cancelled", "failed", "done") else None
    with store.transaction():
        row = JobRow(id="job", state=request.param, as_of=TODAY, time_limit=9, started_by="cleared", queued_at=BEGUN)
        row.finished_at, row.message = left_at, "It failed" if request.param == "failed" else ""
        store.add(row, *(JobPartRow(job="job", part=part, state="waiting") for part in PARTS[1:]))
        store.add(JobPartRow(job="job", part="open", state="done", status="optimal", finished_at=OPEN_DONE))
    yield "job"


def unknowing(world: World) -> list[Reader]:
    """Coordinators who are not cleared, or who work for a council."""
    return [world.uncleared, tied(world.cleared, CODES[3])]


def test_it_is_done_when_the_open_part_is(world: World, job: str) -> None:
    for reader in unknowing(world):
        view = disclosure.job(reader, job, TODAY)
        assert (view.state, view.message, view.finished_at) == ("done", "", OPEN_DONE)
        assert [part.part for part in view.parts] == ["open"]
        assert repr(disclosure.jobs(reader, TODAY)) == repr((view,))
        assert disclosure.coordinator_home(reader, TODAY).counts[-1].number == 0
        assert disclosure.attention(reader, "solves-running", TODAY) == ()


def test_it_cannot_be_stopped_any_more(world: World, job: str) -> None:
    for reader in unknowing(world):
        with pytest.raises(Refusal, match="over already"):
            cancel_plan(CancelPlan(job), reader, TODAY)


def test_another_may_be_started_and_waits(world: World, job: str) -> None:
    further = start_plan(StartPlan(5), world.uncleared, TODAY)
    assert disclosure.job(world.uncleared, further, TODAY).state == "queued"


def test_closing_the_rest_leaves_no_line_for_them(world: World, job: str) -> None:
    before = disclosure.events_about(world.uncleared, job, TODAY)
    if disclosure.job(world.cleared, job, TODAY).state == "running":
        cancel_plan(CancelPlan(job), world.cleared, TODAY)
        assert len(disclosure.events_about(world.cleared, job, TODAY)) == len(before) + 1
    recover_jobs(datetime.now(UTC))
    assert disclosure.events_about(world.uncleared, job, TODAY) == before
