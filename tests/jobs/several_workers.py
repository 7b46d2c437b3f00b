"""Real workers in processes of their own, to be killed, and a service on either engine that gives them work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from peerinspect import config, jobs, store

SETTINGS = {"SECRET_KEY": "for tests only", "PASSWORD_COST": (1, 64)}


@contextmanager
def service_on(folder: Path, database: str | None, handing: str = "own") -> Iterator[Flask]:
    """A service without pages over a database; None stands for SQLite in the folder."""
    app = Flask("peerinspect")
    own = {"INSTANCE": folder, "SQLALCHEMY_DATABASE_URI": database, "JOBS": handing}
    app.config.update({**config.settings(), **SETTINGS, **own})
    config.complete(app.config)
    store.init_app(app)
    jobs.init_app(app)
    with app.app_context():
        store.upgrade()
        yield app
        jobs.stop(app)
        store.db.session.remove()
        store.db.engine.dispose()


class Workers:
    """Workers of one service."""

    def __init__(self, app: Flask, stranded_after: float = 3.0) -> None:
        told = {"INSTANCE": app.config["INSTANCE"], "DATABASE": app.config["SQLALCHEMY_DATABASE_URI"]}
        told |= {"JOBS": app.config["JOBS"], "STRANDED_AFTER": stranded_after, "SECRET_KEY": "k" * 40}
        self._environment = {**os.environ, **{f"PEERINSPECT_{name}": str(value) for name, value in told.items()}}
        self.running: list[subprocess.Popen[bytes]] = []

    def through(self, database: str) -> None:
        """Those started from now on find the database at another address."""
        self._environment["PEERINSPECT_DATABASE"] = database

    def start(self) -> subprocess.Popen[bytes]:
        """One more."""
        command = [sys.executable, "-m", "peerinspect.cli", "worker"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, env=self._environment, stdout=quiet, stderr=quiet)
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGKILL) -> None:
        """End one, by SIGKILL unless told otherwise."""
        process.send_signal(how)
        process.wait(30)
        self.running.remove(process)

    def end(self) -> None:
        """End those that are left."""
        for process in list(self.running):
            self.kill(process)


@contextmanager
def workers_of(app: Flask) -> Iterator[Workers]:
    """Its workers, none at first, and all gone in the end."""
    workers = Workers(app)
    try:
        yield workers
    finally:
        workers.end()


def wait_until(is_so: Callable[[], bool], seconds: float = 90.0) -> float:
    """Wait until it is so; how many seconds that took."""
    began = time.monotonic()
    while True:
        store.db.session.rollback()
        if is_so():
            return time.monotonic() - began
        assert time.monotonic() - began < seconds, "it never was"
        time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if told[1] == str(pid) and told[0] not in "ZX":
            found.append(int(each.parent.name))
    return found
