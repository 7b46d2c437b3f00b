"""The small England with a review that is final, its lead, and boards that have had no lesson yet."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lesson_world import build_lessons
from pages_world import pages
from playwright.sync_api import Browser
from review_scene import ReviewScene
from werkzeug.serving import make_server


@contextmanager
def lesson_scene(browser: Browser, folder: Path, with_scripts: bool) -> Iterator[ReviewScene]:
    """Serve it, with the tokens of forms asked for."""
    with pages(folder, WTF_CSRF_ENABLED=True) as app:
        with app.app_context():
            world = build_lessons().world
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield ReviewScene(browser, app, f"http://127.0.0.1:{server.server_port}", world, with_scripts)
        server.shutdown()
        thread.join(10)
        server.server_close()
