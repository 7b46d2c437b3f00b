"""The same services as for the use cases, with a search that does as it is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

sys.path.insert(0, str(Path(__file__).parents[1] / "services"))

from small_world import TODAY, World, build_world

from peerinspect import config, jobs, store
from peerinspect.services import solving

FAKE = """
import os, signal, subprocess, sys, time

def say(value):
    print('{{"event": "searching", "goal": "fill", "value": %s, "bound": 0, "elapsed": 0.1}}' % value, flush=True)

def stop(*_):
    if {obeys}:
        real = [sys.executable, "-m", "peerinspect.cli", *[a for a in sys.argv[1:]]]
        subprocess.run(real, stdout=subprocess.DEVNULL, check=True)
        sys.exit(0)

signal.signal(signal.SIGTERM, stop)
print("no step at all", flush=True)
say(7)
say(3)
while True:
    time.sleep(0.05)
"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """A service without pages, whose worker is at rest."""
    application = Flask("peerinspect")
    application.config.update({**config.settings(), "INSTANCE": tmp_path / "instance", "SECRET_KEY": "for tests only"})
    config.complete(application.config)
    store.init_app(application)
    jobs.init_app(application)
    with application.app_context():
        store.upgrade()
        yield application
        jobs.stop(application)
        store.db.session.remove()
        store.db.engine.dispose()


@pytest.fixture
def world(app: Flask) -> World:
    """The small world of twelve councils."""
    return build_world(TODAY)


@pytest.fixture
def endless_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Puts a search in place that never ends by itself; told to stop it writes a roster, or takes no notice."""

    def put(obeys: bool) -> None:
        script = tmp_path / "search.py"
        script.write_text(FAKE.format(obeys=obeys))
        monkeypatch.setattr(solving, "SOLVER", (sys.executable, str(script)))

    return put
