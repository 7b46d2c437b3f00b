"""`peerinspect worker`: long work without pages, beside a service or on a machine of its own."""

from __future__ import annotations

import signal
import threading

from peerinspect.commands.service import say, start_lines


def work() -> int:
    """Takes tasks on until it is asked to end (SIGTERM, or Ctrl+C), and hands back then what is not done."""
    from peerinspect import jobs, store
    from peerinspect.factory import create_app

    start_lines()
    over = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: over.set())
    app = create_app()
    with app.app_context():
        store.upgrade()
    jobs.start_worker(app)
    say("This worker takes on what is queued (stop it with Ctrl+C)")
    over.wait()
    jobs.stop(app)
    say("What was not done is handed back")
    return 0
