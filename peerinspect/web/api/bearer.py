"""Who asks: whoever's token comes with the request. No cookie counts, so no other site can ask in somebody's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from peerinspect.services.api_tokens import SCOPES, Bearer, who_bears
from peerinspect.services.attempts import origin_of
from peerinspect.services.reader import PUBLIC, SIGNED_OUT
from peerinspect.services.signing_in import is_local
from peerinspect.web.api.problems import Problem
from peerinspect.web.api.where import is_for_programs
from peerinspect.web.clock import now, today
from peerinspect.web.limits import MINUTE, Limit, counted_for, refuse_if_over, refuse_too_many
from peerinspect.web.session import is_forwarded, network_address

A_TOKEN = Limit(600, MINUTE, "")
"""What one token may ask: ten times a second, for a minute on end."""
A_NETWORK = Limit(3000, MINUTE, "")
"""What one network may ask, since a whole council may share it."""
WRONG = Limit(60, MINUTE, "")
"""Tokens that are none, from one network."""
_SCHEME = re.compile(r"bearer +([!-~]{1,200})", re.IGNORECASE)
_LABEL = "_peerinspect_scope"
View = TypeVar("View", bound=Callable[..., Any])


def within(scope: str) -> Callable[[View], View]:
    """Label a view with the scope that a token needs for it. Raises ValueError for a scope that there is not."""
    if scope not in SCOPES:
        raise ValueError(f"there is no scope {scope}")

    def label(view: View) -> View:
        setattr(view, _LABEL, scope)
        return view

    return label


def scope_of(endpoint: str) -> str | None:
    """The scope that a view needs; None where it has no label, or anybody may ask."""
    scope: str | None = getattr(current_app.view_functions.get(endpoint), _LABEL, None)
    return scope


def init_app(app: Flask) -> None:
    """Know who asks before anything else asks who it is."""
    app.before_request(_know)
    app.after_request(_say_limits)


def bearer() -> Bearer | None:
    """Whose token came with this request; None where none did."""
    found: Bearer | None = g.get("bearer")
    return found


def is_within(scope: str | None) -> bool:
    """Whether this request's token has a scope; what needs none is anybody's."""
    came = bearer()
    return scope is None or (came is not None and scope in came.scopes)


def guard(action: str | None, who_may: frozenset[str]) -> None:
    """Let a request to the API through, or raise a problem. What has no label stays shut, for whoever asks."""
    reader, scope = g.reader, scope_of(request.endpoint or "")
    if action is None or (scope is None and PUBLIC not in who_may):
        raise Problem(403)
    if reader.role not in who_may:
        raise Problem(403 if reader.is_signed_in else 401)
    if not is_within(scope):
        raise Problem(403, f'This needs a token with the scope "{scope}"')


def _know() -> Response | None:
    """Take the reader from the token, and from nothing else."""
    if not is_for_programs():
        return None
    g.reader, g.bearer = SIGNED_OUT, None
    network = origin_of(network_address())
    _count("network", A_NETWORK, network)
    if "Authorization" in request.headers:
        g.bearer = _found(request.headers["Authorization"], network)
        _count("token", A_TOKEN, g.bearer.token_id)
        g.reader = g.bearer.reader
    return None


def _count(sort: str, limit: Limit, who: str) -> None:
    """Count one, and keep where they stand for the answer. Raises TooManyRequests for one too many."""
    g.rate = sort, counted_for(f"api {sort}", limit, who)
    refuse_if_over(g.rate[1])


def _found(header: str, network: str) -> Bearer:
    """Whose token it is. Raises Problem for what is none: why, nobody is told who may have found or guessed it."""
    match = _SCHEME.fullmatch(header)
    found = who_bears(match[1], today(), now()) if match else None
    if found is not None and found.reader.is_demo and not is_local(network_address(), is_forwarded()):
        found = None
    if found is None:
        refuse_too_many("api wrong token", WRONG, network)
        raise Problem(401, "This token is not good: it is none of ours, or it has expired or been revoked")
    return found


def _say_limits(response: Response) -> Response:
    """Tell programs how often they may ask, and how much of that is left: of the token's, without one the network's."""
    if is_for_programs():
        if "rate" in g:
            sort, standing = g.rate
            limit = standing.limit
            response.headers["RateLimit-Policy"] = f'"{sort}";q={limit.most};w={limit.seconds}'
            response.headers["RateLimit"] = f'"{sort}";r={max(0, standing.left)};t={standing.seconds}'
        response.vary.add("Authorization")
    return response
