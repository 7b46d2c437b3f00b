"""Settings of one installation, from the environment where it says something."""

from __future__ import annotations

import contextlib
import math
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent
SECRETS = frozenset(
    {"PEERINSPECT_SECRET_KEY", "PEERINSPECT_DATABASE", "PEERINSPECT_MAIL_URL", "PEERINSPECT_OIDC_CLIENT_SECRET"}
)
"""The variables of the environment that hold secrets."""
LOOPBACK = "127.0.0.1"
"""Where `serve` listens as long as nobody says where."""
LOCAL_ADDRESS = "http://127.0.0.1:8000"
"""Where people find the service as long as nobody says where."""
MAIL_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
MAIL_TIMEOUT = 30
"""Seconds for which a mail server may keep one waiting at each step."""


TOKEN = re.compile(r"[!-~]{24,200}")
"""A bearer token that is long enough to be kept."""


class WrongSetting(ValueError):
    """A setting cannot be used. One sentence: which variable, and what would be right; nothing of a secret."""


def settings() -> dict[str, Any]:
    """The settings of an installation. Raises WrongSetting: what is mistyped must not pass for what is left out.

    PEERINSPECT_INSTANCE names the folder that holds the data (./instance where it is silent), PEERINSPECT_DATABASE an
    SQLAlchemy address, PEERINSPECT_SECRET_KEY the key that signs sessions and makes addresses unguessable.
    PEERINSPECT_MAIL_URL is the mail server, PEERINSPECT_MAIL_FROM who the mail is from, and PEERINSPECT_ADDRESS the
    address under which people find the service; see `mail_settings`.
    PEERINSPECT_NOTICES is a folder with the operator's own privacy.md and accessibility.md.
    The PEERINSPECT_OIDC_... are an organisation's own sign-in; see services.sign_on.
    PEERINSPECT_LISTEN, _HOSTS, _PROXIES and _HTTPS say how the service is reached; see web.hosting.
    PEERINSPECT_DATABASE_CONNECTIONS, _STATEMENT_SECONDS and _LOCK_SECONDS say how PostgreSQL is used; see
    store.postgresql.
    PEERINSPECT_PROCESSES and _THREADS say how many there are under gunicorn; see web.processes.
    PEERINSPECT_LOG_FORMAT (json or plain), _LOG_LEVEL, _SLOW_STATEMENT_MS, _METRICS_TOKEN and _WORKER_PATIENCE say what
    the operator hears; see docs/operations.md.
    PEERINSPECT_SECOND_FACTOR=everybody asks every role for a second factor.
    PEERINSPECT_DIVIDE_BEYOND is the size of a problem from which on work of several years is searched in pieces: offers
    times duties of their kind, of which England has about 35,000 a year; 0 for never.
    PEERINSPECT_JOBS=procrastinate has procrastinate hand out long work, PEERINSPECT_EMBEDDED_WORKER=0 leaves it to
    `peerinspect worker`, and PEERINSPECT_STRANDED_AFTER is after how many seconds without a beat a worker is gone.
    """
    instance = Path(os.environ.get("PEERINSPECT_INSTANCE", "instance")).resolve()
    return {
        "INSTANCE": instance,
        "MIGRATIONS": str(bundled("migrations")),
        "SECRET_KEY": os.environ.get("PEERINSPECT_SECRET_KEY"),
        "SQLALCHEMY_DATABASE_URI": os.environ.get("PEERINSPECT_DATABASE"),
        "DATABASE_CONNECTIONS": _number("PEERINSPECT_DATABASE_CONNECTIONS", 12, least=1),
        "DATABASE_STATEMENT_SECONDS": _number("PEERINSPECT_DATABASE_STATEMENT_SECONDS", 120),
        "DATABASE_LOCK_SECONDS": _number("PEERINSPECT_DATABASE_LOCK_SECONDS", 15),
        "PROCESSES": _number("PEERINSPECT_PROCESSES", 2, least=1),
        "THREADS": _number("PEERINSPECT_THREADS", 4, least=1),
        "MAIL_URL": os.environ.get("PEERINSPECT_MAIL_URL"),
        "MAIL_DEFAULT_SENDER": os.environ.get("PEERINSPECT_MAIL_FROM") or "peerinspect <peerinspect@localhost>",
        "OIDC_ISSUER": os.environ.get("PEERINSPECT_OIDC_ISSUER"),
        "OIDC_CLIENT_ID": os.environ.get("PEERINSPECT_OIDC_CLIENT_ID"),
        "OIDC_CLIENT_SECRET": os.environ.get("PEERINSPECT_OIDC_CLIENT_SECRET"),
        "OIDC_NAME": os.environ.get("PEERINSPECT_OIDC_NAME"),
        "OIDC_SECOND_FACTOR": os.environ.get("PEERINSPECT_OIDC_SECOND_FACTOR"),
        "NOTICES": os.environ.get("PEERINSPECT_NOTICES"),
        "LISTEN": os.environ.get("PEERINSPECT_LISTEN") or LOOPBACK,
        "HOSTS": os.environ.get("PEERINSPECT_HOSTS") or "",
        "PROXIES": os.environ.get("PEERINSPECT_PROXIES") or "0",
        "HTTPS": _chosen("PEERINSPECT_HTTPS", "0", "1") == "1",
        "SECOND_FACTOR": _chosen("PEERINSPECT_SECOND_FACTOR", "", "everybody"),
        "JOBS": _chosen("PEERINSPECT_JOBS", "own", "procrastinate"),
        "PURGE_DAILY": _chosen("PEERINSPECT_PURGE", "", "daily") == "daily",
        "EMBEDDED_WORKER": _chosen("PEERINSPECT_EMBEDDED_WORKER", "1", "0") == "1",
        "STRANDED_AFTER": _seconds("PEERINSPECT_STRANDED_AFTER", 60),
        "LOG_FORMAT": os.environ.get("PEERINSPECT_LOG_FORMAT") or "",
        "LOG_LEVEL": (os.environ.get("PEERINSPECT_LOG_LEVEL") or "INFO").upper(),
        "SLOW_STATEMENT": _milliseconds("PEERINSPECT_SLOW_STATEMENT_MS", 500) / 1000,
        "METRICS_TOKEN": _token("PEERINSPECT_METRICS_TOKEN"),
        "WORKER_PATIENCE": _seconds("PEERINSPECT_WORKER_PATIENCE", 180),
        "DIVIDE_BEYOND": _number("PEERINSPECT_DIVIDE_BEYOND", 90_000, most=10**15),
        "PUBLIC_ADDRESS": _address("PEERINSPECT_ADDRESS"),
    }


def _number(name: str, if_silent: int, least: int = 0, most: int = 100_000) -> int:
    """A whole number that the environment may say. Raises WrongSetting, naming what says it, for anything else."""
    told = os.environ.get(name) or str(if_silent)
    if not (told.isascii() and told.isdigit() and len(told) < 20 and least <= int(told) <= most):
        raise WrongSetting(f"{name} must be a whole number, {least} or more")
    return int(told)


def _milliseconds(name: str, usual: int) -> int:
    """A whole number of milliseconds from the environment. Raises WrongSetting for anything else."""
    text = os.environ.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise WrongSetting(f"{name} must be a whole number of milliseconds")
    return int(text)


def _seconds(name: str, usual: float) -> float:
    """A number of seconds from the environment. Raises WrongSetting for anything else."""
    with contextlib.suppress(ValueError):
        found = float(os.environ.get(name) or usual)
        if 0 < found < math.inf:
            return found
    raise WrongSetting(f"{name} must be a number of seconds above 0")


def _chosen(name: str, usual: str, other: str) -> str:
    """One of two words from the environment, the usual one where it is silent. Raises WrongSetting for a third."""
    told = os.environ.get(name) or usual
    if told not in (usual, other):
        either = f"{usual} or {other}" if usual else f"{other}, or left out"
        raise WrongSetting(f"{name} must be {either}; it is {told[:40]!r}")
    return told


def _token(name: str) -> str | None:
    """A bearer token from the environment. Raises WrongSetting for one that could be guessed, or cannot be sent."""
    told = os.environ.get(name)
    if told and not TOKEN.fullmatch(told):
        raise WrongSetting(f"{name} must be 24 to 200 signs without spaces or accents")
    return told


def _address(name: str) -> str:
    """The address of pages, that of this computer where the environment is silent. Raises WrongSetting for none."""
    told = os.environ.get(name) or LOCAL_ADDRESS
    parts = urlsplit(told)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise WrongSetting(f"{name} must read like https://peers.example.org; it is {told[:80]!r}")
    return told


def environment_of_child() -> dict[str, str]:
    """What a process that works on files alone is given of the environment: everything but secrets."""
    return {name: value for name, value in os.environ.items() if name not in SECRETS}


def bundled(name: str) -> Path:
    """A folder that a checkout keeps beside the package, and an installed wheel inside it with an underscore."""
    inside = PACKAGE / f"_{name}"
    return inside if inside.is_dir() else PACKAGE.parent / name


def complete(config: dict[str, Any]) -> None:
    """Fill in what hangs on the instance folder, making the folder where it is missing."""
    instance = Path(config["INSTANCE"])
    os.umask(0o077)  # What the service writes, the database above all, is for its owner's eyes only.
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    config["WORK_FOLDER"] = Path(config.get("WORK_FOLDER") or instance / "work")
    config["SQLALCHEMY_DATABASE_URI"] = (
        config["SQLALCHEMY_DATABASE_URI"] or f"sqlite:///{instance / 'peerinspect.sqlite3'}"
    )
    config["KEY_IS_SET"] = bool(config["SECRET_KEY"])
    config["SECRET_KEY"] = config["SECRET_KEY"] or kept_key(instance / "secret-key")
    config.update(mail_settings(config.get("MAIL_URL"), instance / "mailbox"))


def mail_settings(url: str | None, mailbox: Path) -> dict[str, Any]:
    """The settings of flask-mailman for a mail server; without one, mail is written into the folder `mailbox`.

    smtp://USER:PASSWORD@HOST:587 makes the line secret before anything is said, smtps://HOST:465 from the start, and
    smtp+plain://HOST:25 not at all, for a server on this machine. Raises WrongSetting for any other address.
    """
    settings: dict[str, Any] = {"MAIL_SERVER": None, "MAIL_FILE_PATH": str(mailbox), "MAIL_TIMEOUT": MAIL_TIMEOUT}
    if not url:
        return settings
    parts = urlsplit(url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname or not _port_is_fine(parts):
        raise WrongSetting("PEERINSPECT_MAIL_URL must read like smtp://user:password@mail.example.org:587")
    return settings | {
        "MAIL_SERVER": parts.hostname,
        "MAIL_PORT": parts.port or MAIL_PORTS[parts.scheme],
        "MAIL_USERNAME": unquote(parts.username or "") or None,
        "MAIL_PASSWORD": unquote(parts.password or "") or None,
        "MAIL_USE_TLS": parts.scheme == "smtp",
        "MAIL_USE_SSL": parts.scheme == "smtps",
    }


def _port_is_fine(parts: SplitResult) -> bool:
    """Whether the port is one, or is left out. What the library says of it repeats what stands there."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def kept_key(path: Path) -> str:
    """The key in the file, which is made, for its owner's eyes only, where it is missing.

    It is written apart and then linked into place: of two processes that start together one wins, and neither reads
    half a key.
    """
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text(encoding="ascii")
