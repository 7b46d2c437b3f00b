"""A PostgreSQL server for some tests alone: made in a temporary folder, listening on this machine, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"
"""The server refuses to run as root; then this user runs it."""


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest where there are several; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    here = shutil.which("initdb")
    return found[-1].parent if found else Path(here).resolve().parent if here else None


@contextmanager
def server() -> Iterator[str]:
    """Its SQLAlchemy address while it runs. Raises AssertionError where its programs are not there."""
    folder = programs()
    assert folder is not None
    with tempfile.TemporaryDirectory(prefix="peerinspect-postgres-") as home:
        Path(home).chmod(0o755)
        data, sockets, port = Path(home) / "data", Path(home) / "sockets", _free_port()
        for each in (data, sockets):
            each.mkdir(mode=0o700)
            if os.geteuid() == 0:
                shutil.chown(each, OWNER)
        _run(folder / "initdb", "-A", "trust", "-U", OWNER, "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", data)
        where = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={sockets}"
        options = f"{where} -c fsync=off"
        _run(folder / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            _run(folder / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*words: object) -> None:
    """Run one of its programs, as the user who may."""
    user = OWNER if os.geteuid() == 0 else None
    group = pwd.getpwnam(OWNER).pw_gid if user else None
    told = [str(word) for word in words]
    # Its output goes to a file: the server keeps what it inherits open, and a pipe would never end.
    with tempfile.TemporaryFile() as heard:
        done = subprocess.run(told, stdout=heard, stderr=heard, user=user, group=group, cwd="/", timeout=60)
        heard.seek(0)
        assert done.returncode == 0, heard.read().decode()
