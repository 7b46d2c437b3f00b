"""Programs of each reader: the same token in all lives, so that it tells nothing of which life it is used in."""

from __future__ import annotations

import re
from contextlib import ExitStack
from unittest import mock

from api_asking import token_for
from flask import Flask
from flask.testing import FlaskClient
from pages_world import sign_in
from veil_world import INSPECTED, TARGET, readers

from peerinspect.services.api_tokens import READ, SEALED
from peerinspect.services.reader import Reader
from peerinspect.services.veil import knows_sealed_work
from peerinspect.web.api import bearer
from peerinspect.web.api.where import PREFIX
from peerinspect.web.limits import Limit

GUESSES = (
    "/duties?kind=inspect&when=all", "/duties?kind=interim&when=all", "/duties?kind=chair&when=all",
    "/duties?kind=support&when=all", "/duties?kind=review&when=all", f"/calendar?since={INSPECTED}",
    f"/people?q={TARGET}", f"/authorities?q={TARGET}", "/people?limit=2", "/messages", "/my/duties", "/my/people",
    "/my/offers/record", "/inspections/schedule",
)  # fmt: skip
"""What a program would ask first."""

TWINS = (
    (re.compile(r"/my/duties/([^/?]+)/.+"), "/my/duties/{}/state"),
    (re.compile(r"/my/declarations/([^/?]+)/end"), "/my/ties/{}/state"),
    (re.compile(r"/duties/([^/?]+)/people/([^/?]+)/.+"), "/duties/{}/placements/{}/state"),
    (re.compile(r"/rosters/([^/?]+)/seats/([^/?]+)"), "/rosters/{}/seats/{}"),
    (re.compile(r"/questions/([^/?]+)"), "/questions/{}"),
    (re.compile(r"/(?:[^?]+/)?look-backs/([^/?]+)"), "/look-backs/{}"),
)
"""Pages of things, and where a program asks for the same thing."""


def twins(page: str) -> list[str]:
    """Where a program asks for what a page shows."""
    found = [(pattern.fullmatch(page), address) for pattern, address in TWINS]
    return [PREFIX + address.format(*match.groups()) for match, address in found if match and PREFIX not in page]


def guessed(most: int | None = None) -> list[str]:
    """The addresses of those guesses."""
    return [PREFIX + each for each in GUESSES[:most]]


def make_tokens(app: Flask, world: object) -> dict[str, str]:
    """A token for each reader, by user; those who know of sealed work see it by theirs."""
    found: dict[str, str] = {}
    for reader in readers(world).values():
        if reader.user_id and reader.user_id not in found:
            scopes = (READ, SEALED) if knows_sealed_work(reader) else (READ,)
            found[reader.user_id] = token_for(app, reader, *scopes)
    return found


def enter(app: Flask, reader: Reader, tokens: dict[str, str]) -> FlaskClient:
    """A browser in which the reader is signed in, and which gives the API their token: pages do not look at it."""
    client = sign_in(app, reader)
    if reader.user_id in tokens:
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {tokens[reader.user_id]}"
    return client


def ask_without_end(stack: ExitStack) -> None:
    """Whoever tries everything would ask too often, in one life sooner than in another."""
    for name in ("A_TOKEN", "A_NETWORK", "WRONG"):
        stack.enter_context(mock.patch.object(bearer, name, Limit(1_000_000, 60, "")))
