"""The application factory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from peerinspect import config as configuration
from peerinspect import jobs, store, web


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The application; `config` replaces settings by name."""
    app = Flask("peerinspect", template_folder=str(configuration.bundled("templates")))
    app.config.update({**configuration.settings(), **(config or {})})
    configuration.complete(app.config)
    store.init_app(app)
    jobs.init_app(app)
    web.init_app(app)
    return app
