"""The application factory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiflask import APIFlask
from flask import Flask

from peerinspect import config as configuration
from peerinspect import jobs, store, web


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application; `config` replaces settings by name.

    Pages and the API are one application, so that they share the database, the guard and the limits.
    """
    app = APIFlask(
        "peerinspect",
        template_folder=str(configuration.bundled("templates")),
        json_errors=False,
        enable_openapi=False,
    )
    app.config.update({**configuration.settings(), **(config or {})})
    configuration.complete(app.config)
    store.init_app(app)
    jobs.init_app(app)
    web.init_app(app)
    return app
