"""What a page says when something cannot be done: the house style, plain words, never a traceback."""

from __future__ import annotations

from datetime import timedelta

from apiflask import HTTPError
from flask import Flask, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.wrappers import Response

from peerinspect.services.attempts import HeldBack
from peerinspect.services.reader import SIGNED_OUT
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.trouble import AWAY, trouble_of
from peerinspect.services.versions import Stale
from peerinspect.web.api.problems import Problem, problem, refused
from peerinspect.web.api.where import is_for_programs
from peerinspect.web.clicks import StaleClick
from peerinspect.web.limits import come_back_after
from peerinspect.web.session import forget_if_unknown

KNOWN = {
    400: "This could not be done",
    403: "You cannot open this page",
    404: "Page not found",
    405: "This could not be done",
    409: "This was changed after you opened it",
    413: "What you sent is too large",
    429: "Too many attempts",
    500: "Sorry, something went wrong",
    503: "The service cannot do this at the moment",
}
"""The heading of each page; any other failure gets the nearest of these."""

Answer = tuple[str, int] | Response
TRY_AGAIN_AFTER = 60
"""Seconds that a browser or program is asked to wait while the database cannot be used."""


def init_app(app: Flask) -> None:
    """Answer every failure with a page. A thing the reader may not know of is answered exactly like one that is not."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFound, lambda _: page(404))
    app.register_error_handler(NotAllowed, lambda _: page(403))
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(StaleClick, _stale_click)
    app.register_error_handler(Problem, lambda found: problem(found.status, [found.detail], found.errors))
    app.register_error_handler(HTTPError, _of_library)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(Exception, _fault)


def page(code: int, *sentences: str) -> Answer:
    """The page for a failure, with sentences of its own where something particular can be said.

    Programs get a problem document in its place.
    """
    if is_for_programs():
        return problem(code, sentences)
    known = code if code in KNOWN else 400 if code < 500 else 500
    return render_template("error.html", code=known, heading=KNOWN[known], sentences=sentences), code


def _http(error: HTTPException) -> Answer | HTTPException:
    code = error.code or 500
    if isinstance(error, TooManyRequests):
        if isinstance(error.retry_after, int):
            come_back_after(error.retry_after)
        return page(code, error.description or "")
    if code == 405 and is_for_programs():
        answer = problem(code)
        answer.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
        return answer
    return page(code) if code >= 400 else error


def _of_library(error: HTTPError) -> Answer:
    """What the library finds wrong with what a program asks or sends, by entry."""
    found = {entry: told for each in error.detail.values() for entry, told in each.items()} if error.detail else {}
    return problem(error.status_code, (), {entry: "; ".join(told) for entry, told in found.items()})


def _refusal(refusal: Refusal) -> Answer:
    if isinstance(refusal, HeldBack):
        come_back_after(-(-refusal.wait // timedelta(seconds=1)))
        return page(429, *refusal.messages.values())
    if is_for_programs():
        status = 412 if isinstance(refusal, Stale) else 422
        return refused(refusal.messages, status)
    return page(400, *refusal.messages.values())


def _stale_click(found: StaleClick) -> Answer:
    """What stood beside a button was changed by somebody else: what happened, and where to look."""
    more = {"heading": KNOWN[409], "sentences": found.sentences(), "back": found.back}
    return render_template("error.html", code=409, **more), 409


def _no_database(trouble: str) -> Answer:
    """The disk is full, or the database is away: what it is, and that it passes without anybody's data being harmed."""
    current_app.logger.error("%s (%s)", trouble, request.endpoint)
    if "reader" not in g or trouble == AWAY:  # To ask again who is there would only take as long again.
        g.reader = SIGNED_OUT
    told = "Nothing was changed. Try again in a few minutes, and tell whoever runs the service"
    answer = make_response(page(503, trouble, told))
    answer.headers["Retry-After"] = str(TRY_AGAIN_AFTER)
    return answer


def _stale_form(_: CSRFError) -> Answer:
    return page(400, "This form had been open for too long, or your session has ended. Go back, reload and try again")


def _fault(error: Exception) -> Answer:
    """A fault of our own: the reader gets a calm page, the log the traceback without the reader's data."""
    if trouble := trouble_of(error):
        return _no_database(trouble)
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    current_app.logger.error("fault in %s", request.endpoint, exc_info=error)
    forget_if_unknown()
    return page(500)
