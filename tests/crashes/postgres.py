"""A PostgreSQL server that writes in earnest (fsync on) and can be killed and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

OWNER = "postgres"


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
        postmaster = int((self._data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
        listed = subprocess.run(["ps", "--ppid", str(postmaster), "-o", "pid=,args="], capture_output=True, text=True)
        serving = [int(line.split()[0]) for line in listed.stdout.splitlines() if "127.0.0.1" in line]
        if serving:
            os.kill(serving[number % len(serving)], signal.SIGKILL)

    def _run(self, program: str, *words: object) -> None:
        user = OWNER if os.geteuid() == 0 else None
        group = pwd.getpwnam(OWNER).pw_gid if user else None
        told = [str(word) for word in (self._programs / program, *words)]
        with tempfile.TemporaryFile() as heard:
            done = subprocess.run(told, stdout=heard, stderr=heard, user=user, group=group, cwd="/", timeout=120)
            heard.seek(0)
            assert done.returncode == 0, heard.read().decode()
