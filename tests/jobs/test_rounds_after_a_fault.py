"""A round that ended with a fault is tried again the same day, after a rest, and says nothing of what was in it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask

from peerinspect import jobs
from peerinspect.jobs import rounds


def test_is_tried_again_after_a_rest(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    held, clock = list[date](), [1000.0]

    def hold(today: date, _: object) -> bool:
        held.append(today)
        if len(held) == 1:
            raise RuntimeError("Council T")
        return True

    monkeypatch.setattr(rounds, "hold_round", hold)
    monkeypatch.setattr(rounds, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    thread = jobs.rounds_of(app)
    thread._do_next()  # noqa: SLF001
    thread._do_next()  # noqa: SLF001
    assert len(held) == 1
    clock[0] += rounds.REST
    thread._do_next()  # noqa: SLF001
    assert len(held) == 2 and held[0] == held[1]
    assert "RuntimeError" in caplog.text and "Council T" not in caplog.text
