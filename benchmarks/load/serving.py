"""How gunicorn serves for the load: what was imported is shared, and left alone by the garbage collector."""

from __future__ import annotations

import gc
from typing import Any

from peerinspect.config import settings
from peerinspect.telemetry import lines

preload_app = False
timeout = 120
logconfig_dict = lines.settings(settings()["LOG_FORMAT"], settings()["LOG_LEVEL"])


def post_worker_init(worker: Any) -> None:
    """Spare the garbage collector what stays."""
    gc.collect()
    gc.freeze()
