"""A round that ended with a fault is tried again the same day, after a rest, and says nothing of what was in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from peerinspect import store
from peerinspect.jobs import performing, service_kinds
from peerinspect.services.tasks import claim_task, find_task


def test_is_tried_again_after_a_rest(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    held = list[date]()

    def hold(today: date, _: object) -> bool:
        held.append(today)
        if len(held) == 1:
            raise RuntimeError("Council T")
        return True

    monkeypatch.setattr(service_kinds, "hold_round", hold)
    performing.queue_standing()
    claim = claim_task("one", ("round",))
    assert claim is not None
    performing.perform(claim)
    assert claim_task("one", ("round",)) is None, "it rests"
    again = claim_task("one", ("round",), datetime.now(UTC) + timedelta(seconds=performing.REST))
    assert again is not None
    performing.perform(again)
    assert len(held) == 2 and held[0] == held[1]
    assert "RuntimeError" in caplog.text and "Council T" not in caplog.text
    store.db.session.rollback()
    row = find_task("round", "")
    assert row is not None and row.state == "queued", "it stands by for the next day"


def test_a_purge_that_failed_does_not_wait_for_the_next_day(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    purged = list[date]()

    def purge(as_of: date, _today: date) -> None:
        purged.append(as_of)
        if len(purged) == 1:
            raise RuntimeError("the disk was full")

    monkeypatch.setattr(service_kinds, "purge", purge)
    app.config["PURGE_DAILY"] = True
    performing.queue_standing()
    claim = claim_task("one", ("purge",))
    assert claim is not None
    performing.perform(claim)
    again = claim_task("one", ("purge",), datetime.now(UTC) + timedelta(seconds=performing.REST))
    assert again is not None, "it is tried again the same day"
    performing.perform(again)
    assert len(purged) == 2
    in_an_hour = datetime.now(UTC) + timedelta(hours=1)
    assert claim_task("one", ("purge",), in_an_hour) is None, "once it is done it is left for a day"
