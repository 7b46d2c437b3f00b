"""A schema's errors in plain sentences: which entry is wrong, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import ValidationError

from peerinspect.files.places import place, shown
from peerinspect.files.schema import quick_check_of, validator_of

MOST_CHOICES = 12
"""More choices than this are not listed, only the closest ones."""


def schema_sentences(name: str, data: Any) -> Iterator[str]:
    """A sentence for each entry that the schema `problem` or `roster` refuses; one for each place in the file."""
    if quick_check_of(name)(data):
        return
    if isinstance(data, dict) and (wrong_format := _wrong_format(name, data)):
        yield wrong_format
        return
    try:
        yield from _once_a_place(name, data)
    except (RecursionError, OverflowError, ValueError):
        # The library builds its message from the whole value, which Python refuses for a bottomless or endless one.
        yield "the top level: an entry is nested too deeply or too long; give the entries that docs/files.md lists"


def _wrong_format(name: str, data: dict[str, Any]) -> str | None:
    """What is wrong with the format's name; the other errors of a file in another format would tell nobody anything."""
    wanted = f"peerinspect/{name}-1"
    if "format" not in data:
        return f'the top level: the key "format" is missing; give "format": "{wanted}"'
    if data["format"] != wanted:
        return f'format: {shown(data["format"])} is not the format expected here; give "{wanted}"'
    return None


def _once_a_place(name: str, data: Any) -> Iterator[str]:
    seen: set[tuple[str | int, ...]] = set()
    for error in validator_of(name).iter_errors(data):
        path = tuple(_pointed(error))
        if path not in seen:
            seen.add(path)
            yield f"{place(data, path)}: {_trouble(error)}"


def _pointed(error: ValidationError) -> list[str | int]:
    """The path of what is wrong: an unknown key is pointed at itself, not at the object around it."""
    path = list(error.absolute_path)
    if error.validator == "additionalProperties":
        path.append(_unknown_keys(error)[0])
    return path


def _trouble(error: ValidationError) -> str:
    return _WORDS.get(str(error.validator), _does_not_fit)(error)


def _wanted(error: ValidationError) -> str:
    schema: Any = error.schema
    return str(schema.get("description", "another value") if isinstance(schema, Mapping) else "another value")


def _does_not_fit(error: ValidationError) -> str:
    an_object = "an object: " if error.validator_value == "object" else ""
    return f"{shown(error.instance)} does not fit; give {an_object}{_wanted(error)}"


def _too(size: str) -> Callable[[ValidationError], str]:
    return lambda error: f"{shown(error.instance)} is too {size}; give {_wanted(error)}"


def _missing(error: ValidationError) -> str:
    keys = [key for key in _list(error.validator_value) if key not in _list(error.instance)]
    names = ", ".join(f'"{key}"' for key in keys)
    return f"the key {names} is missing; add it" if len(keys) == 1 else f"the keys {names} are missing; add them"


def _unknown_keys(error: ValidationError) -> list[str]:
    known = _known_keys(error)
    return [str(key) for key in _list(error.instance) if key not in known]


def _known_keys(error: ValidationError) -> list[str]:
    schema: Any = error.schema
    return list(schema["properties"])


def _unknown(error: ValidationError) -> str:
    unknown, known = _unknown_keys(error), _known_keys(error)
    others = f" (and {len(unknown) - 1} more like it)" if len(unknown) > 1 else ""
    return f"this key is not known in {_wanted(error)}{others}; {_choice(unknown[0], known)}"


def _not_a_choice(error: ValidationError) -> str:
    choices = [choice for choice in _list(error.validator_value) if choice is not None]
    return f"{shown(error.instance)} is not {_wanted(error)}; {_choice(error.instance, choices)}"


def _choice(given: Any, choices: list[str]) -> str:
    """What to give instead: the closest choice, or all of them where they are few."""
    close = difflib.get_close_matches(given[:80], choices, 1) if isinstance(given, str) else []
    if close:
        return f'did you mean "{close[0]}"?'
    listed = ", ".join(choices[:MOST_CHOICES])
    return f"give one of {listed}" + (", ... (docs/files.md lists them all)" if len(choices) > MOST_CHOICES else "")


def _twice(error: ValidationError) -> str:
    return f"the same entry is given twice; give {_wanted(error)}"


def _list(value: Any) -> list[Any]:
    """The entries of a list, or the keys of an object."""
    return list(value)


_WORDS: Mapping[str, Callable[[ValidationError], str]] = {
    "minimum": _too("small"),
    "maximum": _too("large"),
    "minLength": _too("short"),
    "maxLength": _too("long"),
    "required": _missing,
    "additionalProperties": _unknown,
    "enum": _not_a_choice,
    "uniqueItems": _twice,
}
