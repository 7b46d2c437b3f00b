"""gunicorn's settings: several processes with pages, on one database. Every name here is one of gunicorn's own.

gunicorn --config python:peerinspect.web.processes

PEERINSPECT_PROCESSES is how many processes there are and PEERINSPECT_THREADS how many threads each has;
PEERINSPECT_LISTEN and PORT say where they listen. Long work is left to `peerinspect worker`, unless
PEERINSPECT_EMBEDDED_WORKER=1 asks each process to take some on too.
"""

from __future__ import annotations

import gc
import os
from typing import Any

from peerinspect import jobs
from peerinspect.config import settings
from peerinspect.telemetry import lines
from peerinspect.web.server import written

os.environ.setdefault("PEERINSPECT_EMBEDDED_WORKER", "0")
_told = settings()

wsgi_app = "peerinspect.web.wsgi:app"
_port = os.environ.get("PORT") or "8000"
bind = f"{written(str(_told['LISTEN']))}:{_port}"
workers = int(_told["PROCESSES"])
threads = int(_told["THREADS"])
worker_class = "gthread"
preload_app = False
"""Each process has connections of its own: none may be shared over a fork."""
timeout = 120
graceful_timeout = 30
control_socket_disable = True
forwarded_allow_ips = ""
"""What proxies say is believed as PEERINSPECT_PROXIES says, and nowhere else."""
logconfig_dict = lines.settings(str(_told["LOG_FORMAT"]), str(_told["LOG_LEVEL"]))


def post_worker_init(worker: Any) -> None:
    """Begin what a process does beside its pages; spare the garbage collector what was imported, which stays."""
    jobs.start(worker.app.wsgi())
    gc.collect()
    gc.freeze()


def worker_exit(_server: Any, worker: Any) -> None:
    """Hand back what is not done."""
    jobs.stop(worker.app.wsgi())
