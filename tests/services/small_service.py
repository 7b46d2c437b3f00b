"""A service without pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from peerinspect import config, jobs, store

SETTINGS = {"SECRET_KEY": "for tests only", "PASSWORD_COST": (1, 64)}


@contextmanager
def service(folder: Path) -> Iterator[Flask]:
    """An application without pages, its data in the folder."""
    app = Flask("peerinspect")
    app.config.update({**config.settings(), **SETTINGS, "INSTANCE": folder})
    config.complete(app.config)
    store.init_app(app)
    jobs.init_app(app)
    with app.app_context():
        store.upgrade()
        yield app
        store.db.session.remove()
        store.db.engine.dispose()
