"""One answer to one request, whole: status, body, headers and cookies, without what is provably left to chance."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from flask import json
from itsdangerous import base64_decode
from pages_world import without_tokens
from werkzeug.test import TestResponse

MESSAGE = re.compile(r'(?<="id":")[a-z0-9]{16}(?=","made_at":)')
"""The id of a message to oneself. One act tells several people, in one life more of them: random, it says nothing."""
CLOCK = re.compile(
    r"(?=[\daW])(?:"
    r"\b\d{1,2}(?::\d\d)?[ap]m\b|\bat \d{1,2}:\d\d(?::\d\d)?\b|\d+(?:\.\d+)? seconds?|Wait \d+ minutes|"
    r"\b20\d\d-?\d\d-?\d\dT\d\d:?\d\d:?\d\d(?:\.\d+)?(?:Z|\+00:00)?"
    r")"
)
"""The time of day at which something was done: the lives are played one after the other. What any of it begins with
stands before the choice: a sixth of the time, and millions of lines are looked through."""
NONCE = re.compile(r"'nonce-[^']*'")
LEFT_OUT = frozenset({"Date", "Content-Length", "Set-Cookie", "Expires", "X-Request-ID"})
"""Headers that are looked at in another way: a length is that of the body, and cookies are taken apart. A
request's name is dealt anew each time, and tells nothing."""
OF_A_WHILE = frozenset({"RateLimit", "Retry-After"})
"""How long to wait, and how many of the reader's own requests are left until then."""
ONE_USE = frozenset({"csrf_token", "_id", "seed", "began", "seen"})
RECOVERY = re.compile(r'<li class="app-code">[a-z0-9-]+</li>|Code: <[^>]*>[^<]*')


@dataclass(frozen=True)
class Answer:
    """All that a reader is sent. `statements` is how many questions the database was asked for it."""

    status: int
    text: str
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    statements: int = field(compare=False)

    def difference(self, other: Answer) -> str:
        """What differs, in one line; "" where nothing does."""
        for name in ("status", "headers", "cookies"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                return f"{name}: {mine} / {theirs}"
        mine, theirs = self.text.splitlines(), other.text.splitlines()
        for number, (one, two) in enumerate(zip(mine, theirs, strict=False), 1):
            if one != two:
                return f"line {number}: {one.strip()[:300]!r} / {two.strip()[:300]!r}"
        return (
            ""
            if mine == theirs
            else f"{len(mine)} / {len(theirs)} lines: {(mine + theirs)[min(len(mine), len(theirs))]!r}"
        )


def read(answer: TestResponse, statements: int) -> Answer:
    """The answer as it is compared."""
    body = answer.get_data()
    length = answer.headers.get("Content-Length")
    assert length is None or answer.request.method == "HEAD" or int(length) == len(body), answer.request.path
    said = body.decode(errors="backslashreplace")
    headers = tuple(
        sorted((name, _header(name, value, said)) for name, value in answer.headers if name not in LEFT_OUT)
    )
    cookies = tuple(_cookie(each) for each in answer.headers.getlist("Set-Cookie"))
    return Answer(answer.status_code, _text(body), headers, cookies, statements)


def _header(name: str, value: str, said: str) -> str:
    """A header; what is counted from a moment that each life has for itself is left aside, and a version is the digest
    of what is said, moments too."""
    if name == "ETag" and CLOCK.search(said):
        return "of a moment"
    return "a while" if name in OF_A_WHILE else plain(value)


def plain(text: str) -> str:
    """A text without the time of day, form tokens and nonces."""
    return MESSAGE.sub("a message", CLOCK.sub("a moment", NONCE.sub("'nonce'", text)))


def _text(body: bytes) -> str:
    """What a body says; of a workbook or an archive, what each of its files says."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(f"{name}\n{_text(archive.read(name))}" for name in archive.namelist())
    return RECOVERY.sub("", plain(without_tokens(body.decode(errors="backslashreplace"))))


def _cookie(header: str) -> str:
    """A cookie: its name and settings, and what is in the session but for the keys that are used once."""
    (morsel,) = SimpleCookie(header).values()
    told = {name: value for name, value in morsel.items() if name != "expires"}
    return f"{morsel.key} {sorted(told.items())} {_carried(morsel.value)}"


def _carried(value: str) -> str:
    """What a session cookie carries."""
    if not value:
        return "nothing"
    content = value.lstrip(".").split(".")[0]
    data = base64_decode(content)
    carried = json.loads(zlib.decompress(data) if value.startswith(".") else data)
    return plain(repr(sorted((name, each) for name, each in carried.items() if name not in ONE_USE | {"_user_id"})))
