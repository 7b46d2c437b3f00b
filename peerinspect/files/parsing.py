"""From a path to a JSON object, or to a refusal that says what stands in the way. Nonsense fails fast and small."""

from __future__ import annotations

import json
import os
import stat
from typing import Any

from peerinspect.files.places import Path, place, shown
from peerinspect.files.refusal import FileProblem
from peerinspect.independence.rubbish import not_collected

LARGEST = 256 * 1024 * 1024
"""Bytes. Today's England takes less than one megabyte, a hundred Englands about sixty."""


def read_object(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The JSON object in a file. Raises FileProblem, each sentence beginning with the path."""
    try:
        return parse_object(_content(path))
    except OSError as error:
        raise FileProblem([f"{os.fspath(path)}: {_reading_trouble(error)}"]) from None
    except FileProblem as refusal:
        raise FileProblem(f"{os.fspath(path)}: {sentence}" for sentence in refusal.sentences) from None


def parse_object(content: bytes) -> dict[str, Any]:
    """The JSON object in the bytes. Raises FileProblem when they are not UTF-8, not JSON or not one object."""
    text = _decoded(content)
    if not text.lstrip()[:1] == "{":
        raise FileProblem(["this is not a JSON object; a file begins with { and its format"])
    twice: list[dict[str, Any]] = []
    try:
        with not_collected():
            data = json.loads(text, object_pairs_hook=lambda pairs: _object(pairs, twice))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise FileProblem([f"this is not JSON at {where}: {error.msg}; correct it there"]) from None
    except RecursionError:
        raise FileProblem(["lists or objects are nested too deeply; a file needs no more than ten levels"]) from None
    except ValueError:
        raise FileProblem(["a number has thousands of digits; give one of sensible size"]) from None
    if twice:
        raise FileProblem([_given_twice(data, twice[0])])
    return data  # type: ignore[no-any-return]


def _content(path: str | os.PathLike[str]) -> bytes:
    with open(path, "rb") as file:
        size = os.fstat(file.fileno())
        content = file.read(LARGEST + 1) if not stat.S_ISREG(size.st_mode) or size.st_size <= LARGEST else None
    if content is None or len(content) > LARGEST:
        raise FileProblem([f"the file is larger than {LARGEST // 1024**2} MB; give a smaller one"])
    return content


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblem([f"this is not UTF-8 text at byte {error.start}; save the file as UTF-8"]) from None


def _reading_trouble(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the path"
    if isinstance(error, IsADirectoryError):
        return "this is a folder; give a file"
    return f"it cannot be read ({error.strerror or error}); give a file that can be"


class _Twice(dict[str, Any]):
    """An object in which a key was given more than once; `key` is the first such."""

    key = ""


def _object(pairs: list[tuple[str, Any]], twice: list[dict[str, Any]]) -> dict[str, Any]:
    entry = dict(pairs)
    if len(entry) == len(pairs):
        return entry
    marked = _Twice(entry)
    seen: set[str] = set()
    marked.key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    twice.append(marked)
    return marked


def _given_twice(data: Any, entry: dict[str, Any]) -> str:
    path = _path_to(data, entry)
    key = shown(getattr(entry, "key", ""))
    return f"{place(data, path)}: the key {key} is given twice; keep one"


def _path_to(data: Any, entry: dict[str, Any]) -> Path:
    """The path to the very object `entry`; empty when it was itself overwritten by a key given twice."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if value is entry:
            return path
        steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        waiting.extend(((*path, step), inner) for step, inner in steps if isinstance(inner, dict | list))
    return ()
