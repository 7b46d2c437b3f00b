"""The example client against a service that listens: what docs/examples promises works, word for word."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from api_asking import token_for
from flask import Flask
from pages_world import Lived
from small_world import CODES
from werkzeug.serving import make_server

from peerinspect.services.api_tokens import CHANGE, READ, SEARCH
from peerinspect.services.plans import claim_job, run_job

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
sys.path.append(str(EXAMPLES))

from peerinspect_client import Client, Refused  # noqa: E402 - it stands beside the tests, not among the packages

WHO = f"/api/v1/people/{CODES[5]}-director"


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The service on a free port of this computer's own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def working(app: Flask) -> Iterator[None]:
    """Somebody who takes searches up, until the block is over."""
    is_over = threading.Event()

    def work() -> None:
        while not is_over.wait(0.1):
            with app.app_context():
                job = claim_job()
                if job is not None:
                    run_job(job)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


@pytest.fixture
def served(lived: tuple[Flask, Lived]) -> Iterator[tuple[Flask, Lived, str]]:
    with listening(lived[0]) as address:
        yield *lived, address


def test_reads_changes_and_is_refused(served: tuple[Flask, Lived, str]) -> None:
    app, lived, address = served
    client = Client(address, token_for(app, lived.world.cleared, READ, CHANGE))
    names = [each["name"] for each in client.each("/api/v1/people", limit=5)]
    assert len(names) == len(set(names)) > 5, "the list was not read to its end, or read twice"
    seen = client.read(f"{WHO}/record")
    changed = client.change(f"{WHO}/name", seen, {"name": "Robin Alder"})
    assert changed.content["name"] == "Robin Alder" and changed.version != seen.version
    with pytest.raises(Refused) as late:
        client.change(f"{WHO}/name", seen, {"name": "Robin Beech"})
    assert late.value.status == 412
    with pytest.raises(Refused) as wrong:
        client.make("/api/v1/people", {"name": ""})
    assert wrong.value.status == 422 and wrong.value.errors


def test_waits_and_asks_again_where_it_asked_too_often(
    served: tuple[Flask, Lived, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, lived, address = served
    left, waited = ["0", "7"], list[float]()
    app.before_request_funcs.setdefault(None, []).insert(
        0, lambda: ("{}", 429, {"Retry-After": left.pop()}) if left else None
    )
    monkeypatch.setattr("peerinspect_client.time.sleep", waited.append)
    client = Client(address, token_for(app, lived.world.cleared, READ))
    assert client.read("/api/v1/me").content["role"] == "coordinator"
    assert waited == [7.0, 0.0]
    left += ["1", "1", "1"]
    with pytest.raises(Refused) as refused:
        client.read("/api/v1/me")
    assert refused.value.status == 429 and left == []


def test_the_script_lists_duties_searches_and_prints_the_roster(served: tuple[Flask, Lived, str]) -> None:
    app, lived, address = served
    token = token_for(app, lived.world.uncleared, READ, SEARCH)
    command = [sys.executable, str(EXAMPLES / "search_for_a_roster.py"), address, "20"]
    with working(app):
        done = subprocess.run(
            command, env={"PEERINSPECT_TOKEN": token}, capture_output=True, text=True, timeout=120, check=False
        )
    assert done.returncode == 0, done.stderr
    assert "duties\n" in done.stdout and "Roster " in done.stdout
    assert done.stdout.partition("Roster ")[2].count("\n  ") > 1


def test_the_examples_are_fully_typed() -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-incremental", "--cache-dir=/dev/null"]
    done = subprocess.run(
        [*command, "peerinspect_client.py", "search_for_a_roster.py"], cwd=EXAMPLES, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
