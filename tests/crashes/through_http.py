"""The service itself in processes of their own, on loopback, and writers who work by its pages and its API alone."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from peerinspect import store
from peerinspect.domain.kinds import KINDS
from peerinspect.services.api_tokens import CHANGE, READ, MakeToken, make_token
from peerinspect.services.passwords import hashed
from peerinspect.services.reader import Reader
from peerinspect.store.tables import UserRow

from .writers import WRITERS, Writer, found_world

PASSWORD = "seven lanterns over Ashmere 42"
KEEPER = Reader("keeper", "keeper", "coordinator")
KEY = "for tests only: a key as long as keys have to be 0123456789"
READY_WITHIN = 60.0
WAITS = 5.0
"""Seconds that a writer waits for an answer: the service may have been killed under it."""
CHOSEN = ("checkbox", "radio", "submit")
"""Entries of forms that are sent only where they are chosen."""
REMEMBERED = 3
"""So many of the last things that each writer has made are sent again after the kill."""


def found_service() -> list[str]:
    """The writers' world: directors who can sign in, and a coordinator with a token for each writer."""
    found_world()
    with store.transaction():
        for number in range(WRITERS):
            store.db.session.get_one(UserRow, f"u{number}").password_hash = hashed(PASSWORD)
        store.add(UserRow(id="keeper", email="keeper@example.org", name="keeper", role="coordinator", password_hash=""))
    moment = datetime.now(UTC)
    return [make_token(MakeToken(f"Writer {n}", (READ, CHANGE), 30), KEEPER, moment) for n in range(WRITERS)]


class Service:
    """`peerinspect serve`, or gunicorn with two processes, over a folder and a database; killed with all it started."""

    def __init__(self, folder: Path, database: str | None, with_gunicorn: bool = False) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PEERINSPECT_")}
        told = {"INSTANCE": folder, "SECRET_KEY": KEY, "EMBEDDED_WORKER": 0, "PROCESSES": 2}
        told |= {"DATABASE": database} if database else {}
        self._settings = kept | {f"PEERINSPECT_{name}": str(value) for name, value in told.items()}
        self._settings["PORT"] = str(self.port)
        gunicorn = ["-m", "gunicorn", "--config", "python:peerinspect.web.processes"]
        serve = ["-m", "peerinspect", "serve", "--port", str(self.port)]
        self._command = [sys.executable, *(gunicorn if with_gunicorn else serve)]
        self._process: subprocess.Popen[bytes] | None = None
        self.log = folder / "said.log"
        """What the service has said of itself."""

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as said:
            self._process = subprocess.Popen(
                self._command, env=self._settings, stdout=said, stderr=said, start_new_session=True
            )
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if Visitor(self.port).ask("GET", "/health/live").status == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.05)
        raise AssertionError("the service did not answer")

    def kill(self) -> None:
        """End it at once, all of it."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(30)
            self._process = None


def visitors_of(service: Service, tokens: list[str]) -> list[tuple[Visitor, Visitor]]:
    """For each writer one who is signed in to pages, and one with a token."""
    service.start()
    found = []
    for number, token in enumerate(tokens):
        page = Visitor(service.port)
        page.sign_in(f"u{number}@example.org")
        found.append((page, Visitor(service.port, token)))
    service.kill()
    return found


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str


class _Fields(HTMLParser):
    """What the forms of a page hold, by the address that each is sent to; the page's own is the empty one."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, list[tuple[str, str]]] = {}
        self._now: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self._now = self.forms.setdefault(told.get("action") or "", [])
        elif tag == "input" and told.get("name") and (told.get("type") not in CHOSEN or "checked" in told):
            self._now.append((told["name"] or "", told.get("value") or ""))


@dataclass
class Visitor:
    """Somebody with cookies, or a program with a token."""

    port: int
    token: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, address: str, body: str = "", **headers: str) -> Answer:
        """One request on a connection of its own. Raises OSError or HTTPException where no answer came."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=WAITS)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            told["Authorization"] = f"Bearer {self.token}"
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, address, body or None, told)
            answer = connection.getresponse()
            text = answer.read().decode()
            for each in answer.headers.get_all("Set-Cookie") or ():
                name, _, rest = each.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return Answer(answer.status, dict(answer.headers), text)
        finally:
            connection.close()

    def send(self, address: str, **entries: str) -> Answer:
        """Open a page and send its form, as it stands but for some entries."""
        page = self.ask("GET", address)
        if page.status != 200:
            return page
        fields = _Fields()
        fields.feed(page.text)
        shown = fields.forms.get("") or fields.forms.get(address) or []
        filled = [pair for pair in shown if pair[0] not in entries] + list(entries.items())
        return self.ask("POST", address, urlencode(filled), Content_Type="application/x-www-form-urlencoded")

    def sign_in(self, email: str) -> None:
        """By the form, as anybody does."""
        answer = self.send("/sign-in", email=email, password=PASSWORD)
        assert answer.status in (302, 303), (answer.status, re.sub(r"<[^>]*>|\s+", " ", answer.text)[:2000])


def started(page: Visitor, program: Visitor, number: int, first: int, again: Mapping[int, str]) -> Writer:
    """Fork a writer who sends `again`, by number, what it has sent before, and then goes on."""
    heard, speaks = os.pipe()
    pid = os.fork()
    if pid:
        os.close(speaks)
        return Writer(number, pid, heard)
    try:
        os.close(heard)
        _write(page, program, number, first, again, speaks)
    finally:
        os._exit(1)


def _write(page: Visitor, program: Visitor, number: int, count: int, again: Mapping[int, str], speaks: int) -> None:
    """A suspicion and offers by form, a person by API, by turns. A word follows each acknowledgement, and only that."""
    for each in again:
        os.write(speaks, f"made {each} {made(program, number, each)}\n".encode())
    while True:
        count += 1
        os.write(speaks, f"try {count}\n".encode())
        told = page.send("/suspected-leak", told=f"writer {number} heard {count}")
        _say(speaks, told.status == 303, f"leak {count}", told)
        entries = dict.fromkeys(KINDS, str(count % 200 + 1)) | {"expertise": f"number {count}"}
        told = page.send("/my/offers", **entries)
        _say(speaks, told.status == 303, f"offers {count}", told)
        os.write(speaks, f"made {count} {made(program, number, count)}\n".encode())


def _say(speaks: int, is_done: bool, word: str, answer: Answer) -> None:
    """Say that something was acknowledged; a word on anything else but that the service is busy."""
    if is_done:
        os.write(speaks, f"{word}\n".encode())
    elif answer.status != 503:
        os.write(speaks, f"wrong {answer.status} {word.replace(' ', '-')}\n".encode())


def made(program: Visitor, number: int, count: int) -> str:
    """Register a person under a key of their own; their id, or the status that came instead."""
    body = {"name": name_of(number, count), "authority": "C1", "role": "senior", "basis": "substantive"}
    headers = {"Content_Type": "application/json", "Idempotency_Key": f"writer-{number}-{count}"}
    answer = program.ask("POST", "/api/v1/people", json.dumps(body | {"post_from": "2026-01-01"}), **headers)
    return str(json.loads(answer.text)["id"]) if answer.status == 201 else f"status-{answer.status}"


def name_of(number: int, count: int) -> str:
    """Whom a writer registers."""
    return f"Writer {number} person {count}"
