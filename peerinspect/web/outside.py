"""Addresses of our own pages as they are told to others: providers, calendar programs."""

from __future__ import annotations

from typing import Any

from flask import current_app, request, url_for

NOT_SET = "http://127.0.0.1:8000"
"""The public address where no setting says one: then the one that was asked is it."""


def outside_address(endpoint: str, **values: Any) -> str:
    """The whole address of a page, under the address that the settings give to the service."""
    told = str(current_app.config.get("PUBLIC_ADDRESS") or NOT_SET)
    root = request.host_url if told == NOT_SET else told
    return root.rstrip("/") + url_for(endpoint, **values)
