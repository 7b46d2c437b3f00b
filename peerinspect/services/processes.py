"""Processes by name: which machine, which process of it, and whether that is still there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
from functools import cache
from pathlib import Path


def this_process() -> str:
    """A name for this process, which tells nobody where it runs: the machine as a digest, its number, its beginning."""
    pid = os.getpid()
    return f"{machine()}-{pid}-{began(pid)}"


def is_gone(name: str) -> bool:
    """Whether a process so named was one of this machine, and has ended. Of other machines' nothing is known."""
    where, _, rest = name.partition("-")
    pid, _, since = rest.partition("-")
    return where == machine() and pid.isdigit() and began(int(pid)) != since


def is_name(name: str) -> bool:
    """Whether it reads like the name of a process."""
    parts = name.split("-")
    return len(parts) == 3 and len(parts[0]) == _LENGTH and parts[1].isdigit()


_LENGTH = 12


@cache
def machine() -> str:
    """This machine since it was started, with these processes in sight: two containers are two machines."""
    told = [socket.gethostname()]
    for path in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        place = Path(path)
        with contextlib.suppress(OSError):
            told.append(os.readlink(place) if place.is_symlink() else place.read_text(encoding="ascii").strip())
    return hashlib.sha256(" ".join(told).encode()).hexdigest()[:_LENGTH]


def began(pid: int) -> str:
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
