"""Addresses of placements: derived, so that they never change, and keyed, so that nobody can work one out."""

from __future__ import annotations

import base64
import hashlib
import hmac

from flask import current_app

_LENGTH = 22


def keyed(purpose: str, *parts: str) -> str:
    """An unguessable token that only this installation can derive, different for each purpose."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    message = "\x1f".join((purpose, *parts)).encode()
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_LENGTH]


def placement_address(person: str, duty: str) -> str:
    """The address of a person on a duty."""
    return keyed("placement", person, duty)
