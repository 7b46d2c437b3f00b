"""How a program changes something: with the version that it saw, once for each key, refused in the words of pages."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apiflask import APIBlueprint
from flask import current_app, request
from pydantic import BaseModel
from werkzeug.wrappers import Response

from peerinspect.services.api_tokens import CHANGE
from peerinspect.services.refusal import NotFound
from peerinspect.services.versions import unless_changed
from peerinspect.web.access import requires
from peerinspect.web.api.bearer import within
from peerinspect.web.api.changes.entered import body_of, filled
from peerinspect.web.api.changes.keys import Made, once
from peerinspect.web.api.changes.trying import Preview, Touches, try_out
from peerinspect.web.api.frame import Linked, at, shows, thing, told
from peerinspect.web.api.problems import Problem
from peerinspect.web.api.schemas import Resource
from peerinspect.web.clock import today
from peerinspect.web.session import reader

UseCase = Callable[..., Any]
_NEEDED = "This is needed"
_NAMED = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_ONE = "Send one ETag, in quotes, as it came with what you read"


class Created(Resource):
    """What was made, and where it is found."""

    id: str
    links: dict[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """A thing that changes rest on: how it reads, and its address, whose ETag goes into If-Match."""

    rule: str
    endpoint: str
    model: type[BaseModel]
    read: Callable[..., Any]

    def shown(self, given: Mapping[str, Any]) -> BaseModel:
        """The thing as the reader sees it now. Raises NotFound where they see none."""
        wanted = inspect.signature(self.read).parameters
        return self.model.model_validate(self.read(**{name: given[name] for name in wanted}))

    def address(self, given: Mapping[str, Any]) -> str:
        """Where it is read."""
        return address_of(self.rule, given)


def address_of(rule: str, given: Mapping[str, Any]) -> str:
    """An address of the API by its rule."""
    return at(*(_NAMED.sub(lambda found: str(given[found[1]]), rule).strip("/").split("/")))


def record(
    group: APIBlueprint, rule: str, action: str, view: type, read: Callable[..., Any], about: str, *leave_out: str
) -> Record:
    """Show a thing at an address, so that changes may rest on it. `read` takes what the address names."""
    model = thing(view, *leave_out)

    def shown(**given: Any) -> Linked:
        return Linked(read(**given), {"self": address_of(rule, given)})

    shown.__doc__, shown.__name__ = about, _name("read", rule)
    shown.__signature__ = inspect.signature(read)  # type: ignore[attr-defined]
    shows(group, rule, action, model)(shown)
    return Record(rule, f"{group.name}.{shown.__name__}", model, shown)


@dataclass(frozen=True, slots=True)
class Change:
    """What a change is: the label of web.access that it needs, its command, and the use case that carries it out.

    `rests_on` is the thing whose version the program must have seen; None where something is made or asked for.
    `leads_to` is the rule of the address of what was made, in which the use case's answer stands as `made`.
    `fixed` are fields of the command that the address stands for; `is_long` marks work that goes on afterwards.
    What is put in the place of something has to be sent whole but for `may_lack`; `needs` says, by what the address
    names, which of those have to be sent nevertheless. `touches` says whose work to come it may touch: then it can be
    tried out, as pages show what it would do before it is made.
    """

    action: str
    command: type
    use_case: UseCase
    rests_on: Record | None = None
    leads_to: str = ""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
    scope: str = CHANGE
    is_long: bool = False
    may_lack: tuple[str, ...] = ()
    needs: Callable[[Mapping[str, Any]], tuple[str, ...]] = lambda _: ()
    touches: Touches | None = None


RESTING: dict[str, str] = {}
"""Endpoint of a change -> the endpoint that shows what it rests on, whose ETag it wants in If-Match."""
TRIED: set[str] = set()
"""The endpoints of changes that can be tried out."""
MAKING: dict[str, str] = {}
"""Endpoint that makes something -> the rule of the address where that is found. It takes an Idempotency-Key."""


def takes(group: APIBlueprint, rule: str, about: str, change: Change, method: str = "POST") -> None:
    """Let programs make a change at an address. What the rule names fills the command's fields of that name."""
    named = frozenset(_NAMED.findall(rule))
    given = named | set(change.fixed) | set(change.leave_out)
    model = body_of(change.command, frozenset(given), frozenset(change.may_lack) if method == "PUT" else None)
    view = _view(change, model)
    view.__doc__, view.__name__ = about, _name(method.lower(), rule)
    endpoint = f"{group.name}.{view.__name__}"
    made = group.input(model, location="json", arg_name="body")(view) if model.model_fields else view
    if change.touches is not None:
        TRIED.add(endpoint)
        made = group.input(Preview, location="query", arg_name="asked")(made)
    if change.rests_on is not None:
        RESTING[endpoint] = change.rests_on.endpoint
        made = group.output(change.rests_on.model)(made)
    else:
        MAKING[endpoint] = change.leads_to
        made = group.output(Created, status_code=202 if change.is_long else 201)(made)
    made = within(change.scope)(requires(change.action)(made))
    group.route(rule, methods=[method], endpoint=view.__name__)(made)


def _view(change: Change, model: type[BaseModel]) -> Callable[..., Response]:
    def make(body: BaseModel | None = None, asked: Preview | None = None, **given: Any) -> Response:
        _check_whole(body, change.needs(given))
        command: object = filled(change.command, {**given, **change.fixed}, body)

        def carry_out() -> Any:
            return change.use_case(command, reader(), today())

        if asked is not None and asked.preview:
            return _tried(change, given, command, carry_out)
        if change.rests_on is None:
            return _made(change, given, carry_out)
        return _changed(change.rests_on, given, carry_out)

    return make


def _check_whole(body: BaseModel | None, needed: tuple[str, ...]) -> None:
    """Raise Problem where something was left out that the change is about."""
    lacking = [name for name in needed if body is None or name not in body.model_fields_set]
    if lacking:
        raise Problem(422, "", {name: _NEEDED for name in lacking})


def _tried(change: Change, given: Mapping[str, Any], command: object, carry_out: Callable[[], Any]) -> Response:
    """Try the change out, under the version that was seen where it rests on one."""
    assert change.touches is not None, "only what touches work to come asks whether it is only to be tried"
    touched, rests_on = change.touches(given, command), change.rests_on
    if rests_on is None:
        return try_out(carry_out, touched)
    seen = seen_version()
    rests_on.shown(given)  # what is not there is no one's, whoever is touched
    return try_out(
        lambda: unless_changed(seen, lambda: rests_on.shown(given).model_dump(mode="json"), carry_out), touched
    )


def _changed(rests_on: Record, given: Mapping[str, Any], carry_out: Callable[[], Any]) -> Response:
    """Make the change under the version that was seen, and tell how the thing is now; 204 where it is gone."""
    unless_changed(seen_version(), lambda: rests_on.shown(given).model_dump(mode="json"), carry_out)
    try:
        return told(rests_on.shown(given))
    except NotFound:
        return current_app.response_class(status=204)


def seen_version() -> str:
    """The version that the program saw. Raises Problem 428 where it does not say which."""
    if "If-Match" not in request.headers:
        raise Problem(428)
    tags = request.if_match.as_set()
    if request.if_match.star_tag or len(tags) != 1:
        raise Problem(428, _ONE, {"If-Match": _ONE})
    return str(next(iter(tags)))


def _made(change: Change, given: Mapping[str, Any], carry_out: Callable[[], Any]) -> Response:
    """Make something once for its key, and say where it is."""

    def make() -> Made:
        found = carry_out()
        id_ = "" if found is None else str(found)
        return Made(id_, address_of(change.leads_to, {**given, "made": id_}))

    made = once(make)
    answer = told(Created(id=made.id, links={"self": made.address}), 202 if change.is_long else 201)
    answer.headers["Location"] = made.address
    del answer.headers["ETag"]
    return answer


def _name(method: str, rule: str) -> str:
    return f"{method}_{re.sub(r'[^a-z]+', '_', _NAMED.sub(lambda found: found[1], rule).lower()).strip('_')}"


__all__ = ["Change", "Created", "Record", "UseCase", "record", "takes"]
