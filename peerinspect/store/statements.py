"""Statements as the operator hears of them: how many, how long, and the text of slow ones without their values."""

from __future__ import annotations

import logging
import re
import time
from typing import Any

from sqlalchemy import Engine, event

from peerinspect.telemetry import lines, measures, work

SLOW = 0.5
"""Seconds after which a statement is slow, unless the settings say otherwise."""
LONGEST_TEXT = 1000
"""As many signs of a slow statement are written."""
_BEGAN = "peerinspect_began"
_BLANKS = re.compile(r"\s+")
_PLACES = re.compile(r"((?:\?|%\(\w+\)s|\$\d+)(?:::\w+)?)(?:, (?:\?|%\(\w+\)s|\$\d+)(?:::\w+)?)+")
_WORDS = re.compile(r"'(?:[^']|'')*'")


def watch(engine: Engine, slow: float) -> None:
    """Count every statement for whoever is at work, and write those down that took longer than `slow` seconds."""

    def before(_connection: Any, _cursor: Any, _text: str, _about: Any, context: Any, _many: bool) -> None:
        context.__dict__[_BEGAN] = time.perf_counter()

    def after(_connection: Any, _cursor: Any, text: str, _about: Any, context: Any, _many: bool) -> None:
        seconds = time.perf_counter() - context.__dict__.get(_BEGAN, time.perf_counter())
        work.note_statement(seconds)
        if seconds > slow:
            _tell(text, seconds)

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)


def _tell(text: str, seconds: float) -> None:
    measures.SLOW_STATEMENTS.inc()
    found = work.under_way()
    facts = {"view": found.name if found else "", "ms": round(1000 * seconds), "statement": told(text)}
    lines.tell("peerinspect.store", "slow statement", logging.INFO, **facts)


def told(text: str) -> str:
    """The text of a statement on one line: rows of places for values stand for one, and no words are quoted."""
    short = _PLACES.sub(r"\1, …", _WORDS.sub("'…'", _BLANKS.sub(" ", text)))
    return short if len(short) <= LONGEST_TEXT else short[:LONGEST_TEXT] + " …"
