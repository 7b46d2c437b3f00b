"""Settings of one installation, from the environment where it says something."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent


def settings() -> dict[str, Any]:
    """The settings of an installation.

    PEERINSPECT_INSTANCE names the folder that holds the data (./instance where it is silent), PEERINSPECT_DATABASE an
    SQLAlchemy address, PEERINSPECT_SECRET_KEY the key that signs sessions and makes addresses unguessable.
    """
    instance = Path(os.environ.get("PEERINSPECT_INSTANCE", "instance")).resolve()
    return {
        "INSTANCE": instance,
        "MIGRATIONS": str(bundled("migrations")),
        "SECRET_KEY": os.environ.get("PEERINSPECT_SECRET_KEY"),
        "SQLALCHEMY_DATABASE_URI": os.environ.get("PEERINSPECT_DATABASE"),
    }


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
    config["SECRET_KEY"] = config["SECRET_KEY"] or kept_key(instance / "secret-key")


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
