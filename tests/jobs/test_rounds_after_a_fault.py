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
