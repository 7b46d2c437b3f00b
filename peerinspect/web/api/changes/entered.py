"""What a program sends for a change, as pydantic models: made from the command that pages fill too, field by field."""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, create_model
from pydantic import Field as Entry

from peerinspect.web.api.schemas import Body

MOST_TEXT, MOST_ITEMS, MOST_NUMBER = 4000, 200, 10**6
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""The days that can be meant: a century around whoever is in office."""
Command = TypeVar("Command")


def _meant(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError(f"This must be a day from {FIRST} to {LAST}")
    return day


Text = Annotated[str, Entry(max_length=MOST_TEXT, pattern=r"^[^\x00]*$")]
Number = Annotated[int, Entry(ge=-MOST_NUMBER, le=MOST_NUMBER)]
Real = Annotated[float, Entry(ge=-MOST_NUMBER, le=MOST_NUMBER, allow_inf_nan=False)]
Day = Annotated[date, AfterValidator(_meant)]
Exact = Annotated[str, Entry(pattern=r"^[0-9]{1,6}(/[1-9][0-9]{0,3})?$", description="An exact number, like 7 or 7/2")]
_PLAIN: Mapping[Any, Any] = {str: Text, int: Number, float: Real, date: Day, bool: bool, type(None): type(None)}


@cache
def body_of(command: type, given: frozenset[str] = frozenset(), may_lack: frozenset[str] | None = None) -> type[Body]:
    """The model of what is sent to fill a command. `given` are the fields that the address or the view gives.

    `may_lack` is for what takes the place of what is there: all but these fields have to be sent, so that nothing is
    emptied by leaving it out. None where the command's own defaults stand for what is not sent.
    """
    hints = get_type_hints(command)
    wanted = [each for each in fields(command) if each.name not in given]
    named = {each.name: _wanted(each, hints[each.name], may_lack, given) for each in wanted}
    told = " ".join((command.__doc__ or "").split())
    name = f"{command.__name__}Body" if may_lack is None else f"{command.__name__}WholeBody"
    return create_model(name, __base__=Body, __doc__=told, **named)


def _wanted(each: Field[Any], hint: Any, may_lack: frozenset[str] | None, given: frozenset[str]) -> Any:
    if may_lack is None or each.name in may_lack:
        return _entry(each, hint)
    is_nested = isinstance(hint, type) and is_dataclass(hint)
    return (body_of(hint, given, frozenset()) if is_nested else _kind(hint), ...)


def filled(command: type[Command], given: Mapping[str, Any], body: BaseModel | None) -> Command:
    """The command, with what the address gives and what was sent."""
    sent = {} if body is None else {name: getattr(body, name) for name in type(body).model_fields}
    hints, own = get_type_hints(command), command.__dataclass_fields__  # type: ignore[attr-defined]
    sent = {
        name: value
        for name, value in sent.items()
        if value is not None or own[name].default is None or _must(own[name])
    }
    meant = {name: _meaning(hints[name], value, given) for name, value in sent.items()}
    return command(**{name: value for name, value in given.items() if name in own}, **meant)


def _must(each: Field[Any]) -> bool:
    """Whether a command stands for nothing in this field's place."""
    return each.default is MISSING and each.default_factory is MISSING


def _entry(each: Field[Any], hint: Any) -> Any:
    """A field's type and what stands for it where it is not sent."""
    kind = _kind(hint)
    if each.default is not MISSING:
        default = str(each.default) if isinstance(each.default, Fraction) else each.default
        return (kind | None, None) if is_dataclass(each.default) else (kind, default)
    if each.default_factory is not MISSING:
        return kind | None, None
    return (kind, None) if type(None) in get_args(hint) else (kind, ...)


def _kind(hint: Any) -> Any:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint is Fraction:
        return Exact
    if isinstance(hint, type) and is_dataclass(hint):
        return body_of(hint)
    return _TELL[get_origin(hint)](get_args(hint))


def _union(parts: tuple[Any, ...]) -> Any:
    return Union[tuple(_kind(part) for part in parts)]  # noqa: UP007 - the parts are known only here


def _many(parts: tuple[Any, ...]) -> Any:
    told = tuple(part if part is Ellipsis else _kind(part) for part in parts)
    if Ellipsis in told:
        return Annotated[tuple[told], Entry(max_length=MOST_ITEMS)]  # type: ignore[valid-type]
    return tuple[told]  # type: ignore[valid-type]


def _mapping(parts: tuple[Any, ...]) -> Any:
    return Annotated[dict[Text, _kind(parts[1])], Entry(max_length=MOST_ITEMS)]  # type: ignore[misc]


_TELL: Mapping[Any, Callable[[tuple[Any, ...]], Any]] = {
    types.UnionType: _union,
    Union: _union,
    tuple: _many,
    dict: _mapping,
    Mapping: _mapping,
}


def _meaning(hint: Any, value: Any, given: Mapping[str, Any]) -> Any:
    """What was sent, as the command takes it: a nested command of its own, an exact number.

    What the address names is not asked for inside a nested command either, so that it cannot say something else.
    """
    wanted: Collection[Any] = get_args(hint) or (hint,)
    if isinstance(value, BaseModel):
        nested = next(each for each in wanted if isinstance(each, type) and is_dataclass(each))
        known = {name: each for name, each in given.items() if name not in type(value).model_fields}
        return filled(nested, known, value)
    return Fraction(value) if Fraction in wanted and isinstance(value, str) else value
