"""A fresh database for each test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from peerinspect import config, store

# The season of the tests with pages, for what needs rows of every sort.
sys.path += [str(Path(__file__).parents[1] / folder) for folder in ("services", "web")]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """An application with nothing but a migrated, empty store."""
    application = Flask("peerinspect")
    application.config.update({**config.settings(), "INSTANCE": tmp_path})
    config.complete(application.config)
    store.init_app(application)
    with application.app_context():
        store.upgrade()
        yield application
        store.db.session.remove()
        store.db.engine.dispose()
