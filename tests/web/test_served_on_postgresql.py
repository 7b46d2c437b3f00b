"""The real servers on PostgreSQL, in processes of their own: one process for all, and gunicorn beside a worker."""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from browsing import Answer, Browser
from factor import SECRET, code_of

sys.path.append(str(Path(__file__).parents[1] / "store"))
from throwaway_postgres import programs, server

from peerinspect.store.postgresql import TURN

PASSWORD = "seven lanterns over Ashmere 42"
ADMIN = "ada@example.org"
SERVE = ("peerinspect", "serve", "--port")
GUNICORN = ("gunicorn", "--config", "python:peerinspect.web.processes")
CODE = re.compile(r"with this code: (\S+)")
PATIENCE = 60.0


class Machine:
    """One machine's settings, and what runs on it: its folder is its own, the database and the key are everybody's."""

    def __init__(self, folder: Path, database: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.folder, self.database, self._key = folder, database, secrets.token_hex(32)

    def environment(self, folder: Path) -> dict[str, str]:
        """Of a process with its data in the folder."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PEERINSPECT_")}
        told = {"INSTANCE": str(folder), "DATABASE": self.database, "SECRET_KEY": self._key, "PROCESSES": "2"}
        named = {f"PEERINSPECT_{name}": value for name, value in told.items()}
        return kept | named | {"PORT": str(self.port), "PYTHONUNBUFFERED": "1"}

    @contextmanager
    def running(self, name: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process with a folder of its own, in which `said` is what it says. It goes in the end, come what may."""
        folder = self.folder / name
        folder.mkdir()
        command = [sys.executable, "-m", *words]
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(command, env=self.environment(folder), stdout=said, stderr=said)
        try:
            yield process
        finally:
            if process.poll() is None:
                for each in (*children_of(process), process.pid):
                    os.kill(each, signal.SIGKILL)
                process.wait(30)

    def said(self, name: str) -> str:
        """What the process has said so far."""
        return (self.folder / name / "said").read_text(encoding="utf-8")

    def mails(self, name: str) -> list[str]:
        """The mails that the process has written."""
        return [each.read_text(encoding="utf-8") for each in (self.folder / name).glob("mailbox/*")]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    if programs() is None and os.environ.get("CI"):
        pytest.fail("PostgreSQL is not installed, and in CI it must be tried")
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: it was not tried")
    with server() as address:
        yield address


@pytest.fixture
def machine(postgres: str, tmp_path: Path) -> Machine:
    """On an empty database of its own."""
    name = f"d{secrets.token_hex(4)}"
    with psycopg.connect(postgres.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return Machine(tmp_path, f"{postgres.rpartition('/')[0]}/{name}")


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that it keeps."""
    return [int(each) for each in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def until(is_so: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Wait until it is so, while the process runs."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if is_so():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("it never was")


def ended(process: subprocess.Popen[bytes]) -> int:
    """Ask it to end; what it ends with."""
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE)


def rows(machine: Machine, asked: str) -> list[tuple[object, ...]]:
    """What the database holds."""
    with psycopg.connect(machine.database.replace("+psycopg", "")) as connection:
        return connection.execute(asked).fetchall()


def confirmed(browser: Browser, shown: Answer, address: str) -> Answer:
    """Set the second factor up on a page that shows its secret."""
    secret = SECRET.search(shown.text)
    assert secret, shown
    answer = browser.send(shown, address, code=code_of("".join(secret.group(1).split())))
    assert answer.status == 200
    return answer


def test_one_process_does_everything_on_postgresql(machine: Machine) -> None:
    with machine.running("serve", *SERVE, str(machine.port)) as process:
        browser = Browser(machine.port)
        until(lambda: CODE.search(machine.said("serve")) and browser.get("/health/live").status == 200, process)
        code = CODE.search(machine.said("serve"))
        assert code
        onward = browser.fill_in("/set-up", name="Ada", email=ADMIN, password=PASSWORD, code=code.group(1)).location
        confirmed(browser, browser.get(onward), onward)
        added = browser.fill_in("/users/new", name="Pat", email="pat@example.org", role="panel")
        assert (added.status, added.location[:7]) == (303, "/users/")
        assert browser.send(browser.get(added.location), f"{added.location}/invite").status == 303
        until(lambda: any("To: pat@example.org" in each for each in machine.mails("serve")), process)
        until(lambda: rows(machine, "SELECT state FROM message") == [("sent",)], process)
        until(lambda: browser.get("/health/ready").status == 200, process)
        assert ended(process) == 0
    assert rows(machine, "SELECT name FROM user_account ORDER BY name") == [("Ada",), ("Pat",)]
    assert not (machine.folder / "serve" / "peerinspect.sqlite3").exists()


@contextmanager
def answering(process: subprocess.Popen[bytes], number: int) -> Iterator[None]:
    """Meanwhile one of gunicorn's processes alone takes requests."""
    others = [each for place, each in enumerate(children_of(process)) if place != number]
    for each in others:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in others:
            os.kill(each, signal.SIGCONT)


def first_administrator(machine: Machine) -> None:
    """As the operator's guide says."""
    words = [sys.executable, "-m", "peerinspect", "user", "add", ADMIN, "--name", "Ada", "--role", "administrator"]
    (machine.folder / "operator").mkdir()
    environment = machine.environment(machine.folder / "operator")
    done = subprocess.run(words, env=environment, input=f"{PASSWORD}\n", capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def signed_in(process: subprocess.Popen[bytes], machine: Machine) -> Browser:
    """Each step by the process that did not do the one before."""
    browser = Browser(machine.port)
    with answering(process, 0):
        shown = browser.get("/sign-in")
    with answering(process, 1):
        onward = browser.send(shown, "/sign-in", email=ADMIN, password=PASSWORD).location
    with answering(process, 0):
        shown = browser.get(onward)
    with answering(process, 1):
        confirmed(browser, shown, onward)
    return browser


def ended_under_a_change(process: subprocess.Popen[bytes], machine: Machine, browser: Browser) -> Answer:
    """Ask gunicorn to end while a change waits for its turn; what the change is answered with."""
    shown = browser.get("/users/new")
    entries = {"name": "Lee", "email": "lee@example.org", "role": "panel"}
    waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with (
        ThreadPoolExecutor(1) as other,
        psycopg.connect(machine.database.replace("+psycopg", ""), autocommit=True) as turn,
    ):
        turn.execute("SELECT pg_advisory_lock(%s)", [TURN])
        answer = other.submit(browser.send, shown, "/users/new", **entries)
        until(lambda: rows(machine, waits), process)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        turn.execute("SELECT pg_advisory_unlock(%s)", [TURN])
        return answer.result(PATIENCE)


def test_gunicorns_processes_and_a_worker_are_one_service(machine: Machine) -> None:
    first_administrator(machine)
    with machine.running("web", *GUNICORN) as web:
        until(lambda: len(children_of(web)) == 2 and Browser(machine.port).get("/health/live").status == 200, web)
        browser = signed_in(web, machine)
        unready = browser.get("/health/ready")
        assert (unready.status, json.loads(unready.text)["database"]) == (503, "ok"), unready.text
        with answering(web, 0):
            shown = browser.get("/users/new")
        with answering(web, 1):
            added = browser.send(shown, "/users/new", name="Pat", email="pat@example.org", role="panel")
            assert (added.status, added.location[:7]) == (303, "/users/")
        with answering(web, 0):
            assert browser.send(browser.get(added.location), f"{added.location}/invite").status == 303
            again = browser.send(shown, "/users/new", name="Pat", email="pat@example.org", role="panel")
            assert again.location == added.location, "the second click is known to the other process"
        assert rows(machine, "SELECT state FROM task WHERE kind = 'post'") == [("queued",)]
        with machine.running("worker", "peerinspect", "worker") as worker:
            until(lambda: any("To: pat@example.org" in each for each in machine.mails("worker")), worker)
            until(lambda: browser.get("/health/ready").status == 200, worker)
            assert ended_under_a_change(web, machine, browser).status == 303
            assert web.wait(PATIENCE) == 0
            assert ended(worker) == 0
    assert machine.mails("web") == []
    assert rows(machine, "SELECT name FROM user_account ORDER BY name") == [("Ada",), ("Lee",), ("Pat",)]
