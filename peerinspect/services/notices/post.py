"""Carrying mails: to a mail server, or, where none is set, into files in the instance folder that show what would go.

Nothing here raises for what a server does: how it went is the answer. Three things can have gone wrong, and each has
its own remedy. The server could not be used at all (`outage`): no message's fault. It refused the address for good
(`refused`): nobody tries again before somebody looks at the address. Anything else (`again`, `never`) is this mail's.

A server may take a mail and lose the connection before it says so. Then nobody can know, and the mail goes again, under
the same Message-ID, by which mailboxes can tell it for one. SMTP offers nothing better.
"""

from __future__ import annotations

import contextlib
import os
import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, current_app
from flask_mailman import EmailMessage
from flask_mailman import Mail as Mailman
from flask_mailman.backends.base import BaseEmailBackend
from flask_mailman.backends.smtp import EmailBackend as SmtpBackend
from flask_mailman.message import sanitize_address

from peerinspect.services.notices.texts import Mail

SENT, AGAIN, NEVER, REFUSED, OUTAGE = "sent", "again", "never", "refused", "outage"
UNUSABLE = 553
"""The reply of mail servers to an address that is none."""
_ENHANCED = re.compile(rb"5\.(\d{1,3})\.(\d{1,3})")
_NOT_THE_ADDRESS = (b"7", b"3")
"""What such a reply is about: 7 is the server's policy, 3 its system. See RFC 3463."""
_FULL = (b"2", b"2")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went; `fault` says in a word what was wrong, `reply` is the server's code where it refused."""

    how: str
    fault: str = ""
    reply: int = 0


class VerifiedSmtp(SmtpBackend):
    """The library's way to a server, except that a server must prove its name when the line is made secret."""

    connection: smtplib.SMTP | None

    def open(self) -> bool:
        """Connect, make the line secret where that is set, and sign in where there is a user."""
        if self.connection is not None:
            return False
        known = {"local_hostname": _own_name(), "timeout": self.timeout}
        if self.use_ssl:
            self.connection = smtplib.SMTP_SSL(self.host, self.port, context=ssl.create_default_context(), **known)
        else:
            self.connection = smtplib.SMTP(self.host, self.port, **known)
        if self.use_tls:
            self.connection.starttls(context=ssl.create_default_context())
        if self.username and self.password:
            self.connection.login(self.username, self.password)
        return True


class FileMailbox(BaseEmailBackend):
    """A folder with a file for each mail, named by the mail: sent again, it is the same file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each mail whole, or not at all."""
        folder = Path(self.mailman.file_path)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for each in email_messages:
            name = each.extra_headers["Message-ID"].strip("<>").partition("@")[0]
            draft = folder / f"{name}.part"
            draft.write_bytes(each.message().as_bytes())
            os.replace(draft, folder / f"{name}.eml")
        return len(email_messages)


def init_app(app: Flask) -> None:
    """Give the application its way to send mail: to the server that its settings name, or into files.

    Raises ValueError where the settings name no sender: every mail would be refused.
    """
    if not _is_address(str(app.config["MAIL_DEFAULT_SENDER"])):
        raise ValueError("PEERINSPECT_MAIL_FROM must read like peerinspect <peerinspect@example.org>")
    app.config["MAIL_BACKEND"] = VerifiedSmtp if app.config.get("MAIL_SERVER") else FileMailbox
    Mailman(app)


def deliver(mail: Mail) -> Outcome:
    """Hand the mail over, once."""
    if not _is_address(mail.address):
        return Outcome(REFUSED, "address", UNUSABLE)
    message = _message(mail)
    try:
        message.message()
    except ValueError:
        return Outcome(NEVER, "content")
    connection = Mailman().get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as fault:
        _hang_up(connection)
        return Outcome(OUTAGE, "sign-in" if isinstance(fault, smtplib.SMTPAuthenticationError) else "connection")
    try:
        return _hand_over(connection, message)
    finally:
        _hang_up(connection)


def _hand_over(connection: BaseEmailBackend, message: EmailMessage) -> Outcome:
    """What the server says to the mail."""
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as fault:
        return _of_recipient(*next(iter(fault.recipients.values())))
    except smtplib.SMTPDataError as fault:
        return Outcome(NEVER if 500 <= fault.smtp_code < 600 else AGAIN, "content", fault.smtp_code)
    except smtplib.SMTPSenderRefused as fault:
        return Outcome(AGAIN, "sender", fault.smtp_code)
    except (OSError, smtplib.SMTPException):
        return Outcome(AGAIN, "lost-connection")
    return Outcome(SENT)


def _of_recipient(code: int, said: bytes) -> Outcome:
    """A refusal of the recipient: for good, unless the server says that the address is not the reason."""
    if not 500 <= code < 600:
        return Outcome(AGAIN, "deferred", code)
    found = _ENHANCED.match(said)
    if found and (found[1] in _NOT_THE_ADDRESS or found.groups() == _FULL):
        return Outcome(AGAIN, "policy", code)
    return Outcome(REFUSED, "address", code)


def _is_address(text: str) -> bool:
    """Whether mail could go to it, or come from it."""
    try:
        return "@" in parseaddr(sanitize_address(text, "utf-8"))[1]
    except ValueError:
        return False


def _hang_up(connection: BaseEmailBackend) -> None:
    """Part from the server; a server that does not part nicely changes nothing about the mail."""
    with contextlib.suppress(OSError, smtplib.SMTPException):
        connection.close()


def _message(mail: Mail) -> EmailMessage:
    """The mail as it goes out. Answers by machines are not wanted."""
    sender = str(current_app.config["MAIL_DEFAULT_SENDER"])
    domain = parseaddr(sender)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.mail_id}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(mail.subject, mail.body, sender, [mail.address], headers=headers)


def _own_name() -> str:
    """What this service calls itself to a mail server: the name in its public address, not the machine's."""
    return urlsplit(str(current_app.config["PUBLIC_ADDRESS"])).hostname or "localhost"
