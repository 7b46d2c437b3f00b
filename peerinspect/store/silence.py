"""What the database says when a statement fails, without the values that it was about: they may be sealed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

ABOUT_VALUES = "22"
"""How PostgreSQL's codes of faults in a value begin: there even the first line repeats the value."""


def keep_values_out(engine: Engine) -> None:
    """Take the values out of errors before anybody can log them. SQLite names columns only."""
    event.listen(engine, "handle_error", _shorten)


def _shorten(context: ExceptionContext) -> None:
    """PostgreSQL adds a line like "Key (authority)=(E08000035) is not present": only its first line stays."""
    said, wrapped = context.original_exception, context.sqlalchemy_exception
    code = getattr(said, "sqlstate", None)
    if code is None:
        return
    short = _first_line(said, code)
    said.args = (short,)
    if isinstance(wrapped, DBAPIError):
        wrapped.args = (f"({type(said).__module__}.{type(said).__qualname__}) {short}",)


def _first_line(said: Any, code: str) -> str:
    """What may be told of an error of the server."""
    if code.startswith(ABOUT_VALUES):
        return f"a value that cannot be used ({code})"
    return str(said.diag.message_primary or code)
