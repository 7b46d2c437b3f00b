"""Long work: one worker thread inside `serve` claims what is queued, and reports how far it has come."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Nothing runs until `start` is called: a command beside a running service must not claim its work."""
    app.extensions["peerinspect-jobs"] = None
