"""Programs that ask: a token for a reader, and requests with it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from peerinspect.services.api_tokens import READ, MakeToken, make_token
from peerinspect.services.reader import Reader

_numbers = count(1)


def token_for(app: Flask, reader: Reader, *scopes: str, days: int = 30, now: datetime | None = None) -> str:
    """A token of the reader's, to read where nothing else is said."""
    with app.app_context():
        command = MakeToken(f"Program {next(_numbers)}", scopes or (READ,), days)
        return make_token(command, reader, now or datetime.now(UTC))


class Program:
    """A program with one token, or with none."""

    def __init__(self, app: Flask, token: str = "") -> None:
        self.client = app.test_client(use_cookies=False)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, address: str, method: str = "GET", **arguments: Any) -> TestResponse:
        """One request below /api/v1."""
        headers = {**self.headers, **arguments.pop("headers", {})}
        return self.client.open(f"/api/v1{address}", method=method, headers=headers, **arguments)


def program_of(app: Flask, reader: Reader, *scopes: str) -> Program:
    """A program of a reader, or of nobody."""
    return Program(app, token_for(app, reader, *scopes) if reader.user_id else "")
