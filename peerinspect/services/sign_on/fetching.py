"""Reading from the provider: over https, from public addresses alone, for a short while, and never where it redirects.

The provider's own documents name further addresses. One that leads into the network of the service itself would let
whoever writes those documents reach what only the service can reach. So each name is looked up once, every address that
it has must be a public one, and the connection goes to the address that was looked at.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

from peerinspect.services.sign_on.provider import Provider

TIMEOUT = 5.0
"""Seconds for which the provider may keep one waiting at each step."""
LARGEST = 500_000
"""Bytes of an answer."""
OK = 200


class Unreachable(Exception):
    """The provider did not answer, or not with what it must. The words are for the log and hold nobody's data."""


def fetch(provider: Provider, address: str, headers: dict[str, str] | None = None, body: str | None = None) -> Any:
    """What the address answers, as JSON: asked with GET, or with POST where there is a body. Raises Unreachable."""
    if not provider.may_fetch(address):
        raise Unreachable("an address of the provider is not one to fetch from")
    method = "GET" if body is None else "POST"
    try:
        return json.loads(_answer(provider, address, method, {"Accept": "application/json", **(headers or {})}, body))
    except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
        raise Unreachable(f"{method} failed: {type(error).__name__}") from error


def _answer(provider: Provider, address: str, method: str, headers: dict[str, str], body: str | None) -> bytes:
    parts = urlsplit(address)
    connection = _connection(provider, parts.scheme, parts.hostname or "", parts.port)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read(LARGEST + 1)
    finally:
        connection.close()
    if answer.status != OK:
        raise Unreachable(f"{method} was answered with {answer.status}")
    if len(content) > LARGEST:
        raise Unreachable(f"{method} was answered with too much")
    return content


def _connection(provider: Provider, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    """A connection to an address of the host that may be connected to."""
    is_secured = scheme == "https"
    made = (http.client.HTTPSConnection if is_secured else http.client.HTTPConnection)(host, port, timeout=TIMEOUT)
    raw = socket.create_connection((_public_address(provider, host, made.port), made.port), TIMEOUT)
    try:
        made.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if is_secured else raw
    except OSError:
        raw.close()
        raise
    return made


def _public_address(provider: Provider, host: str, port: int) -> str:
    """An address of the host, where all of them are public ones."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(_may_connect(provider, address) for address in found):
        raise Unreachable("an address of the provider leads inside")
    return found[0]


def _may_connect(provider: Provider, address: str) -> bool:
    number = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(number, "ipv4_mapped", None) or number
    if provider.for_tests:
        return bool(inner.is_loopback)
    return bool(inner.is_global and not inner.is_multicast)
