"""The two JSON Schemas, and two ways to ask them: a quick yes or no, and every error.

The quick check compiles the schema into plain functions, since the library takes a minute over a hundred Englands.
The library has the last word: it alone names the errors, and the tests hold the two to the same verdict.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema
from jsonschema.validators import extend

Check = Callable[[Any], bool]

FIRST_YEAR, LAST_YEAR = 1900, 2199
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description"})


@cache
def schema_of(name: str) -> dict[str, Any]:
    """The schema called `problem` or `roster`."""
    text = files(__package__).joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def validator_of(name: str) -> jsonschema.Validator:
    """The library's validator. Its numbers are finite, and its dates exist and lie within four centuries' reach."""
    checker = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": lambda _, value: is_number(value), "integer": lambda _, value: is_whole(value)}
    )
    formats = jsonschema.FormatChecker(formats=())
    formats.checks("date")(is_date)
    extended: Any = extend(jsonschema.Draft202012Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    validator: jsonschema.Validator = extended(schema_of(name), format_checker=formats)
    return validator


@cache
def quick_check_of(name: str) -> Check:
    """A function that tells whether a value fits the schema, a dozen times faster than the library."""
    schema = schema_of(name)
    return _Compiler(schema["$defs"]).check(schema)


def is_number(value: Any) -> bool:
    """Whether it is a number that can be counted with: neither true or false, nor NaN, nor infinite."""
    return type(value) is int or (type(value) is float and math.isfinite(value))


def is_whole(value: Any) -> bool:
    """Whether it is a whole number; 1.0 is one, as JSON Schema has it."""
    return type(value) is int or (type(value) is float and value.is_integer())


def is_date(value: Any) -> bool:
    """Whether the text is a day in the calendar as YYYY-MM-DD; what is not text is not asked."""
    if not isinstance(value, str):
        return True
    if not _DATE.fullmatch(value):
        return False
    try:
        return FIRST_YEAR <= date.fromisoformat(value).year <= LAST_YEAR
    except ValueError:
        return False


_TYPES: Mapping[str, Check] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": is_number,
    "integer": is_whole,
}


class _Compiler:
    """Turns a schema into one function. It knows just the keywords that the two schemas use, and refuses others."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self.definitions = definitions
        self.compiled: dict[str, Check] = {}

    def check(self, schema: Mapping[str, Any] | bool) -> Check:
        if isinstance(schema, bool):
            return lambda value: schema
        if "$ref" in schema:
            return self.reference(schema["$ref"].removeprefix("#/$defs/"))
        checks = [self.keyword(word, schema) for word in schema if word not in _ANNOTATIONS]
        if len(checks) == 1:
            return checks[0]
        return lambda value: all(check(value) for check in checks)

    def reference(self, name: str) -> Check:
        if name not in self.compiled:
            self.compiled[name] = self.check(self.definitions[name])
        return self.compiled[name]

    def keyword(self, word: str, schema: Mapping[str, Any]) -> Check:
        if word in ("properties", "required"):
            return self.object_with(schema) if word == "properties" else _holding(schema["required"])
        if word in ("additionalProperties", "propertyNames"):
            return self.every_key_or_value(word, schema)
        if word in ("items", "prefixItems"):
            return self.list_of(word, schema)
        return _SIMPLE[word](schema[word])

    def object_with(self, schema: Mapping[str, Any]) -> Check:
        checks = {name: self.check(inner) for name, inner in schema["properties"].items()}
        return lambda value: (
            not isinstance(value, dict)
            or all(name not in checks or checks[name](inner) for name, inner in value.items())
        )

    def every_key_or_value(self, word: str, schema: Mapping[str, Any]) -> Check:
        known = frozenset(schema.get("properties", ()))
        inner = self.check(schema[word])
        if word == "propertyNames":
            return lambda value: not isinstance(value, dict) or all(map(inner, value))
        return lambda value: not isinstance(value, dict) or all(name in known or inner(value[name]) for name in value)

    def list_of(self, word: str, schema: Mapping[str, Any]) -> Check:
        before = len(schema.get("prefixItems", ()))
        if word == "items":
            inner = self.check(schema["items"])
            return lambda value: not isinstance(value, list) or all(map(inner, value[before:] if before else value))
        checks = [self.check(item) for item in schema["prefixItems"]]
        return lambda value: (
            not isinstance(value, list) or all(check(item) for check, item in zip(checks, value, strict=False))
        )


def _holding(required: list[str]) -> Check:
    names = frozenset(required)
    return lambda value: not isinstance(value, dict) or names <= value.keys()


def _typed(names: str | list[str]) -> Check:
    checks = [_TYPES[name] for name in ([names] if isinstance(names, str) else names)]
    return checks[0] if len(checks) == 1 else lambda value: any(check(value) for check in checks)


def _matching(pattern: str) -> Check:
    found = re.compile(pattern).search
    return lambda value: not isinstance(value, str) or found(value) is not None


def _all_different(wanted: bool) -> Check:
    return lambda value: not (wanted and isinstance(value, list)) or len({repr(item) for item in value}) == len(value)


_SIMPLE: Mapping[str, Callable[[Any], Check]] = {
    "type": _typed,
    "pattern": _matching,
    "uniqueItems": _all_different,
    "enum": lambda choices: lambda value: value in choices,
    "const": lambda wanted: lambda value: bool(value == wanted),
    "format": lambda name: is_date,
    "minimum": lambda least: lambda value: not is_number(value) or value >= least,
    "maximum": lambda most: lambda value: not is_number(value) or value <= most,
    "minLength": lambda least: lambda value: not isinstance(value, str) or len(value) >= least,
    "maxLength": lambda most: lambda value: not isinstance(value, str) or len(value) <= most,
    "minItems": lambda least: lambda value: not isinstance(value, list) or len(value) >= least,
    "maxItems": lambda most: lambda value: not isinstance(value, list) or len(value) <= most,
}
