"""A PostgreSQL server that writes in earnest (fsync on) and can be killed and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from peerinspect.services.processes import began

OWNER = "postgres"
LONGEST_END = 60.0
"""Seconds within which the processes of a killed server notice, and end."""


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest where there are several; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


class Server:
    """A server in a temporary folder, on a free port of this machine."""

    def __init__(self) -> None:
        folder = programs()
        assert folder is not None
        self._programs, self._home = folder, tempfile.TemporaryDirectory(prefix="peerinspect-crashes-")
        self._data = Path(self._home.name) / "data"
        self._made = 0
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])

    def __enter__(self) -> Server:
        Path(self._home.name).chmod(0o755)
        self._data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self._data, OWNER)
        self._run("initdb", "-A", "trust", "-U", OWNER, "-E", "UTF8", "--locale=C.UTF-8", self._data)
        self.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        if (self._data / "postmaster.pid").exists():
            self.stop_at_once()
        self._home.cleanup()

    @property
    def address(self) -> str:
        """Its SQLAlchemy address."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self._port}/postgres"

    def empty_database(self) -> str:
        """The SQLAlchemy address of a new database of this server."""
        self._made += 1
        name = f"made_{self._made}"
        where = ("-h", "127.0.0.1", "-p", self._port, "-U", OWNER)
        self._run("createdb", *where, name)
        return self.address.removesuffix("postgres") + name

    def start(self) -> None:
        """Start it; what was committed before is recovered first."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._data} -c fsync=on"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", self._data / "log", "-o", options, "start")

    def stop_at_once(self) -> None:
        """Stop it as a failing machine would: nothing is finished, nothing is written out."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def kill_a_backend(self, number: int) -> None:
        """Kill one of the processes that serve a connection: the server then stops all others and recovers."""
        serving = [pid for pid, words in self._children() if "127.0.0.1" in words]
        if serving:
            os.kill(serving[number % len(serving)], signal.SIGKILL)

    def kill_postmaster(self, with_all: bool = False) -> None:
        """Kill the first process; the others end when they notice. With `with_all`, all of them at once.

        It waits until they are gone: a new server starts beside none that is left, since they share its memory.
        """
        os.kill(self._postmaster(), signal.SIGSTOP)  # So that nobody is born while they are counted.
        everybody = [self._postmaster(), *(pid for pid, _ in self._children())]
        for pid in everybody if with_all else everybody[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + LONGEST_END
        while any(began(pid) for pid in everybody):
            assert time.monotonic() < until, "a process of the killed server goes on"
            time.sleep(0.02)
        # Where nobody reaps what is left of it, its number still counts as that of a server.
        for locked in ("postmaster.pid", f".s.PGSQL.{self._port}", f".s.PGSQL.{self._port}.lock"):
            (self._data / locked).unlink(missing_ok=True)

    def _postmaster(self) -> int:
        return int((self._data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])

    def _children(self) -> list[tuple[int, str]]:
        words = ["ps", "--ppid", str(self._postmaster()), "-o", "pid=,args="]
        listed = subprocess.run(words, capture_output=True, text=True).stdout.splitlines()
        return [(int(line.split()[0]), line) for line in listed]

    def _run(self, program: str, *words: object) -> None:
        user = OWNER if os.geteuid() == 0 else None
        group = pwd.getpwnam(OWNER).pw_gid if user else None
        told = [str(word) for word in (self._programs / program, *words)]
        with tempfile.TemporaryFile() as heard:
            done = subprocess.run(told, stdout=heard, stderr=heard, user=user, group=group, cwd="/", timeout=120)
            heard.seek(0)
            assert done.returncode == 0, heard.read().decode()
