"""The same services as for the use cases, with a search that does as it is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

sys.path.insert(0, str(Path(__file__).parents[1] / "services"))

from small_service import service
from small_world import TODAY, World, build_world

from peerinspect import jobs
from peerinspect.services import solving

FAKE = """
import os, signal, subprocess, sys, time

arguments = sys.argv[1:]
roster = arguments[arguments.index("-o") + 1]
aside = roster + ".aside"
real = [sys.executable, "-m", "peerinspect.cli", *[aside if one == roster else one for one in arguments]]
subprocess.run(real, stdout=subprocess.DEVNULL, check=True)

def say(value):
    print('{{"event": "searching", "goal": "fill", "value": %s, "bound": 0, "elapsed": 0.1}}' % value, flush=True)

def stop(*_):
    if {obeys}:
        os.replace(aside, roster)
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
    with service(tmp_path / "instance") as application:
        yield application
        jobs.stop(application)


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
