"""One line a request, and its measures: what was asked for by the view's name, how it ended, how long it took.

No address, no query, no id of a thing, and nothing that stands for a user, not even a digest: with the moment and the
view it would tell, to whoever has the log, who was about to do what on the day before an inspection. What an operator
needs is the request's name, which the person who has trouble reads out from the error page.
"""

from __future__ import annotations

import logging

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from peerinspect.telemetry import lines, measures, work
from peerinspect.telemetry.request_ids import is_request_id, new_request_id
from peerinspect.web import hosting

HEADER = "X-Request-ID"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
QUIET = frozenset({"static", "health.live", "health.ready", "health.metrics"})
"""Views whose lines are written only where every line is wanted."""
NO_VIEW = "none"


def init_app(app: Flask) -> None:
    """Begin before everything else that is done for a request, and end after it."""
    app.before_request(_begin)
    app.after_request(_tell)
    app.teardown_request(_end)
    app.context_processor(lambda: {"request_name": request_name()})


def request_name() -> str:
    """The name of this request, under which the log has it."""
    return str(g.get("request_name") or "")


def _begin() -> None:
    g.request_name = _sent() or new_request_id()
    g.work = work.begin(g.request_name, request.endpoint or NO_VIEW)


def _sent() -> str:
    """The name that a proxy of ours gave the request; "" where none stands in front, or the name is none."""
    sent = request.headers.get(HEADER, "") if hosting.proxies_of(current_app.config) else ""
    return sent if is_request_id(sent) else ""


def _tell(response: Response) -> Response:
    found: work.Work | None = g.get("work")
    if found is None:
        return response
    response.headers[HEADER] = found.request_id
    seconds, status = found.lasted(), response.status_code
    method = request.method if request.method in _METHODS else "other"
    _measure(found, method, status, seconds)
    facts = {"method": method, "view": found.name, "status": status, "ms": round(1000 * seconds)}
    cost = {"statements": found.statements, "database_ms": round(1000 * found.seconds)}
    level = logging.DEBUG if found.name in QUIET else logging.INFO
    lines.tell("peerinspect.web", "request", level, **facts, **cost)
    return response


def _measure(found: work.Work, method: str, status: int, seconds: float) -> None:
    measures.REQUESTS.labels(found.name, method, str(status)).inc()
    measures.REQUEST_SECONDS.labels(found.name).observe(seconds)
    measures.STATEMENTS.labels(found.name).inc(found.statements)
    measures.STATEMENT_SECONDS.labels(found.name).inc(found.seconds)


def _end(_fault: BaseException | None) -> None:
    work.end()
