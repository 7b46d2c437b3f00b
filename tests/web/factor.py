"""Signing in with a second factor as a browser does it: the secret is read off the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SECRET = re.compile(r'Secret: <span class="app-code">([A-Z2-7 ]+)</span>')
RECOVERY = re.compile(r'<li class="app-code">([a-z0-9-]+)</li>')


@dataclass(frozen=True)
class Enrolled:
    """A second factor as its owner has it."""

    secret: str
    first_code: str
    recovery_codes: tuple[str, ...]


def secret_on(answer: TestResponse) -> str:
    """The secret that a page shows, as an app takes it."""
    found = SECRET.search(answer.get_data(as_text=True))
    assert found, answer.get_data(as_text=True)[:2000]
    return "".join(found.group(1).split())


def code_of(secret: str) -> str:
    """What the app shows now."""
    return pyotp.TOTP(secret).now()


def enrol(client: FlaskClient, password: dict[str, str], **arguments: str) -> Enrolled:
    """Sign in for the first time, in a role that needs a second factor."""
    answer = client.post("/sign-in", data=password, query_string=arguments)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in/set-up")
    return confirm(client, answer.headers["Location"])


def confirm(client: FlaskClient, address: str, **more: str) -> Enrolled:
    """Set the second factor up at a page that shows a secret, with what else it asks for."""
    secret = secret_on(client.get(address))
    code = code_of(secret)
    answer = client.post(address, data={"code": code, **more})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200, text
    codes = tuple(RECOVERY.findall(text))
    assert len(codes) == 10
    return Enrolled(secret, code, codes)
