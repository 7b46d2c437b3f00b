"""The real service in a process of its own."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READY_WITHIN = 60.0
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
CODE = re.compile(r"with this code: (\S+)")


@dataclass(frozen=True)
class Served:
    """Where the service is, and the code that it printed for whoever sets it up."""

    address: str
    code: str


@contextmanager
def serve_empty(folder: Path) -> Iterator[Served]:
    """Start `peerinspect serve` over a folder that holds nothing, and stop it in the end."""
    with _serve(folder, CODE) as said:
        address, code = ADDRESS.search(said), CODE.search(said)
        assert address and code, f"the service did not start:\n{said}"
        yield Served(address.group(), code.group(1))


@contextmanager
def serve_filled(folder: Path) -> Iterator[Served]:
    """Start it over a folder that holds users already: it prints no code."""
    with _serve(folder, ADDRESS) as said:
        address = ADDRESS.search(said)
        assert address, f"the service did not start:\n{said}"
        yield Served(address.group(), "")


@contextmanager
def _serve(folder: Path, ready: re.Pattern[str]) -> Iterator[str]:
    """Start the service and hand over what it printed until it was ready."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PEERINSPECT_")}
    environment |= {"PEERINSPECT_INSTANCE": str(folder), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "peerinspect", "serve", "--port", str(_free_port())]
    log = folder / "served.log"
    with (
        log.open("w", encoding="utf-8") as output,
        subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            yield _read_until_ready(process, log, ready)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _read_until_ready(process: subprocess.Popen[bytes], log: Path, ready: re.Pattern[str]) -> str:
    until = time.monotonic() + READY_WITHIN
    while not ready.search(log.read_text(encoding="utf-8")) and time.monotonic() < until and process.poll() is None:
        time.sleep(0.1)
    return log.read_text(encoding="utf-8")
