"""Serving the pages, and the work behind them, from one process."""

from __future__ import annotations

import gc
import signal
import socket
import sys
import threading
from collections.abc import Callable

from flask import Flask
from waitress.server import create_server

from peerinspect import jobs
from peerinspect.factory import create_app
from peerinspect.services import accounts, database, demo
from peerinspect.web.security import LARGEST_UPLOAD

ADDRESS = "127.0.0.1"
THREADS = 8


def serve(port: int, say: Callable[[str], None] | None = None) -> None:
    """Serve on loopback until stopped. Raises OSError, with a plain reason, when the port cannot be had."""
    tell = say or _print
    listening = _listen(port)
    app = create_app()
    with app.app_context():
        database.bring_up_to_date()
    _keep_what_stays()
    server = create_server(app, sockets=[listening], threads=THREADS, ident=None, max_request_body_size=LARGEST_UPLOAD)
    _end_when_asked()
    app.config["SERVED_AT"] = f"http://{ADDRESS}:{listening.getsockname()[1]}"
    jobs.start(app)
    for line in greeting(app, listening.getsockname()[1]):
        tell(line)
    try:
        server.run()
    finally:
        jobs.stop(app)
        server.close()


def _keep_what_stays() -> None:
    """Spare the garbage collector what was imported: it stays as long as the service, and pages wait while it is looked
    through."""
    gc.collect()
    gc.freeze()


def _end_when_asked() -> None:
    """Let a request to end (SIGTERM) stop the service as Ctrl+C does, so that a search under way is not orphaned."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def _listen(port: int) -> socket.socket:
    """The socket to serve on, taken before anything else so that a taken port is said at once."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
    except OSError as error:
        listening.close()
        raise OSError(error.errno, f"port {port} is taken; choose another, like PORT={port + 1} make run") from error
    return listening


def greeting(app: Flask, port: int) -> list[str]:
    """What whoever started the service needs to know: the address, and how to sign in."""
    with app.app_context():
        lines = [f"peerinspect is at http://{ADDRESS}:{port}/ (stop it with Ctrl+C)"]
        if accounts.needs_set_up():
            return [*lines, f"Nobody can sign in yet. Set it up there with this code: {accounts.set_up_code()}"]
        return [*lines, *demo.sign_ins()]


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
