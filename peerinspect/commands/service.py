"""`peerinspect demo` and `peerinspect serve`: the service with its database."""

from __future__ import annotations

import sys


def load(if_empty: bool) -> int:
    """Loads the demo season, and says what it did as it goes."""
    from peerinspect.services.demo import load_demo

    load_demo(if_empty, _say)
    return 0


def serve_pages(port: int) -> int:
    """Serves until it is stopped."""
    from peerinspect.web.server import serve

    serve(port)
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
