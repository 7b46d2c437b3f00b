"""Out to the organisation's own sign-in, and back."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, Flask, redirect, render_template, request
from flask import session as kept
from werkzeug.wrappers import Response

from peerinspect.services.refusal import Refusal
from peerinspect.services.sign_on import entering, provider
from peerinspect.services.sign_on.entering import FinishSignOn
from peerinspect.web import session
from peerinspect.web.access import requires
from peerinspect.web.account.views import further, safe
from peerinspect.web.clock import now
from peerinspect.web.outside import outside_address
from peerinspect.web.sign_on import leaving

blueprint = Blueprint("sign_on", __name__)
Answer = Response | str | tuple[str, int]
BACK = "sign_on.back"
ON_THE_WAY = timedelta(minutes=10)
"""How long somebody may be away at the provider."""
_KEY = "sign_on"


def init_app(app: Flask) -> None:
    """Refuse settings that cannot be used, at once; let the sign-in page know what the provider is called."""
    provider.check(app.config)
    app.add_template_global(sign_on_name)


def sign_on_name() -> str | None:
    """What the provider is called; None where there is none."""
    found = provider.provider()
    return found.name if found else None


@blueprint.get("/sign-in/elsewhere")
@requires("sign in")
def begin() -> Answer:
    """Go to the organisation's own sign-in."""
    try:
        outward = entering.begin(outside_address(BACK))
    except Refusal as refusal:
        return _refused(refusal)
    kept[_KEY] = [outward.state, now().timestamp(), safe(request.args.get("next", ""))]
    return redirect(outward.address, 302)


@blueprint.get("/sign-in/back")
@requires("sign in")
def back() -> Answer:
    """Come back from it."""
    state, since, onward = kept.pop(_KEY, None) or ("", 0.0, None)
    if now() - datetime.fromtimestamp(since, now().tzinfo) > ON_THE_WAY:
        state = ""
    try:
        entry = entering.finish(_brought_back(state), now())
    except Refusal as refusal:
        return _refused(refusal)
    answer = further(entry, onward)
    leaving.mark()
    return answer


def _brought_back(expected: str) -> FinishSignOn:
    told = request.args
    return FinishSignOn(
        state=told.get("state", ""),
        expected=expected,
        code=told.get("code", ""),
        error=told.get("error", ""),
        issuer=told.get("iss", ""),
        back=outside_address(BACK),
        address=session.network_address(),
        is_forwarded=session.is_forwarded(),
    )


def _refused(refusal: Refusal) -> Answer:
    """Why nobody was signed in, and what to do."""
    return render_template("sign_on/refused.html", sentences=refusal.messages.values()), 400
