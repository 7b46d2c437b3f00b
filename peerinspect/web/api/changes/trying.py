"""What a change of a register would do to work to come, told before it is made: pages show it first, programs may ask.

With `?preview=true` the same request is checked and carried out like any other, and taken back: what the rules would
have against work to come is told, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from flask import request
from pydantic import Field
from werkzeug.wrappers import Response

from peerinspect.services.effects import effects_of
from peerinspect.services.views import NewObjection
from peerinspect.web.api.frame import told
from peerinspect.web.api.schemas import Asked, Resource, model_of
from peerinspect.web.clock import today
from peerinspect.web.session import reader


class Preview(Asked):
    """Whether a change is only to be tried."""

    preview: Annotated[
        bool, Field(description="Only tell what the rules would object to because of it; nothing is changed")
    ] = False


class Tried(Resource):
    """What a change would bring: objections to placements to come, none of which there is now. Nothing was changed."""

    objections: tuple[model_of(NewObjection), ...]  # type: ignore[valid-type]  # it is made from the view
    links: dict[str, str]


@dataclass(frozen=True, slots=True)
class Touched:
    """Whose work a change may touch: that of people, of all at some councils, and what people come to touch by it."""

    people: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    reaching: tuple[str, ...] = ()


Touches = Callable[[Mapping[str, Any], Any], Touched]
"""What the address names, and the command -> whose work it may touch."""


def one_person(given: Mapping[str, Any], command: Any) -> Touched:
    """A change about one person; the council that it names, if any, is one whose work they come to touch."""
    named = getattr(command, "authority", None) or getattr(getattr(command, "tie", None), "authority", None)
    return Touched(people=(given["person_id"],), reaching=(named,) if named else ())


def councils(given: Mapping[str, Any], command: Any) -> Touched:
    """A change about a council, and about those that it names."""
    into = getattr(command, "into", "")
    return Touched(codes=(given["code"], *getattr(command, "authorities", ()), *((into,) if into else ())))


def try_out(change: Callable[[], object], touched: Touched) -> Response:
    """Carry the change out, tell what it does to work to come, and take it back. Its refusals come through."""
    found = effects_of(change, reader(), today(), touched.people, touched.codes, touched.reaching)
    answer = told(Tried.model_validate({"objections": found, "links": {"change": request.path}}))
    del answer.headers["ETag"]
    return answer
