"""A real mail server on loopback, which can be told to refuse, to fail and to hang up."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask

from peerinspect.config import mail_settings
from peerinspect.services.notices import post

OK = "250 OK"


class MailServer:
    """What it was sent, and how it answers: by recipient, by mail in turn, or by hanging up on what it has taken."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.to_address: dict[str, str] = {}
        self.to_content: list[str] = []
        self.hangs_up = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        """Answer to a recipient."""
        answer = self.to_address.get(address, OK)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        """Answer to a mail."""
        answer = self.to_content.pop(0) if self.to_content else OK
        if answer == OK:
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.hangs_up:
            self.hangs_up -= 1
            server.transport.abort()
        return answer

    def told(self) -> list[tuple[str, str]]:
        """To whom it was sent what: addresses and subjects, sorted."""
        return sorted((str(each["To"]), str(each["Subject"])) for each in self.taken)


@contextmanager
def mail_server(app: Flask) -> Iterator[MailServer]:
    """A server that the application sends its mail to."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), ready_timeout=30)
    controller.start()
    try:
        send_to(app, controller.port)
        yield server
    finally:
        controller.stop()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def send_to(app: Flask, port: int) -> None:
    """Let the application send its mail to a port of this machine."""
    app.config.update(mail_settings(f"smtp+plain://127.0.0.1:{port}", Path(app.config["INSTANCE"]) / "mailbox"))
    app.config["MAIL_TIMEOUT"] = 5
    post.init_app(app)
