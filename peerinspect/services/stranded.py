"""Tasks whose worker has gone: killed, cut off, or hung. They are queued again, or given up after the last attempt.

A worker on this machine is looked for among the processes, so that one that was killed is missed at once. Of any other
nothing is known but that it beats: after some time without a beat it counts as gone. Should it come back, it holds no
claim any more, and writes nothing (see `tasks`).
"""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from peerinspect import store
from peerinspect.services import tasks
from peerinspect.store.base import db
from peerinspect.store.tables import TaskRow

STRANDED_AFTER = 60.0
"""Seconds without a beat after which a worker counts as gone, unless the settings say otherwise."""
OnEnd = Callable[[str, str, str], None]
"""Is told of a task that nobody does any more: its key, its state (queued again, failed or cancelled), the fault."""


def this_worker() -> str:
    """A name for this process, which no other has: the machine (as a digest), the process, and when it began."""
    pid = os.getpid()
    return f"{_machine()}:{pid}:{_began(pid)}:{store.new_token()[:6]}"


def sweep_stranded(now: datetime, on_end: Mapping[str, OnEnd] | None = None) -> int:
    """Queue again what nobody does any more, or give it up; how many tasks that were.

    `on_end`, by kind, is told of each in the same transaction, so that what the key stands for never says otherwise.
    """
    if not _stranded(now):
        return 0
    with store.transaction():
        left = _stranded(now)
        for row in left:
            state = tasks._after_attempt(row, tasks.GONE, None)  # noqa: SLF001
            db.session.flush()
            if on_end and row.kind in on_end:
                on_end[row.kind](row.key, state, tasks.GONE)
        return len(left)


def _stranded(now: datetime) -> list[TaskRow]:
    """The tasks at work whose worker has gone."""
    running = db.session.scalars(select(TaskRow).where(TaskRow.state == tasks.RUNNING)).all()
    found = [row for row in running if _is_gone(row, now)]
    if not found and not db.session.info.get("peerinspect_writes"):
        db.session.rollback()
    return found


def _is_gone(row: TaskRow, now: datetime) -> bool:
    """Whether the worker of a task has ended, or beats no more."""
    patience = timedelta(seconds=float(current_app.config.get("STRANDED_AFTER") or STRANDED_AFTER))
    if row.heartbeat_at is None or row.heartbeat_at < now - patience:
        return True
    machine, pid, began, *_ = [*(row.worker or "").split(":"), "", "", ""]
    return machine == _machine() and pid.isdigit() and _began(int(pid)) != began


def _machine() -> str:
    """This machine since it was started, with these processes in sight: two containers are two machines."""
    told = [socket.gethostname()]
    for path in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        place = Path(path)
        if place.is_symlink():
            told.append(os.readlink(place))
        elif place.exists():
            told.append(place.read_text(encoding="ascii").strip())
    return hashlib.sha256(" ".join(told).encode()).hexdigest()[:12]


def _began(pid: int) -> str:
    """When a process began, as the system counts it; empty where there is none, or only what is left of one."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return "" if Path("/proc/self/stat").exists() else _answers(pid)
    return "" if told[0] in "ZX" else told[19]


def _answers(pid: int) -> str:
    """The same where the system keeps no such list: only whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "there"
