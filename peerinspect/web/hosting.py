"""Under which names, and through which proxies, the service is reached; and when it refuses to be.

Three things hold before anything else of a request is read. It asks for a name that is ours, since links and redirects
are made of it. What a proxy says of the asker counts only where the settings name how many proxies there are. And a
database with the demo's accounts, whose password everybody knows, answers this computer alone.
"""

from __future__ import annotations

import ipaddress
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from peerinspect.config import LOCAL_ADDRESS, LOOPBACK, WrongSetting
from peerinspect.services import accounts
from peerinspect.signing_key import HOW, fault_of_file, fault_of_key
from peerinspect.web.session import is_forwarded, network_address

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
ANY_NAME = "/health/"
"""Addresses below this one answer under any name: what asks whether the service lives often knows its number alone."""
MOST_PROXIES = 5
LOOK_AGAIN = 300.0
"""Seconds for which a database without demo accounts is taken for one without."""
_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::[0-9]{1,5})?")
_ELSEWHERE = b"This service does not go by the name that you asked for.\n"

Answering = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Unsafe(ValueError):
    """The service does not start like this. One sentence: what is wrong, and what would be right."""


class KnownNames:
    """Answer requests for our own names only. Anything else gets a plain line, with none of our pages' links in it."""

    def __init__(self, answering: Answering, names: frozenset[str]) -> None:
        self.answering = answering
        self.names = names

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the request on, or refuse it."""
        if name_of(environ.get("HTTP_HOST", "")) in self.names or environ.get("PATH_INFO", "").startswith(ANY_NAME):
            return self.answering(environ, start_response)
        length = str(len(_ELSEWHERE))
        start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", length)])
        return [_ELSEWHERE]


def name_of(host: str) -> str:
    """The name in a Host line, in lower case and without its port; "" where it is none."""
    found = _HOST.fullmatch(host.lower())
    return found.group(1) if found else ""


def init_app(app: Flask) -> None:
    """Put the checks before everything else. Raises WrongSetting for what cannot be used."""
    app.wsgi_app = KnownNames(app.wsgi_app, names_of(app.config))  # type: ignore[method-assign]
    proxies = proxies_of(app.config)
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0, x_port=0, x_prefix=0)  # type: ignore[method-assign]
    app.before_request(_keep_the_demo_here)
    app.before_request(_programs_come_secured)


def names_of(config: dict[str, Any]) -> frozenset[str]:
    """The names that the service goes by: those of the settings, of its public address, and this computer's own."""
    named = frozenset(word.lower() for word in re.split(r"[\s,]+", str(config.get("HOSTS") or "")) if word)
    wrong = sorted(name for name in named if name_of(name) != name)
    if wrong:
        raise WrongSetting(f"PEERINSPECT_HOSTS must hold names like peers.example.org, and {wrong[0][:60]!r} is none")
    public = urlsplit(str(config.get("PUBLIC_ADDRESS") or LOCAL_ADDRESS)).netloc
    return LOOPBACK_NAMES | named | ({name_of(public)} - {""})


def proxies_of(config: dict[str, Any]) -> int:
    """How many proxies stand before the service, each of which adds itself to what it forwards."""
    text = str(config.get("PROXIES") or "0")
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_PROXIES):
        raise WrongSetting(f"PEERINSPECT_PROXIES must be the number of proxies in front, from 0 to {MOST_PROXIES}")
    return int(text)


def is_loopback(address: str) -> bool:
    """Whether only this computer can reach an address to listen on. Raises Unsafe for what is no address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        raise Unsafe(f"{address[:60]!r} is no address to listen on; say one like {LOOPBACK} or 0.0.0.0") from None


def refuse_unsafe_settings(app: Flask, listen: str | None = None) -> None:
    """Raise Unsafe where the key is weak, or the service would be reached from elsewhere without https and its names.

    `listen` is the address to listen on, that of the settings where it is None.
    """
    address = str(listen or app.config["LISTEN"])
    _check_key(app)
    if is_loopback(address):
        return
    if not app.config["HTTPS"]:
        raise Unsafe(
            f"to listen on {address}, beyond this computer, people must come by https: put a proxy with a "
            "certificate in front, and set PEERINSPECT_HTTPS=1"
        )
    if not names_of(app.config) - LOOPBACK_NAMES:
        raise Unsafe(
            f"to listen on {address}, beyond this computer, set PEERINSPECT_HOSTS to the names that people ask for"
        )


def refuse_demo_elsewhere(app: Flask, listen: str | None = None) -> None:
    """Raise Unsafe where the demo's accounts would be within reach of other computers. Its tables must be there."""
    address = str(listen or app.config["LISTEN"])
    if is_loopback(address):
        return
    with app.app_context():
        if accounts.has_demo_users():
            raise Unsafe(
                f"this database holds the demo, whose password everybody knows, so it is not served on {address}; "
                "begin with an empty PEERINSPECT_INSTANCE"
            )


def _check_key(app: Flask) -> None:
    """The key must be good, wherever it comes from, and its file closed to others."""
    path = Path(app.config["INSTANCE"]) / "secret-key"
    is_set = app.config.get("KEY_IS_SET")
    fault = fault_of_key(str(app.config["SECRET_KEY"] or ""))
    if fault:
        where = "PEERINSPECT_SECRET_KEY" if is_set else str(path)
        raise Unsafe(f"the key in {where} does not do: {fault}. {HOW}")
    fault = None if is_set else fault_of_file(path)
    if fault:
        raise Unsafe(f"the key is not secret: {fault}")


def _keep_the_demo_here() -> None:
    """Refuse everybody who comes from elsewhere, whatever server the demo was put behind."""
    if is_from_here() or (request.path or "").startswith(ANY_NAME):
        return
    if _holds_demo():
        abort(403)


def is_from_here() -> bool:
    """Whether the request comes from this computer itself, with no proxy between."""
    if is_forwarded():
        return False
    try:
        return ipaddress.ip_address(network_address()).is_loopback
    except ValueError:
        return False


def _holds_demo() -> bool:
    """Whether the database holds the demo: asked again now and then, unless it was seen to."""
    known: dict[str, float] = current_app.extensions.setdefault("demo", {})
    if known.get("none_at", -LOOK_AGAIN) + LOOK_AGAIN > time.monotonic():
        return False
    if accounts.has_demo_users():
        return True
    known["none_at"] = time.monotonic()
    return False


def _programs_come_secured() -> None:
    """Refuse a program that comes without https, where pages would lead on to it: its token has been told already."""
    if current_app.config["HTTPS"] and request.path.startswith("/api/") and not _is_secured():
        abort(403)


def _is_secured() -> bool:
    return request.is_secure or request.headers.get("X-Forwarded-Proto", "") == "https"
