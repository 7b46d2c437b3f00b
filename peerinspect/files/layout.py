"""How a problem file is laid out: an entry a line, so that it can be read, searched and compared by line."""

from __future__ import annotations

import json
from typing import Any


def one_entry_a_line(problem: dict[str, Any]) -> str:
    """The problem as text, ending with a newline."""
    sections = ",\n".join(f"  {_text(key)}: {_section(value)}" for key, value in problem.items())
    return f"{{\n{sections}\n}}\n"


def _section(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _text(value)
    entries = ",\n".join(f"    {_text(entry)}" for entry in value)
    return f"[\n{entries}\n  ]"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
