"""How a body that a program sends is read: JSON, and strictly, so that nothing in it is guessed at."""

from __future__ import annotations

from typing import Any

from apiflask.schema_adapters import registry
from apiflask.schema_adapters.pydantic import PydanticAdapter
from flask import Request
from pydantic import BaseModel, ValidationError

from peerinspect.web.api.problems import Problem


class StrictAdapter(PydanticAdapter):
    """The library's reading of what is asked and sent, but for bodies: those are read as JSON says, days included."""

    def validate_input(self, request: Request, location: str, **kwargs: Any) -> BaseModel:
        """The model of what came in. Raises Problem where it does not fit."""
        if location == "json" and request.mimetype != "application/json":
            raise Problem(415)
        try:
            if location == "json":
                return self.model_class.model_validate_json(whole_body(request))
            return self.model_class.model_validate(request.args.to_dict())
        except ValidationError as error:
            raise Problem(422, "", by_entry(error)) from None


def whole_body(request: Request) -> bytes:
    """What was sent. Raises RequestEntityTooLarge also where it came in pieces, without its length.

    Of such a body the library hands over as much as is allowed and leaves the rest; asked for more, it says so.
    """
    found = request.get_data()
    request.stream.read(1)
    return found


def by_entry(error: ValidationError) -> dict[str, str]:
    """What is wrong with each entry, like "posts.0.from"; "body" stands for the whole."""
    found: dict[str, str] = {}
    for each in error.errors(include_url=False, include_input=False, include_context=False):
        entry = ".".join(str(part) for part in each["loc"]) or "body"
        found.setdefault(entry, _sentence(each["type"], each["msg"]))
    return found


def _sentence(sort: str, told: str) -> str:
    """In plain words; the library's own where there are none."""
    return _SAID.get(sort, told)


_SAID = {
    "extra_forbidden": "There is no such entry here",
    "missing": "This is needed",
    "int_parsing": "This must be a whole number",
    "int_type": "This must be a whole number",
    "bool_parsing": "This must be true or false",
    "bool_type": "This must be true or false",
    "string_type": "This must be a text",
    "date_type": "This must be a day, like 2026-10-05",
    "date_parsing": "This must be a day, like 2026-10-05",
    "date_from_datetime_parsing": "This must be a day, like 2026-10-05",
    "json_invalid": "This is no JSON",
    "model_type": "This must be an object",
    "model_attributes_type": "This must be an object",
}

# The library looks up what reads a model by this name, when a view is made.
registry.register("pydantic", StrictAdapter)
