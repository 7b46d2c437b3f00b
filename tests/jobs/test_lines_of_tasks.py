"""What the log tells of tasks: their kind, how they ended and how long they took; nothing of whom they are about."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from log_lines import hearing, names_of
from replaying import replay
from scenes_of_tasks import LONG_AFTER, SCENES, found_world
from small_service import service
from small_world import TODAY, World
from sqlalchemy import select

from peerinspect import store
from peerinspect.jobs import kinds
from peerinspect.jobs.performing import perform
from peerinspect.services import check_tasks, imports
from peerinspect.services.operating import spoken
from peerinspect.services.planning import CancelPlan, cancel_plan
from peerinspect.services.task_watch import NoWatch
from peerinspect.services.tasks import claim_task, queue_task
from peerinspect.store.tables import JobRow
from peerinspect.telemetry import measures


@pytest.fixture
def heard() -> Iterator[io.StringIO]:
    with hearing() as stream:
        yield stream


def do_what_is_due(kind: str) -> int:
    """How many tasks of the kind there were to do. A standing one may be due again at once: it is done a few times."""
    number = 0
    while number < 4 and (claim := claim_task("one", (kind,))) is not None:
        perform(claim)
        number += 1
    return number


def stop_searches(world: World) -> None:
    """Of what was prepared for the pieces of a search, the search itself is left."""
    for job in store.db.session.scalars(select(JobRow.id).where(JobRow.state == "queued")).all():
        cancel_plan(CancelPlan(job), world.cleared, TODAY)


def test_no_task_that_is_done_leaves_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The world holds sealed inspections and people of every council; each kind of task has something to do in it."""
    replay(tmp_path / "kept", monkeypatch)
    monkeypatch.setattr(imports, "SMALL_FILE", 0)
    monkeypatch.setattr(imports, "FEW_ROWS", 0)
    monkeypatch.setattr(check_tasks, "SMALL", 0)
    with service(tmp_path / "instance") as app:
        app.config["TODAY"] = TODAY
        world = found_world()
        words = names_of(app)
        with hearing() as heard:
            for kind in (each for each in SCENES if each != "purge"):
                for scene in SCENES[kind].values():
                    scene.prepare(world)
                    assert do_what_is_due(kind) > 0
                    stop_searches(world)
            app.config.update({"TODAY": LONG_AFTER, "PURGE_DAILY": True})
            assert do_what_is_due("purge") > 0
        told = heard.getvalue() + measures.as_text().decode()
        assert len(words) > 60 and {each for each in words if each in told} == set()
        lines = [json.loads(line) for line in heard.getvalue().splitlines()]
        said = {line["kind"] for line in lines if line["event"] == "task"}
        assert said == {spoken(kind) for kind in kinds.kinds()}, "each has its line, which says no more than its kind"


@pytest.mark.parametrize("kind", sorted(kinds.kinds()))
def test_no_task_that_fails_leaves_what_it_was_about(
    app: Flask, monkeypatch: pytest.MonkeyPatch, heard: io.StringIO, kind: str
) -> None:
    def fail(key: str, _watch: NoWatch) -> None:
        raise RuntimeError(f"Northern {key}")

    one = kinds.kinds()[kind]
    monkeypatch.setitem(kinds._KINDS, kind, kinds.Kind(one.name, fail, one.lane, every=one.every))  # noqa: SLF001
    queue_task(kind, "" if one.every else "a-key-of-somebody")
    claim = claim_task("one", (kind,))
    assert claim is not None
    perform(claim)
    store.db.session.rollback()
    told = heard.getvalue()
    assert f"{spoken(kind)} ended with RuntimeError" in told
    assert "Northern" not in told and "a-key-of-somebody" not in told and "-apart" not in told
