"""`python -m benchmarks.load [--size 10] [--seconds 240] [--processes 3] [--threads 4] [--database URL --keep]`.

Ten Englands are written into a PostgreSQL of its own (or into an empty database that is named), served by gunicorn on
this machine, and visited by two hundred people while a search for a roster runs with one worker. One line for a machine
comes first, then a table of pages. locust must be installed beside this Python, or in `.venv-benchmarks`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.load import season
from peerinspect.factory import create_app

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WANTED_MS = 300
ARRIVE = 2
"""So many people sign in each second."""
SEARCH_SIZE = "3"
TICKS = os.sysconf("SC_CLK_TCK")


def main(argv: list[str] | None = None) -> int:
    """Build, serve, visit, report; 0 where there was no error and the 95th percentile is as wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("--size", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=240)
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--folder", type=Path, help="keeps the instance and what was measured here")
    parser.add_argument("--database", help="an SQLAlchemy address of PostgreSQL; else one is made for the run")
    parser.add_argument("--built", action="store_true", help="the database holds the season already")
    given = parser.parse_args(argv)
    with ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="peerinspect-load-")))
        folder.mkdir(parents=True, exist_ok=True)
        database = given.database or stack.enter_context(_postgresql())
        told = _built(folder, database, given.size, given.built)
        _search(stack, folder)
        service = stack.enter_context(_served(folder, database, given.processes, given.threads))
        before = os.getloadavg()[0]
        _visited(folder, service.address, given.seconds, told)
        return _report(folder, given, before, service.processor())


@contextmanager
def _postgresql() -> Iterator[str]:
    sys.path.append(str(ROOT / "tests" / "store"))
    from throwaway_postgres import server

    with server() as address:
        yield address


def _built(folder: Path, database: str, size: int, is_built: bool) -> dict[str, Any]:
    """The season, written where it is not there yet; what the profile has to know of it."""
    kept = folder / "season.json"
    if not is_built:
        app = create_app({"INSTANCE": folder, "SQLALCHEMY_DATABASE_URI": database})
        kept.write_text(json.dumps(season.build(app, size)), encoding="utf-8")
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return {**found, "shares": season.SHARES, "password": season.PASSWORD}


def _search(stack: ExitStack, folder: Path) -> None:
    """A search that takes one core for as long as the visit lasts."""
    problem = folder / "search.json"
    command = [sys.executable, "-m", "peerinspect"]
    if not problem.exists():
        subprocess.run([*command, "generate", "--size", SEARCH_SIZE, "--seed", "1", "-o", str(problem)], check=True)
    words = ["solve", str(problem), "-o", str(folder / "found.json"), "--workers", "1"]
    quiet = subprocess.DEVNULL
    search = subprocess.Popen([*command, *words], cwd=ROOT, stdin=quiet, stdout=quiet, stderr=quiet)
    stack.callback(_end, search)


class Service:
    """gunicorn with its processes."""

    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        self._process = process
        self.address = address

    def processor(self) -> float:
        """Seconds of the processor that its processes have taken."""
        mine = [self._process.pid, *_children(self._process.pid)]
        return sum(_ticks(pid) for pid in mine) / TICKS


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _ticks(pid: int) -> int:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


@contextmanager
def _served(folder: Path, database: str, processes: int, threads: int) -> Iterator[Service]:
    """The service, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PEERINSPECT_DATABASE": database,
        "PEERINSPECT_INSTANCE": str(folder),
        "PEERINSPECT_SECRET_KEY": secrets.token_hex(32),
        "PEERINSPECT_LOG_FORMAT": "json",
    }
    words = ["-w", str(processes), "-k", "gthread", "--threads", str(threads), "-b", f"127.0.0.1:{port}"]
    command = [sys.executable, "-m", "gunicorn", *words, "-c", str(HERE / "serving.py"), "app:app"]
    with (folder / "service.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _await(address, process)
        yield Service(process, address)
    finally:
        _end(process)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health/live", timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the service did not begin; see service.log")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _visited(folder: Path, address: str, seconds: int, told: dict[str, Any]) -> None:
    """Everybody arrives and does as their role does. What is said while they arrive is not counted."""
    people = sum(told["shares"].values())
    beside = ROOT / ".venv-benchmarks" / "bin" / "locust"
    locust = str(beside) if beside.exists() else "locust"
    timing = ["-u", str(people), "-r", str(ARRIVE), "-t", f"{seconds + people // ARRIVE}s", "--reset-stats"]
    words = ["--headless", "-f", str(HERE / "locustfile.py"), "-H", address, *timing, "--csv", str(folder / "pages")]
    environment = {**os.environ, "PEERINSPECT_LOAD": json.dumps(told)}
    with (folder / "locust.log").open("wb") as log:
        subprocess.run([locust, *words, "--only-summary"], env=environment, stdout=log, stderr=log, check=False)


def _report(folder: Path, given: argparse.Namespace, before: float, processor: float) -> int:
    """One line for a machine, then the pages, the slowest first."""
    with (folder / "pages_stats.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    every, pages = lines[-1], lines[:-1]
    errors, p95 = int(every["Failure Count"]), _number(every["95%"])
    told = {
        "requests": int(every["Request Count"]),
        "errors": errors,
        "p50_ms": _number(every["50%"]),
        "p95_ms": p95,
        "p99_ms": _number(every["99%"]),
        "a_second": round(float(every["Requests/s"]), 1),
        "processor_seconds": round(processor, 1),
        "load_before": round(before, 1),
        "load_after": round(os.getloadavg()[0], 1),
        "size": given.size,
        "processes": given.processes,
        "threads": given.threads,
    }
    print(json.dumps(told))  # noqa: T201
    print("\n| page | asked | errors | median ms | 95% ms |\n|---|---|---|---|---|")  # noqa: T201
    for each in sorted(pages, key=lambda line: -_number(line["95%"])):
        name = f"{each['Type']} {each['Name']}"
        print(f"| {name} | {each['Request Count']} | {each['Failure Count']} | {each['50%']} | {each['95%']} |")  # noqa: T201
    return 0 if not errors and p95 < WANTED_MS else 1


def _number(text: str) -> float:
    """A figure of locust's; 0 where nothing was answered."""
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0


if __name__ == "__main__":
    sys.exit(main())
