"""Serving the pages, and the work behind them, from one process."""

from __future__ import annotations

import errno
import gc
import signal
import socket
import sys
import threading
from collections.abc import Callable

from flask import Flask
from waitress.server import create_server

from peerinspect import jobs
from peerinspect.config import LOOPBACK, settings
from peerinspect.factory import create_app
from peerinspect.services import accounts, database, demo
from peerinspect.web import hosting
from peerinspect.web.security import LARGEST_UPLOAD

ADDRESS = LOOPBACK
THREADS = 8


def serve(port: int, say: Callable[[str], None] | None = None, host: str | None = None) -> None:
    """Serve until stopped, on `host`, else where the settings say, which is loopback unless they say otherwise.

    Raises OSError, with a plain reason, when the port cannot be had, and Unsafe where the service would not be safe.
    """
    tell = say or _print
    address = host or str(settings()["LISTEN"])
    listening = _listen(address, port)
    try:
        app = safe_app(address)
    except BaseException:
        listening.close()
        raise
    _keep_what_stays()
    # What proxies write is left to `hosting`, which knows how many there are: without it the service would not
    # learn that people came by https, nor that somebody reaches the demo through a proxy on this computer.
    server = create_server(
        app,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_UPLOAD,
        clear_untrusted_proxy_headers=False,
    )
    _end_when_asked()
    app.config["SERVED_AT"] = f"http://{written(address)}:{listening.getsockname()[1]}"
    jobs.start(app)
    for line in greeting(app, listening.getsockname()[1], address):
        tell(line)
    try:
        server.run()
    finally:
        jobs.stop(app)
        server.close()


def safe_app(listen: str | None = None) -> Flask:
    """The application with its tables up to date, where it may be served on the address; None: that of the settings."""
    app = create_app()
    address = listen or str(app.config["LISTEN"])
    hosting.refuse_unsafe_settings(app, address)
    with app.app_context():
        database.bring_up_to_date()
    hosting.refuse_demo_elsewhere(app, address)
    return app


def _keep_what_stays() -> None:
    """Spare the garbage collector what was imported: it stays as long as the service, and pages wait while it is looked
    through."""
    gc.collect()
    gc.freeze()


def _end_when_asked() -> None:
    """Let a request to end (SIGTERM) stop the service as Ctrl+C does, so that a search under way is not orphaned."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def _listen(address: str, port: int) -> socket.socket:
    """The socket to serve on, taken before anything else so that a taken port is said at once."""
    hosting.is_loopback(address)  # Refuses what is no address, in words, before the system does.
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise OSError(error.errno, f"{address} is no address of this computer; choose another --host") from error
        raise OSError(error.errno, f"port {port} is taken; choose another, like PORT={port + 1} make run") from error
    return listening


def written(address: str) -> str:
    """An address as it stands in another one."""
    return f"[{address}]" if ":" in address else address


def greeting(app: Flask, port: int, address: str = ADDRESS) -> list[str]:
    """What whoever started the service needs to know: the address, and how to sign in."""
    with app.app_context():
        lines = [f"peerinspect is at http://{written(address)}:{port}/ (stop it with Ctrl+C)"]
        if accounts.needs_set_up():
            return [*lines, f"Nobody can sign in yet. Set it up there with this code: {accounts.set_up_code()}"]
        return [*lines, *demo.sign_ins()]


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
