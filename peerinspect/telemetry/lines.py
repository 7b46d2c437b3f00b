"""Lines of the log: one JSON object each for a program, readable ones for a terminal.

Every logger comes out the same way, those of libraries and servers too. Of a fault its kind and the places in the code
are written, never its words: those may quote a row, an address or a name. What an OSError says of the system (the disk
is full) stays, since it names nobody.
"""

from __future__ import annotations

import logging
import logging.config
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any

import structlog

from peerinspect.telemetry import work

JSON, PLAIN = "json", "plain"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
OURS = ("peerinspect", "gunicorn.error", "waitress")
"""The loggers that are written from the chosen level on; all others from WARNING on."""
SILENT = ("gunicorn.access", "werkzeug")
"""Loggers of servers that would tell of each request a second time, with its address."""
_DEEPEST = 30
"""As many places in the code are told of each fault, the innermost ones."""
Event = MutableMapping[str, Any]
Fault = tuple[type[BaseException], BaseException, TracebackType | None]


def settings(form: str = "", level: str = "INFO") -> dict[str, Any]:
    """What logging.config.dictConfig takes, and gunicorn as `logconfig_dict`.

    `form` is json or plain; where it says nothing it is plain on a terminal and JSON elsewhere. Raises ValueError.
    """
    if form not in ("", JSON, PLAIN):
        raise ValueError(f"PEERINSPECT_LOG_FORMAT must be {JSON} or {PLAIN}, or be left out")
    if level not in LEVELS:
        raise ValueError(f"PEERINSPECT_LOG_LEVEL must be one of {', '.join(LEVELS)}")
    is_plain = sys.stderr.isatty() if not form else form == PLAIN
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": _formatter, "is_plain": is_plain}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            **{name: {"level": level, "handlers": [], "propagate": True} for name in OURS},
            **{name: {"level": "CRITICAL", "handlers": [], "propagate": False} for name in SILENT},
        },
    }


def start(form: str = "", level: str = "INFO") -> None:
    """Write the lines of this process like this from now on. Raises ValueError as `settings` does."""
    logging.config.dictConfig(settings(form, level))


def tell(logger: str, event: str, level: int = logging.INFO, **facts: object) -> None:
    """Write a line with facts by name. It costs nothing where the level is not written."""
    log = logging.getLogger(logger)
    if log.isEnabledFor(level):
        log.log(level, event, extra={"facts": facts})


def _formatter(is_plain: bool) -> structlog.stdlib.ProcessorFormatter:
    last: Any = structlog.dev.ConsoleRenderer(colors=False) if is_plain else structlog.processors.JSONRenderer()
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _with_facts,
            _with_request,
            _without_words,
        ],
    )


def _with_facts(_logger: object, _method: str, event: Event) -> Event:
    """The facts that `tell` was given."""
    facts = getattr(event.get("_record"), "facts", None)
    if isinstance(facts, Mapping):
        event.update(facts)
    return event


def _with_request(_logger: object, _method: str, event: Event) -> Event:
    """The name of the request under way."""
    found = work.request_id()
    if found:
        event.setdefault("request", found)
    return event


def _without_words(_logger: object, _method: str, event: Event) -> Event:
    """Of a fault its kind and where it came up."""
    record: Any = event.get("_record")
    told = event.pop("exc_info", None) or getattr(record, "exc_info", None)
    found = _fault_of(told)
    if found is not None:
        event["fault"] = [_told(each) for each in _chain(found)]
    if record is not None:
        record.exc_info = record.exc_text = record.stack_info = None
    return event


def _fault_of(told: object) -> BaseException | None:
    if isinstance(told, BaseException):
        return told
    return told[1] if isinstance(told, tuple) and isinstance(told[1], BaseException) else None


def _chain(fault: BaseException | None) -> list[BaseException]:
    """The fault and what led to it, the first cause last."""
    found: list[BaseException] = []
    while fault is not None and fault not in found:
        found.append(fault)
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return found


def _told(fault: BaseException) -> dict[str, Any]:
    kind = type(fault)
    places = traceback.extract_tb(fault.__traceback__)[-_DEEPEST:]
    told: dict[str, Any] = {"kind": f"{kind.__module__}.{kind.__qualname__}"}
    if isinstance(fault, OSError) and fault.strerror:
        told["system"] = fault.strerror
    return {**told, "places": [f"{place.filename}:{place.lineno} {place.name}" for place in places]}
