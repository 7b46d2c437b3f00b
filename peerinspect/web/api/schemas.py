"""What the API says of things, as pydantic models: each made from the view that pages show, field by field.

Views hold what their reader may see and nothing else, so what is told of one here is that, whole. The models are
strict: a view that does not hold what it says is a fault, never a guess. `/api/v1/openapi.json` tells programs of them.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from peerinspect.domain import Period

_PLAIN = frozenset({str, int, bool, float, date, datetime, type(None)})
NOT_TOLD = frozenset({"events"})
"""Fields that are a thing of their own: histories have their own address."""


class Resource(BaseModel):
    """What every answer derives from."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, from_attributes=True)


class Span(Resource):
    """A run of days, both of them counted; none where it is open, or not known."""

    start: date | None
    end: date | None


class Asked(BaseModel):
    """What the part of an address behind the question mark may ask; anything else in it is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=200)


class Body(BaseModel):
    """What every body that is sent derives from: strict, so that "5" is no number and 2026-10-05 alone is a day."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Exact = Annotated[str, BeforeValidator(str), Field(description="An exact number, like 7 or 7/2")]


@cache
def model_of(view: type, leave_out: frozenset[str] = frozenset()) -> type[Resource]:
    """The model that tells of a view, without some fields. Raises TypeError for a field that JSON cannot tell."""
    if view is Period:
        return Span
    hints = get_type_hints(view)
    named: dict[str, Any] = {
        each.name: (type_of(hints[each.name]), ...) for each in fields(view) if each.name not in leave_out | NOT_TOLD
    }
    return create_model(_name(view), __base__=Resource, __doc__=_told(view), **named)


def _name(view: type) -> str:
    """One name for each view: two that pages never show together may share theirs there, but not here."""
    module, name = view.__module__.rpartition(".")[2], view.__name__.removesuffix("View") or view.__name__
    return _RENAMED.get((module, name), name)


_RENAMED: Mapping[tuple[str, str], str] = {
    ("comparing", "WorkLine"): "ComparedLine",
    ("performance", "WorkLine"): "WorkOfYear",
    ("programme", "MemberLine"): "CohortMemberLine",
    ("register", "Review"): "DismissalReview",
}


def _told(view: type) -> str:
    """What the view says of itself, on one line."""
    return " ".join((view.__doc__ or "").split())


def type_of(hint: Any) -> Any:
    """The type by which a model tells of what a view's field holds."""
    if hint in _PLAIN or hint is Any:
        return hint
    if hint is Fraction:
        return Exact
    if isinstance(hint, type) and is_dataclass(hint):
        return model_of(hint)
    tell = _TELL.get(get_origin(hint))
    if tell is None:
        raise TypeError(f"the API cannot tell of {hint}")
    return tell(get_args(hint))


def _union(parts: tuple[Any, ...]) -> Any:
    return Union[tuple(type_of(part) for part in parts)]  # noqa: UP007 - the parts are known only here


def _tuple(parts: tuple[Any, ...]) -> Any:
    told = tuple(part if part is Ellipsis else type_of(part) for part in parts)
    return tuple[told]  # type: ignore[valid-type]


def _set(parts: tuple[Any, ...]) -> Any:
    several: Any = tuple[type_of(parts[0]), ...]  # type: ignore[misc]  # the parts are known only here
    return Annotated[several, BeforeValidator(lambda found: tuple(sorted(found)))]


def _mapping(parts: tuple[Any, ...]) -> Any:
    return Annotated[dict[str, type_of(parts[1])], BeforeValidator(_by_text)]  # type: ignore[misc]


def _by_text(found: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in found.items()}


_TELL: Mapping[Any, Callable[[tuple[Any, ...]], Any]] = {
    types.UnionType: _union,
    Union: _union,
    tuple: _tuple,
    frozenset: _set,
    Mapping: _mapping,
    dict: _mapping,
}
