"""What messages say: the templates in templates/messages, filled in and put together to mails, in plain text.

Facts go in as they are and are never read as a template. Whatever is missing stops the mail, and shows in tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flask import current_app
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from peerinspect.config import LOCAL_ADDRESS, bundled
from peerinspect.services.notices.kinds import KINDS, PATH

LONGEST_SUBJECT = 150
ACCOUNT = "/account/"
DIGEST = "Your messages from peerinspect"
"""The subject of every digest: it may hold what no subject may tell of."""
_SUBJECT = "Subject: "


@dataclass(frozen=True, slots=True)
class Letter:
    """One message in words; `path` is the page of this service that it leads to."""

    subject: str
    body: str
    path: str


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes out: one message, or a digest of several. `mail_id` names it, however often it is sent."""

    mail_id: str
    address: str
    subject: str
    body: str


def letter_of(kind: str, facts: Mapping[str, str]) -> Letter:
    """A message in words. A fact that was forgotten after sending is no part of the words."""
    path = facts.get(PATH, KINDS[kind].path)
    text = _templates().get_template(f"messages/{kind}.txt").render(**facts).strip()
    subject, _, body = text.partition("\n")
    return Letter(subject.removeprefix(_SUBJECT).strip()[:LONGEST_SUBJECT], body.strip(), path)


def mail_of(mail_id: str, address: str, name: str, letters: Sequence[Letter]) -> Mail:
    """One mail of one message, or of several."""
    known = {"name": " ".join(name.split()), "account": _full(ACCOUNT)}
    if len(letters) == 1:
        (only,) = letters
        body = _templates().get_template("messages/_mail.txt").render(body=only.body, link=_full(only.path), **known)
        return Mail(mail_id, address, only.subject, body)
    shown = [{"subject": each.subject, "body": each.body, "link": _full(each.path)} for each in letters]
    body = _templates().get_template("messages/_digest.txt").render(letters=shown, **known)
    return Mail(mail_id, address, DIGEST, body)


def _full(path: str) -> str:
    """A page's address as it is seen from outside; where no setting says so, as it is served on this machine."""
    told = str(current_app.config["PUBLIC_ADDRESS"])
    root = current_app.config.get("SERVED_AT", told) if told == LOCAL_ADDRESS else told
    return f"{str(root).rstrip('/')}{path}"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(bundled("templates")),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
