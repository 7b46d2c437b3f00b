"""What every answer carries so that browsers refuse what peerinspect never asks for."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from flask import Flask, abort, request, url_for
from flask_talisman import Talisman
from werkzeug.wrappers import Response

from peerinspect.web.api.where import is_for_programs
from peerinspect.web.once import FormTokens
from peerinspect.web.session import reader

POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self'",
    "object-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
}
"""Nothing from elsewhere, nothing inline but scripts that carry this answer's own nonce."""

NO_POWERS = {name: "()" for name in ("camera", "geolocation", "microphone", "payment", "usb")}
LARGEST_FORM = 1_000_000
LARGEST_UPLOAD = 12_000_000
"""Bytes of a request with a file: a little more than a file may have, so that a page can say what is too large."""
TAKES_FILES = frozenset({"imports.offer", "offering.read_calendar"})
"""The views that take files."""
MAY_KEEP = frozenset({"calendars.feed"})
"""The views whose answers programs keep for their own reader, and ask each time whether they still hold. All reading
by the API is so too."""
A_YEAR = 31_536_000

NUL = "\x00"

csrf = FormTokens()


def init_app(app: Flask) -> None:
    """Set headers, cookies and form tokens. PEERINSPECT_HTTPS=1 says that only https reaches the service.

    Then the cookie's name begins so that browsers take it from this host alone, over https alone, for all of it.
    """
    is_https = bool(app.config["HTTPS"])
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_CONTENT_LENGTH"] or LARGEST_FORM
    app.config["SESSION_COOKIE_NAME"] = "__Host-peerinspect" if is_https else "peerinspect"
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    Talisman(
        app,
        force_https=is_https,
        session_cookie_secure=is_https,
        strict_transport_security=is_https,
        session_cookie_samesite="Lax",
        content_security_policy=POLICY,
        content_security_policy_nonce_in=["script-src"],
        frame_options="DENY",
        referrer_policy="same-origin",
        permissions_policy=NO_POWERS,
    )
    app.before_request(_make_room)
    csrf.init_app(app)
    app.before_request(_refuse_what_no_text_holds)
    app.after_request(_caching)
    app.add_template_global(asset)


def _make_room() -> None:
    """Let a signed-in reader send a file where one is taken."""
    if request.endpoint in TAKES_FILES and reader().is_signed_in:
        request.max_content_length = LARGEST_UPLOAD


def _refuse_what_no_text_holds() -> None:
    """Let nothing in that has the sign NUL in it: nobody types it, and PostgreSQL keeps no text with it.

    An id with it is that of nothing. Bodies that programs send are looked through with what else is asked of them.
    """
    if any(NUL in str(each) for each in (request.view_args or {}).values()):
        abort(404)
    entered = [request.args] if is_for_programs() else [request.args, request.form]
    if any(NUL in name or NUL in value for each in entered for name, value in each.items(multi=True)):
        abort(400)


def _caching(response: Response) -> Response:
    """Static files keep for a year under an address with their version; signed-in pages are kept nowhere."""
    if request.endpoint == "static":
        keep = f"public, max-age={A_YEAR}, immutable" if "v" in request.args else "no-cache"
        response.headers["Cache-Control"] = keep if response.status_code < 400 else "no-store"
    elif _is_kept() and response.status_code < 400:
        response.headers["Cache-Control"] = "private, no-cache"
    elif reader().is_signed_in or request.method != "GET":
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response


def _is_kept() -> bool:
    """Whether the answer is one that programs keep."""
    return request.endpoint in MAY_KEEP or (is_for_programs() and request.method in ("GET", "HEAD"))


_versions: dict[str, str] = {}


def asset(name: str) -> str:
    """The address of a static file with a short digest of its content, which changes when the file does."""
    if name not in _versions:
        path = Path(__file__).parent.parent / "static" / name
        _versions[name] = sha256(path.read_bytes()).hexdigest()[:12]
    return url_for("static", filename=name, v=_versions[name])
