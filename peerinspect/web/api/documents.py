"""What the API says of itself: an OpenAPI document for programs, and a page for people."""

from __future__ import annotations

import json
from typing import Any

from apiflask import APIFlask
from flask import Blueprint, current_app, render_template, request
from werkzeug.wrappers import Response

from peerinspect.web.access import requires
from peerinspect.web.api.bearer import scope_of
from peerinspect.web.api.changes import documented as changes
from peerinspect.web.api.problems import MEDIA_TYPE, SORTS
from peerinspect.web.api.where import PREFIX

blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
ALWAYS = (400, 401, 403, 404, 405, 413, 429, 500, 503)
"""What any address can answer besides what it is for."""
PASSES = (429, 503)
"""What passes by itself: the answer says when to come back."""
_RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}}
TITLE = "peerinspect API"
ABOUT = (
    "What pages show and do, for programs. Each request comes with the personal token of a user, and is answered as "
    "that user would be. Dates are ISO 8601; ids are those in the addresses of pages."
)
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What could not be done, and why (RFC 9457)",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"entry": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["entry", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}
SETTINGS: dict[str, Any] = {
    "OPENAPI_VERSION": "3.1.0",
    "AUTO_SERVERS": False,
    "AUTO_404_RESPONSE": False,
    "AUTO_VALIDATION_ERROR_RESPONSE": False,
    "AUTO_AUTH_ERROR_RESPONSE": False,
    "AUTO_OPERATION_ID": True,
    "VALIDATION_ERROR_STATUS_CODE": 422,
    "INFO": {"description": ABOUT},
    "SECURITY_SCHEMES": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "peer_..."}},
}


def init_app(app: APIFlask) -> None:
    """Say how the document is made."""
    app.config.update(SETTINGS)
    app.title, app.version = TITLE, "1"
    app.spec_processor(complete)  # type: ignore[arg-type]  # text is for YAML alone
    app.register_blueprint(blueprint)


@blueprint.get("/openapi.json")
@requires("read public pages")
def openapi() -> Response:
    """The OpenAPI document: it says nothing of what is in the service."""
    answer: Response = current_app.response_class(
        json.dumps(document(), ensure_ascii=False), mimetype="application/json"
    )
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.get("/")
@requires("read public pages")
def page() -> str:
    """What can a program ask, and how?"""
    return render_template("api/page.html", document=document(), problems=SORTS)


def document() -> dict[str, Any]:
    """The OpenAPI document, made once for each application."""
    kept: dict[str, Any] = current_app.extensions.setdefault("api document", {})
    if not kept:
        app = current_app
        assert isinstance(app, APIFlask)
        made = app.spec
        assert isinstance(made, dict), "text is for YAML alone"
        kept.update(made)
    return kept


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Add what holds of every address: the token, the problems, the ETag."""
    components = document.setdefault("components", {})
    components["schemas"]["Problem"] = PROBLEM
    for path in document["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    changes.complete(document, _problem)
    return document


def _complete(method: str, operation: dict[str, Any]) -> None:
    endpoint = operation["operationId"].removeprefix(f"{method}_")
    scope = _scopes().get(endpoint)
    operation["security"] = [{"token": []}] if scope else []
    if scope:
        operation["x-scope"] = scope
    for status in ALWAYS:
        operation["responses"].setdefault(str(status), _problem(status))
    if method == "get":
        operation["responses"]["304"] = {"description": "It is as If-None-Match says it was"}
        operation["responses"]["200"]["headers"] = {
            "ETag": {"description": "The version of what this reader sees", "schema": {"type": "string"}}
        }
        if any(each["in"] == "query" for each in operation["parameters"]):
            operation["responses"].setdefault("422", _problem(422))


def _scopes() -> dict[str, str | None]:
    return {name.replace(".", "_"): scope_of(name) for name in current_app.view_functions}


def _problem(status: int) -> dict[str, Any]:
    _, title, _ = SORTS[status]
    told = {"description": title, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return told | ({"headers": _RETRY_AFTER} if status in PASSES else {})
