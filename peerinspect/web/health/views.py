"""/health/live, /health/ready and /metrics. The first two tell states alone, to anybody; the last is the operator's."""

from __future__ import annotations

import hmac
import re

from flask import Blueprint, abort, current_app, jsonify, make_response, request
from werkzeug.wrappers import Response

from peerinspect.config import TOKEN
from peerinspect.services import operating
from peerinspect.web.access import requires
from peerinspect.web.clock import now

blueprint = Blueprint("health", __name__)
_SCHEME = re.compile(r"bearer +([!-~]{1,200})", re.IGNORECASE)
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/health/live")
@requires("read public pages")
def live() -> Response:
    """The process answers. Nothing else is asked."""
    return jsonify(process=operating.FINE)


@blueprint.get("/health/ready")
@requires("read public pages")
def ready() -> Response:
    """Whether the service can work: 200 where all of it is fine, 503 where something is not."""
    states = operating.states(now())
    answer = jsonify(states)
    answer.status_code = 200 if set(states.values()) <= {operating.FINE} else 503
    return answer


@blueprint.get("/metrics")
@requires("read public pages")
def metrics() -> Response:
    """The measures, for whoever has the token of the settings; to everybody else there is no such page."""
    if not _is_operator():
        abort(404)
    answer = make_response(operating.measured(now()))
    answer.headers["Content-Type"] = _TEXT
    return answer


def _is_operator() -> bool:
    """Whether the request carries the token. One that could be guessed counts as none."""
    wanted = str(current_app.config.get("METRICS_TOKEN") or "")
    sent = _SCHEME.fullmatch(request.headers.get("Authorization", ""))
    if not TOKEN.fullmatch(wanted) or sent is None:
        return False
    return hmac.compare_digest(sent.group(1).encode(), wanted.encode())
