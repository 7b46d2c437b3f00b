"""The store: typed tables, units of work, rows -> Facts, and the history of every change."""

from __future__ import annotations

import logging

from flask import Flask
from flask_migrate import Migrate
from flask_migrate import upgrade as run_migrations
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError

from peerinspect.config import WrongSetting
from peerinspect.store import append_only, handing_out, history, standing, tables, touched
from peerinspect.store.base import db, new_token
from peerinspect.store.connection import ask_before_each_statement, prepare_engine, transaction
from peerinspect.store.postgresql import engine_options

__all__ = [
    "add",
    "add_unless_there",
    "append_only",
    "ask_before_each_statement",
    "db",
    "init_app",
    "migrate",
    "new_token",
    "tables",
    "transaction",
    "upgrade",
    "upgrade_to",
]

migrate = Migrate()
touched.watch(standing.settle)


def init_app(app: Flask) -> None:
    """Bind the database and its migrations to the application. Raises WrongSetting for an address of none.

    What a statement was about stays out of the errors that the log keeps, and what it found out of the log of whoever
    asks for every line: both may be sealed.
    """
    logging.getLogger("sqlalchemy.engine.Engine").addFilter(_tells_no_rows)
    _check_address(app.config["SQLALCHEMY_DATABASE_URI"])
    own = engine_options(app.config["SQLALCHEMY_DATABASE_URI"], app.config)
    options = {**own, **app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {}), "hide_parameters": True}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    migrate.init_app(app, db, directory=app.config["MIGRATIONS"])
    with app.app_context():
        prepare_engine(db.engine)


def _check_address(url: str) -> None:
    """The address of a database that can be used here; what stands in it, which may be a password, is not repeated."""
    try:
        make_url(url).get_dialect().import_dbapi()
    except (ArgumentError, ImportError):
        raise WrongSetting(
            "PEERINSPECT_DATABASE must read like postgresql+psycopg://user:password@host/name, which takes the extra "
            "scale, or sqlite:////folder/name.sqlite3"
        ) from None


def _tells_no_rows(record: logging.LogRecord) -> bool:
    """Let everything into the log but what statements found."""
    return record.levelno > logging.DEBUG


def add(*rows: object) -> None:
    """Add rows in the order given, each one written before the next, so that it may point at those before it."""
    for row in rows:
        db.session.add(row)
        db.session.flush()


def add_unless_there(row: object) -> bool:
    """Add a row; whether nobody else had added one with its key in the meantime. Call it in a transaction."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def upgrade_to(revision: str) -> None:
    """Create the tables as they were at a migration, for rows of that time."""
    run_migrations(revision=revision)


def upgrade() -> None:
    """Create the tables, or bring them up to date. Where they changed, every fact is digested anew, beside an event."""
    run_migrations()
    handing_out.make_tables()
    with transaction():
        if standing.take_stock():
            history.record("", "take-stock", "history", sentence="The tables changed. Every fact was digested anew.")
