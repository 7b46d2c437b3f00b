"""What the OpenAPI document says of changes: the headers that they want, and how one request leads to the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from peerinspect.web.api.changes.keys import HEADER, LONGEST
from peerinspect.web.api.changes.making import MAKING, RESTING, TRIED
from peerinspect.web.api.changes.trying import Tried
from peerinspect.web.api.where import PREFIX

Operation = dict[str, Any]
_ETAG = {"ETag": {"description": "The version of what this reader sees", "schema": {"type": "string"}}}
_LOCATION = {"Location": {"description": "Where it is found", "schema": {"type": "string"}}}
IF_MATCH: Operation = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what you read, in quotes. Without it: 428. Where somebody changed the thing since: 412",
    "schema": {"type": "string", "pattern": '^"[0-9a-f]{32}"$'},
}
KEY: Operation = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "A text of your own, new for each thing. Sent again with it, nothing is made twice",
    "schema": {"type": "string", "maxLength": LONGEST, "pattern": "^[!-~]+$"},
}


def complete(document: dict[str, Any], problem: Callable[[int], dict[str, Any]]) -> None:
    """Add what holds of changes to a document. `problem` says how a refusal is documented."""
    found = {_name(operation): (path, operation) for path, operation in _operations(document)}
    for endpoint, shown in RESTING.items():
        path, operation = found[_flat(endpoint)]
        _rests(operation, problem)
        _leads(found[_flat(shown)][1], "200", operation, path, {"header.If-Match": "$response.header.ETag"})
    for endpoint, rule in MAKING.items():
        path, operation = found[_flat(endpoint)]
        _makes(operation, problem)
        target = next((each for at, each in found.values() if at == _path(rule) and _is_get(each)), None)
        if target is not None:
            _leads(operation, "202" if "202" in operation["responses"] else "201", target, _path(rule), {})
    document["components"]["schemas"] |= _schemas(Tried)
    for endpoint in TRIED:
        _is_tried(found[_flat(endpoint)][1])


def _schemas(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model and of what stands in it, by name."""
    told = model.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    return {**told.pop("$defs", {}), model.__name__: told}


def _is_tried(operation: Operation) -> None:
    """Say that it can be tried out: what is told then, in the place of the thing."""
    answer = operation["responses"].setdefault("200", {"description": "What it would do: nothing was changed"})
    tried = {"$ref": f"#/components/schemas/{Tried.__name__}"}
    told = answer.setdefault("content", {}).setdefault("application/json", {})
    told["schema"] = {"anyOf": [told["schema"], tried]} if "schema" in told else tried
    operation["responses"].setdefault("422", {"description": "Refused"})


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, methods in document["paths"].items():
        yield from ((path, operation) for operation in methods.values())


def _flat(endpoint: str) -> str:
    return endpoint.replace(".", "_")


def _name(operation: Operation) -> str:
    return str(operation["operationId"]).partition("_")[2]


def _is_get(operation: Operation) -> bool:
    return str(operation["operationId"]).startswith("get_")


def _path(rule: str) -> str:
    """A rule as the document writes an address."""
    return PREFIX + re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)


def _rests(operation: Operation, problem: Callable[[int], dict[str, Any]]) -> None:
    operation.setdefault("parameters", []).append(IF_MATCH)
    answers = operation["responses"]
    answers["200"]["headers"] = _ETAG
    answers["204"] = {"description": "It is changed, and not to be seen any more"}
    answers |= {str(status): problem(status) for status in (409, 412, 415, 422, 428)}


def _makes(operation: Operation, problem: Callable[[int], dict[str, Any]]) -> None:
    operation.setdefault("parameters", []).append(KEY)
    answers = operation["responses"]
    answers["202" if "202" in answers else "201"]["headers"] = _LOCATION
    answers |= {str(status): problem(status) for status in (409, 415, 422)}


def _leads(operation: Operation, status: str, to: Operation, path: str, more: dict[str, str]) -> None:
    """Say that what came back leads to another request: what its address names is known by then."""
    known = {f"path.{each['name']}" for each in operation.get("parameters", ()) if each["in"] == "path"}
    wanted = re.findall(r"{([^{}]+)}", path)
    given = {
        f"path.{name}": f"$request.path.{name}" if f"path.{name}" in known else "$response.body#/id" for name in wanted
    }
    unknown = [name for name in wanted if f"path.{name}" not in known]
    if len(unknown) > 1 or (unknown and status == "200"):
        return
    link = {"operationId": to["operationId"], "parameters": {**given, **more}}
    operation["responses"][status].setdefault("links", {})[str(to["operationId"])] = link
