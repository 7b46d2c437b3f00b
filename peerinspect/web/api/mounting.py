"""Which groups of addresses the API has, and how they come into the application."""

from __future__ import annotations

from apiflask import APIFlask
from flask import Flask

from peerinspect.web.api import authorities, boards, declarations, documents, duties, learning, own, people, rosters
from peerinspect.web.api.changes import groups as changes
from peerinspect.web.security import csrf

GROUPS = tuple(each.group for each in (authorities, people, declarations, duties, boards, learning, rosters, own))


def init_app(app: Flask) -> None:
    """Give the application its API. Who asks is known by `bearer`, which has to be put in first.

    No cookie counts here, so no form token is needed against other sites.
    """
    for group in (*GROUPS, *changes.GROUPS):
        csrf.exempt(group)
        app.register_blueprint(group)
    if isinstance(app, APIFlask):
        documents.init_app(app)
