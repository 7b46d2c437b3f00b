"""A small client for the peerinspect API, version 1: the standard library alone, fully typed.

It is meant to be copied. It reads lists to their end, changes things under the version that was read, sends each
creation with a key of its own so that it may be sent again, and waits for a search.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import Request, urlopen

ROOT = "/api/v1"
KINDS = ("inspect", "chair", "support", "second", "interim", "review")
"""The kinds of work, each listed by itself."""
OVER = frozenset({"done", "cancelled", "failed"})
TOO_MANY = 429
"""Asked too often: nothing was done, so it is sent again after as many seconds as `Retry-After` says."""
TRIES, LONGEST_WAIT = 3, 60.0


class Refused(Exception):
    """What the service says no to. `status` is that of HTTP, `errors` what is wrong with each entry."""

    def __init__(self, status: int, detail: str, errors: Mapping[str, str]) -> None:
        super().__init__(f"{status}: {detail}" + "".join(f"; {entry}: {told}" for entry, told in errors.items()))
        self.status, self.detail, self.errors = status, detail, dict(errors)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something as it was read: what it says, and its version."""

    content: dict[str, Any]
    version: str
    location: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of the list of work."""

    id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody on a duty in a roster."""

    duty: str
    person: str
    status: str


class Client:
    """The API as the owner of a token sees it. `base` is the address of the service, like https://peers.example."""

    def __init__(self, base: str, token: str, timeout: float = 30.0) -> None:
        self._base, self._token, self._timeout = base, token, timeout

    def read(self, address: str, **asked: str | int) -> Thing:
        """One thing or one page of a list."""
        return self._send("GET", address + (f"?{urlencode(asked)}" if asked else ""))

    def each(self, address: str, **asked: str | int) -> Iterator[dict[str, Any]]:
        """Everything in a list, page after page."""
        page = self.read(address, **asked)
        while True:
            yield from page.content["items"]
            if page.content["next"] is None:
                return
            page = self._send("GET", page.content["next"])

    def change(self, address: str, seen: Thing, body: Mapping[str, Any], method: str = "PUT") -> Thing:
        """Change what was seen. Raises Refused with status 412 where somebody changed it since."""
        return self._send(method, address, body, {"If-Match": seen.version})

    def make(self, address: str, body: Mapping[str, Any], key: str = "") -> Thing:
        """Make something, or ask for it. Sent again with the same key it is not made twice."""
        return self._send("POST", address, body, {"Idempotency-Key": key or secrets.token_urlsafe(12)})

    def duties(self, **asked: str | int) -> Iterator[Duty]:
        """The work that there is, kind after kind."""
        for kind in KINDS:
            for each in self.each(f"{ROOT}/duties", kind=kind, **asked):
                yield Duty(each["duty"]["id"], kind, each["duty"]["title"])

    def search(self, seconds: int, patience: float = 600.0, look_every: float = 1.0) -> str:
        """Search for a roster and wait for it; its id. Raises Refused where none came of it."""
        location, until = self.make(f"{ROOT}/searches", {"time_limit": seconds}).location, time.monotonic() + patience
        while time.monotonic() < until:
            found = self.read(location).content
            if found["roster_id"] and found["state"] in OVER:
                return str(found["roster_id"])
            if found["state"] in OVER:
                raise Refused(409, str(found["message"] or found["state"]), {})
            time.sleep(look_every)
        raise TimeoutError("the search takes longer than this program waits")

    def roster(self, roster_id: str) -> Iterator[Seat]:
        """Who is on which duty in a roster."""
        for each in self.each(f"{ROOT}/rosters/{roster_id}/placements"):
            yield Seat(each["duty_title"], each["person_name"], each["status"])

    def _send(
        self, method: str, address: str, body: Mapping[str, Any] | None = None, more: Mapping[str, str] | None = None
    ) -> Thing:
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json", **(more or {})}
        data = None
        if body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        request = Request(urljoin(self._base, address), data, headers, method=method)
        for _ in range(TRIES - 1):
            try:
                return self._answer(request)
            except HTTPError as refusal:
                if refusal.code != TOO_MANY:
                    raise _refused(refusal) from None
                time.sleep(min(float(refusal.headers.get("Retry-After", 1)), LONGEST_WAIT))
        try:
            return self._answer(request)
        except HTTPError as refusal:
            raise _refused(refusal) from None

    def _answer(self, request: Request) -> Thing:
        with urlopen(request, timeout=self._timeout) as answer:
            content = answer.read()
            told: dict[str, Any] = json.loads(content) if content else {}
            return Thing(told, answer.headers.get("ETag", ""), answer.headers.get("Location", ""))


def _refused(answer: HTTPError) -> Refused:
    with answer:
        try:
            told: dict[str, Any] = json.loads(answer.read())
        except ValueError:
            told = {}
    errors = {str(each["entry"]): str(each["detail"]) for each in told.get("errors", ())}
    return Refused(answer.code, str(told.get("detail", answer.reason)), errors)
