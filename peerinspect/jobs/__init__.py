"""Long work: one worker thread inside `serve` claims what is queued, and reports how far it has come.

`start(app)` begins to work and first closes what a stopped service left running; `stop(app)` ends it. Nothing runs
before `start`: a command beside a running service must not claim its work.
"""

from __future__ import annotations

from flask import Flask

from peerinspect.jobs.worker import Worker

_KEY = "peerinspect-jobs"


def init_app(app: Flask) -> None:
    """Give the application its worker, at rest."""
    app.extensions[_KEY] = Worker(app)


def start(app: Flask) -> None:
    """Close what was left running, then claim queued work until `stop`."""
    worker_of(app).start()


def stop(app: Flask) -> None:
    """Finish nothing more: a plan being made is cancelled, its best so far kept."""
    worker_of(app).stop()


def worker_of(app: Flask) -> Worker:
    """The application's worker."""
    worker: Worker = app.extensions[_KEY]
    return worker
