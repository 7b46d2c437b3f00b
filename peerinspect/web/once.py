"""A form is carried out once: a second click lands where the first one led.

Every rendering of a form carries a token of its own, behind the one that proves where the form came from. A form that
comes in again with the same token, to the same address, with the same content, is the same click. After going back and
changing something it is another one.
"""

from __future__ import annotations

import secrets
import time
from hashlib import sha256
from typing import Any

from flask import Flask, current_app, flash, g, redirect, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import _FlaskFormCSRF, generate_csrf
from werkzeug.wrappers import Response

from peerinspect.services import form_uses
from peerinspect.services.addresses import keyed
from peerinspect.services.form_uses import FormUse
from peerinspect.services.refusal import Refusal
from peerinspect.services.trouble import trouble_of
from peerinspect.web.clock import now
from peerinspect.web.session import reader
from peerinspect.web.versions import TokenField

FIELD = "csrf_token"
_BETWEEN = "~"
"""Stands in no signed token."""
WAIT = 20.0
"""Seconds for which a second click waits for the first; ONCE_WAIT replaces it in tests."""
LOOK_EVERY = 0.1
_TWICE = "You sent this twice. It was done once."
_UNDER_WAY = (
    "This form was sent before, and what became of it is not known yet. "
    "Look whether it was done before you fill it in again"
)


def form_token() -> str:
    """A token for one rendering of a form: it proves that the form is ours, and tells this rendering from others."""
    return f"{generate_csrf()}{_BETWEEN}{secrets.token_urlsafe(9)}"


class FormTokens(CSRFProtect):
    """The check of forms' origin, over tokens that also tell renderings apart."""

    def _get_csrf_token(self) -> str | None:
        token = super()._get_csrf_token()
        return token.partition(_BETWEEN)[0] if token else None


class FormToken(_FlaskFormCSRF):
    """What puts the token into a form. It is checked before the request reaches the form."""

    field_class = TokenField

    def setup_form(self, form: Any) -> Any:
        """The token's field, which knows its form."""
        self.form = form
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: object) -> str:
        """A token for this rendering."""
        return form_token()


def init_app(app: Flask) -> None:
    """Claim each form before its view, after the guard; note afterwards where it led."""
    app.jinja_env.globals[FIELD] = form_token
    app.context_processor(lambda: {FIELD: form_token})
    app.before_request(_claim)
    app.after_request(_settle)


def _claim() -> Response | None:
    """Let the first of equal forms through; answer the second with where the first led."""
    token = request.form.get(FIELD, "") if request.method == "POST" else ""
    if _BETWEEN not in token or not reader().is_signed_in:
        return None
    key = _key(token.partition(_BETWEEN)[2])
    use = _first_or_settled(key)
    if use.is_first:
        g.claimed_form = key
        return None
    if use.location is None:
        raise Refusal(_UNDER_WAY)
    flash(_TWICE)
    return redirect(use.location, 303)


def _key(nonce: str) -> str:
    """What makes two forms the same: the rendering, who sends it, where to, and everything in it."""
    content = sha256()
    for name, value in request.form.items(multi=True):
        if name != FIELD:
            content.update(f"{len(name)} {name} {len(value)} {value}".encode())
    for name, file in request.files.items(multi=True):
        content.update(f"{name} {file.filename}".encode())
        content.update(file.stream.read())
        file.stream.seek(0)
    return keyed("form", nonce, reader().user_id, request.full_path, content.hexdigest())


def _first_or_settled(key: str) -> FormUse:
    """The claim; where somebody else has it, wait a while for where it leads, or for it to be given back."""
    until = time.monotonic() + float(current_app.config.get("ONCE_WAIT", WAIT))
    while True:
        use = form_uses.claim_form(key, now())
        if use.is_first or use.location is not None or time.monotonic() >= until:
            return use
        time.sleep(LOOK_EVERY)


def _settle(response: Response) -> Response:
    """Note where the form led. One that was refused, or failed, may be sent again.

    Where the database has gone away meanwhile the answer stays what it is, and the claim what it was: whoever sends the
    form again is told to look first what became of it.
    """
    key = g.pop("claimed_form", None)
    if key is None:
        return response
    try:
        if response.status_code in (302, 303) and response.location:
            form_uses.finish_form(key, response.location)
        else:
            form_uses.release_form(key)
    except Exception as fault:
        if not (trouble := trouble_of(fault)):
            raise
        current_app.logger.warning("%s: what became of a form is not noted", trouble)
    return response
