"""`peerinspect demo`, `serve` and `db`: the service with its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from peerinspect.commands.leaving import tell
from peerinspect.commands.refusal import Unusable


def load(if_empty: bool) -> int:
    """Loads the demo season, and says what it did as it goes."""
    from peerinspect.services.demo import load_demo

    load_demo(if_empty, say)
    return 0


def serve_pages(port: int, host: str | None) -> int:
    """Serves until it is stopped."""
    from peerinspect.web.hosting import Unsafe
    from peerinspect.web.server import serve

    start_lines()
    try:
        serve(port, host=host)
    except Unsafe as unsafe:
        raise Unusable(str(unsafe)) from unsafe
    return 0


def upgrade_database() -> int:
    """Makes the tables, or brings them up to date."""
    with running_service():
        return 0


def start_lines() -> None:
    """Have what happens from now on written as the settings say."""
    from peerinspect.config import settings
    from peerinspect.telemetry import lines

    try:
        chosen = settings()
        lines.start(chosen["LOG_FORMAT"], chosen["LOG_LEVEL"])
    except ValueError as wrong:
        raise Unusable(str(wrong)) from wrong


@contextmanager
def running_service() -> Iterator[None]:
    """The service with its database up to date."""
    from peerinspect import store
    from peerinspect.factory import create_app

    with create_app().app_context():
        store.upgrade()
        yield


def say(text: str) -> None:
    """A line for whoever reads along."""
    tell(f"{text}\n")
