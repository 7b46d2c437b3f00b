"""Which role may open which page. Whatever has no label stays shut.

A view is labelled with the name of an action; the table below says who may take it. The guard looks at the label when a
request comes in, not at the source text, so that a forgotten label refuses everybody, and one written on the wrong
side of the route still counts. Which facts a page then shows is decided by services.disclosure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services.reader import (
    ADMINISTRATOR,
    CHIEF_EXECUTIVE,
    COORDINATOR,
    DIRECTOR,
    LIAISON,
    PANEL,
    PUBLIC,
    ROLES,
)
from peerinspect.web.api import bearer
from peerinspect.web.api.where import is_for_programs
from peerinspect.web.session import reader

SIGNED_IN = frozenset(ROLES)
ANYBODY = SIGNED_IN | {PUBLIC}
PLANNERS = frozenset({COORDINATOR})
ON_WATCH = frozenset({COORDINATOR, LIAISON})

MAY: Mapping[str, frozenset[str]] = {
    # action                     who
    "read public pages":         ANYBODY,
    "sign in":                   ANYBODY,
    "sign out":                  SIGNED_IN,
    "look after one's account":  SIGNED_IN,
    "manage users":              frozenset({ADMINISTRATOR}),
    "see what is sent":          frozenset({ADMINISTRATOR}),
    "mend addresses":            PLANNERS | {ADMINISTRATOR},
    "see the day":               PLANNERS,
    "see people":                ON_WATCH,
    "open a person":             ON_WATCH | {DIRECTOR, CHIEF_EXECUTIVE},
    "register people":           PLANNERS,
    "change people":             PLANNERS,
    "invite people":            PLANNERS | {ADMINISTRATOR},
    "change councils":           PLANNERS,
    "see histories":             ON_WATCH,
    "see councils":              SIGNED_IN,
    "read performance information": SIGNED_IN - {ADMINISTRATOR},
    "see work":                  ON_WATCH,
    "open a duty":               SIGNED_IN,
    "register work":             PLANNERS,
    "see candidates":            PLANNERS,
    "ask what would change":     PLANNERS,
    "see rosters":               ON_WATCH,
    "read decision records":     ON_WATCH | {CHIEF_EXECUTIVE},
    "read independence statements": ON_WATCH | {DIRECTOR, CHIEF_EXECUTIVE},
    "search for rosters":        PLANNERS,
    "publish rosters":           PLANNERS,
    "change drafts by hand":     PLANNERS,
    "propose waivers":           ON_WATCH,
    "decide waivers":            ON_WATCH | {CHIEF_EXECUTIVE},
    "read the rulebook":         SIGNED_IN - {ADMINISTRATOR},
    "see the policy's versions": ON_WATCH,
    "change the policy":         PLANNERS,
    "import and export tables":  PLANNERS | {ADMINISTRATOR},
    "read reports":              ON_WATCH,
    "read reports on all work":  PLANNERS,
    "watch directors' posts":   ON_WATCH,
    "see a director's post through time": ON_WATCH | {DIRECTOR, CHIEF_EXECUTIVE},
    "see a vacancy":            ON_WATCH | {CHIEF_EXECUTIVE},
    "name a holder":            PLANNERS | {CHIEF_EXECUTIVE},
    "see what is kept":          PLANNERS | {ADMINISTRATOR},
    "read why directors leave": ON_WATCH | {PANEL},
    "keep thanks and rates":     PLANNERS,
    "see the week":              ON_WATCH,
    "act for Ofsted":            frozenset({LIAISON}),
    "keep secondments":          ON_WATCH,
    "see the programme":         ON_WATCH,
    "keep the programme":        PLANNERS,
    "see inspections of one's council": frozenset({DIRECTOR, CHIEF_EXECUTIVE}),
    "disclose councils":         ON_WATCH,
    "offer to reserves":         ON_WATCH,
    "see leaks":                 ON_WATCH,
    "report a leak":             SIGNED_IN,
    "keep the register":         PLANNERS,
    "subscribe to a calendar":   ON_WATCH | {DIRECTOR},
    "answer by link":            ANYBODY,
    "answer for oneself":        frozenset({DIRECTOR}),
    "release people":            frozenset({CHIEF_EXECUTIVE}),
    "appoint chairs":            frozenset({CHIEF_EXECUTIVE, COORDINATOR}),
    "read of boards":           ON_WATCH | {DIRECTOR, CHIEF_EXECUTIVE},
    "see who chairs whom":      SIGNED_IN - {ADMINISTRATOR},
    "change boards":            PLANNERS,
    "keep boards":              PLANNERS | {CHIEF_EXECUTIVE},
    "search lessons":            SIGNED_IN,
    "write findings":            PLANNERS | {DIRECTOR},
    "see boards' lessons":       PLANNERS | {DIRECTOR, CHIEF_EXECUTIVE},
    "subscribe boards to lessons": PLANNERS | {CHIEF_EXECUTIVE},
    "see what recurs":           ON_WATCH | {PANEL},
    "see support":              ON_WATCH | {DIRECTOR, CHIEF_EXECUTIVE},
    "ask for support":          frozenset({DIRECTOR, CHIEF_EXECUTIVE}),
    "take part in support":     PLANNERS | {DIRECTOR, CHIEF_EXECUTIVE},
    "record visits of support": PLANNERS | {DIRECTOR},
    "read on alternatives to intervention": PLANNERS | {PANEL},
    "see reviews":              SIGNED_IN - {ADMINISTRATOR},
    "see the national panel":   ON_WATCH | {PANEL},
    "keep the national panel":  PLANNERS,
    "advise on reviews":        PLANNERS | {PANEL},
    "take no part in a review": frozenset({PANEL}),
    "read the report on reviews": PLANNERS | {PANEL},
    "see the national picture":  frozenset({PANEL}),
}  # fmt: skip
"""Every action and the roles that may take it."""

View = TypeVar("View", bound=Callable[..., Any])
_LABEL = "_peerinspect_action"


def requires(action: str) -> Callable[[View], View]:
    """Label a view with the action that opening it takes. Raises KeyError for an action the table does not list."""
    MAY[action]

    def label(view: View) -> View:
        setattr(view, _LABEL, action)
        return view

    return label


def action_of(endpoint: str) -> str | None:
    """The label of a view; None where it has none."""
    label: str | None = getattr(current_app.view_functions.get(endpoint), _LABEL, None)
    return label


def may(action: str) -> bool:
    """Whether this request's reader may take the action."""
    return reader().role in MAY[action]


def may_open(endpoint: str) -> bool:
    """Whether this request's reader may open the view."""
    action = action_of(endpoint)
    return action is not None and may(action)


def init_app(app: Flask) -> None:
    """Put the guard before every request, and label Flask's own view of static files."""
    app.before_request(_guard)
    requires("read public pages")(app.view_functions["static"])


def _guard() -> Response | None:
    """Let the request through, ask the reader to sign in, or refuse."""
    if request.endpoint is None:
        return None
    if is_for_programs():
        action = action_of(request.endpoint)
        bearer.guard(action, MAY[action] if action is not None else frozenset())
        return None
    if may_open(request.endpoint):
        return None
    if action_of(request.endpoint) is not None and not reader().is_signed_in:
        return redirect(url_for("account.sign_in", next=_here()), 303)
    abort(403)


def _here() -> str | None:
    """The page asked for, to come back to after signing in; none after a form, whose content is lost."""
    return request.full_path.rstrip("?") if request.method == "GET" else None
