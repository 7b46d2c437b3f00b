"""Where in a file something stands, in words: `people[3] (p-0004).offers[0].days`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import Any

Path = Sequence[str | int]
"""Keys and list positions from the top of the file down to an entry."""

LONGEST = 60
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,59}")


def place(data: Any, path: Path) -> str:
    """The path in words; an entry that has an id or a code is named by it too. The empty path is the top level."""
    words = ""
    for step in path:
        data = _inside(data, step)
        if isinstance(step, int):
            words += f"[{step}]{_named(data)}"
        else:
            words += ("." if words else "") + (step if _PLAIN_KEY.fullmatch(step) else shown(step))
    return words or "the top level"


def shown(value: Any) -> str:
    """A value as a reader would recognise it: short, on one line, and only as much of it as is needed."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str):
        return _clipped(json.dumps(value[: LONGEST + 1]))
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, int) and value.bit_length() > 200:
        return "a very large number"
    if value is None or isinstance(value, int | float):
        return _clipped(json.dumps(value))
    return f"a value of type {type(value).__name__}"


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _inside(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None


def _named(entry: Any) -> str:
    """The entry's own name in brackets, where it has a usable one."""
    if not isinstance(entry, dict):
        return ""
    name = entry.get("id", entry.get("code"))
    if not isinstance(name, str) or not name:
        return ""
    return f" ({_clipped(json.dumps(name[: LONGEST + 1])[1:-1])})"
