"""`peerinspect serve`, in a process of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from pages_world import Lived

from peerinspect.services import accounts
from peerinspect.services.accounts import AddUser
from peerinspect.services.demo import ACCOUNTS
from peerinspect.web.server import greeting

READY_WITHIN = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEERINSPECT_")}
    return kept | {"PEERINSPECT_INSTANCE": str(folder), "PYTHONUNBUFFERED": "1"}


def wait_for(address: str, process: subprocess.Popen[str], **headers: str) -> str:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the service did not answer")


def test_serves_an_empty_folder_and_ends_when_asked(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "peerinspect", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.PIPE, text=True) as process:
        text = wait_for(f"http://127.0.0.1:{port}/", process)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Independent peers for children's services" in text
    assert f"peerinspect is at http://127.0.0.1:{port}/" in said
    assert "Set it up there with this code: " in said
    assert (tmp_path / "peerinspect.sqlite3").exists()


def status_of(address: str, **headers: str) -> int:
    """What is answered to a request as a proxy on this computer passes it on; redirects are not followed."""
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)) as line:
        line.request("GET", parts.path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return line.getresponse().status


def test_behind_a_proxy_it_learns_how_people_came(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "peerinspect", "serve", "--port", str(port)]
    behind = {"PEERINSPECT_HTTPS": "1", "PEERINSPECT_PROXIES": "1", "PEERINSPECT_HOSTS": "peers.example.org"}
    with subprocess.Popen(command, env=environment(tmp_path) | behind, stdout=subprocess.DEVNULL, text=True) as process:
        wait_for(f"http://127.0.0.1:{port}/health/live", process, **{"X-Forwarded-Proto": "https"})
        asked = f"http://127.0.0.1:{port}/set-up"
        came = {"Host": "peers.example.org", "X_Forwarded_For": "192.0.2.7"}
        led_on = status_of(asked, **came, X_Forwarded_Proto="http")
        answered = status_of(asked, **came, X_Forwarded_Proto="https")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert led_on == 302, "whoever came without https is led on to it"
    assert answered == 200, "whoever came by https is answered, and not led round in a circle"


def test_the_demo_is_out_of_reach_through_a_proxy_on_this_computer(lived: tuple[Flask, Lived], tmp_path: Path) -> None:
    app, found = lived
    with app.app_context():
        accounts.mark_as_demo(found.asked.user_id)
        folder = Path(app.config["INSTANCE"])
    port = free_port()
    command = [sys.executable, "-m", "peerinspect", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment(folder), stdout=subprocess.DEVNULL, text=True) as process:
        wait_for(f"http://127.0.0.1:{port}/health/live", process)
        asked = f"http://127.0.0.1:{port}/sign-in"
        answers = [status_of(asked), status_of(asked, X_Forwarded_For="192.0.2.7")]
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert answers == [200, 403]


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "peerinspect", "serve", "--port", str(port)]
        done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == f"peerinspect: port {port} is taken; choose another, like PORT={port + 1} make run\n"
    assert not (tmp_path / "peerinspect.sqlite3").exists(), "nothing is begun that cannot be served"


class TestGreeting:
    """What whoever starts the service is told."""

    def test_an_empty_service_tells_the_set_up_code(self, bare_pages: Flask) -> None:
        lines = greeting(bare_pages, 8000)
        with bare_pages.app_context():
            assert lines[1].endswith(f"with this code: {accounts.set_up_code()}")

    def test_a_service_in_use_tells_nothing_of_its_users(self, lived: tuple[Flask, Lived]) -> None:
        assert len(greeting(lived[0], 8000)) == 1

    def test_the_demo_tells_who_can_sign_in(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        address = f"coordinator@{ACCOUNTS}"
        with app.app_context():
            command = AddUser(address, "Cora", "coordinator", "a long enough password")
            accounts.add_user(command, found.world.administrator, found.world.facts.as_of)
        lines = greeting(app, 8000)
        assert lines[1].startswith("Sign in with the password ")
        assert any(address in line for line in lines)
