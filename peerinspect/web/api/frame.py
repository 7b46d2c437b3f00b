"""How an address of the API is made: its label, its scope, what may be asked, what it shows, and its version."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from apiflask import APIBlueprint
from flask import current_app, request
from pydantic import BaseModel, Field, create_model
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.api_tokens import READ
from peerinspect.services.versions import version_of
from peerinspect.services.views import EventLine
from peerinspect.web.access import requires
from peerinspect.web.api import bodies as bodies  # it says how bodies are read, before any view is made
from peerinspect.web.api.bearer import within
from peerinspect.web.api.cursors import MOST, USUAL, Slice, Source, walk, whole
from peerinspect.web.api.schemas import Asked, Resource, model_of
from peerinspect.web.api.where import PREFIX
from peerinspect.web.clock import today
from peerinspect.web.session import reader

View = TypeVar("View", bound=Callable[..., Any])
LONGEST_ID = 40
"""Characters of an id in a cursor, which holds a few of them and has at most 600 itself."""


class Page(Asked):
    """How much of a list is wanted, from where on."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="How many at most")] = USUAL
    cursor: Annotated[str | None, Field(max_length=600, description="Where the page before said to go on")] = None


class Lines(Resource):
    """Some of a list. `next` is the address to go on at, and null at the end."""

    next: str | None


def topic(name: str, tag: str) -> APIBlueprint:
    """A group of addresses. `name` is that of the endpoints, `tag` the heading under which they are documented."""
    return APIBlueprint(f"api_{name}", __name__, url_prefix=PREFIX, tag=tag)


def thing(view: type, *leave_out: str) -> type[Resource]:
    """The model of one thing: its view, and links."""
    model = model_of(view, frozenset(leave_out))
    return create_model(model.__name__, __base__=model, __doc__=model.__doc__, links=(dict[str, str], ...))


def lines(view: type, *leave_out: str) -> type[Lines]:
    """The model of a list of things."""
    model = thing(view, *leave_out)
    items: Any = tuple[model, ...]  # type: ignore[valid-type]  # it is made from the view
    return create_model(f"{model.__name__}List", __base__=Lines, __doc__=Lines.__doc__, items=(items, ...))


def shows(
    group: APIBlueprint, rule: str, action: str, model: type[BaseModel], asked: type[Asked] | None = None,
    scope: str | None = READ,
) -> Callable[[View], View]:  # fmt: skip
    """Make a view answer at an address with what `model` tells of what it returns.

    The view returns something that the model can be made from, and takes what was asked as its last argument where
    `asked` says what may be. `action` is a label of web.access; `scope` what the token needs, None for anybody.
    """

    def make(view: View) -> View:
        made = _answering(view, model)
        if asked is not None:
            made = group.input(asked, location="query", arg_name="asked")(made)
        made = requires(action)(group.output(model)(made))
        made = within(scope)(made) if scope else made
        group.get(rule)(made)
        return view

    return make


def _answering(view: Callable[..., Any], model: type[BaseModel]) -> Callable[..., Response]:
    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        return told(model.model_validate(view(*args, **kwargs)))

    return answer


def told(shown: BaseModel, status: int = 200) -> Response:
    """The answer that tells of something, with its version: the ETag is of what this reader sees, and nothing else."""
    content = shown.model_dump(mode="json")
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    answer: Response = current_app.response_class(text, status, mimetype="application/json")
    answer.set_etag(version_of(content))
    if content.get("next"):
        answer.headers["Link"] = f'<{content["next"]}>; rel="next"'
    return answer.make_conditional(request) if request.method in ("GET", "HEAD") else answer


def version(shown: BaseModel) -> str:
    """The version of what a reader sees, as the ETag of the address that shows it says."""
    return version_of(shown.model_dump(mode="json"))


RECORDS: Mapping[str, str] = {
    "people": "record",
    "authorities": "record",
    "boards": "record",
    "chairs": "state",
    "duties": "facts",
    "vacancies": "holders",
    "reviews": "state",
    "rosters": "state",
    "waivers": "state",
}
"""Sort of thing -> where that is read of it which changes rest on."""


def _record_of(address: str) -> dict[str, str]:
    """The link to what changes of a thing rest on; nothing for what is not changed."""
    sort, _, id_ = address.removeprefix(f"{PREFIX}/").partition("/")
    return {"record": f"{address}/{RECORDS[sort]}"} if sort in RECORDS and id_ and "/" not in id_ else {}


class Linked:
    """A view with its links, for the model of a thing to be made from."""

    def __init__(self, view: Any, links: Mapping[str, str]) -> None:
        self._view = view
        self.links = {**links, **_record_of(links.get("self", ""))}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)


def listed(
    source: Source[Any] | Sequence[Any], asked: Page, key: str | Callable[[Any], str],
    links: Callable[[Any], Mapping[str, str]],
) -> dict[str, Any]:  # fmt: skip
    """The part of a list that is asked for. `key` is the id of an item, or the name of the field that holds it."""
    id_of = key if callable(key) else lambda item: str(getattr(item, key))
    pages = source if callable(source) else whole(source)
    found: Slice[Any] = walk(pages, lambda item: _short(id_of(item)), asked.limit, asked.cursor, _question())
    onward = _address(cursor=found.cursor) if found.cursor else None
    return {"items": tuple(Linked(item, links(item)) for item in found.items), "next": onward}


def _short(id_: str) -> str:
    """An id itself; of what is told apart by whole sentences their digest, so that no cursor outgrows its address."""
    return id_ if len(id_) <= LONGEST_ID else version_of(id_)


def _question() -> str:
    """Who asks what: a cursor is good for nothing else."""
    asked = sorted((name, value) for name, value in request.args.items() if name not in ("cursor", "limit"))
    return json.dumps([reader().user_id, reader().sealed_off, request.path, asked])


def _address(**changed: str) -> str:
    """This address, asking the same but for what is changed."""
    return f"{request.path}?{urlencode({**request.args.to_dict(), **changed})}"


def at(*parts: object) -> str:
    """An address of the API."""
    return "/".join((PREFIX, *(str(part) for part in parts)))


Links = Callable[[Any], Mapping[str, str]]


def no_links(_item: Any) -> Mapping[str, str]:
    """For what has no address of its own."""
    return {}


def one(
    group: APIBlueprint, name: str, rule: str, action: str, view: type, find: Callable[..., Any], about: str,
    links: Callable[..., Mapping[str, str]] | None = None,
) -> None:  # fmt: skip
    """Answer at an address with one thing. `find` takes what stands in the address, `links` the same."""

    def answer(**ids: str) -> Linked:
        own = {"self": request.path}
        return Linked(find(**ids), own | dict(links(**ids)) if links else own)

    _named(answer, name, about)
    shows(group, rule, action, thing(view))(answer)


def many(
    group: APIBlueprint, name: str, rule: str, action: str, view: type, find: Callable[..., Any], about: str,
    key: str | Callable[[Any], str], links: Links = no_links,
) -> None:  # fmt: skip
    """Answer at an address with a list. `find` takes what stands in the address and hands back a list, or a source of
    pages; `key` tells its items apart."""

    def answer(asked: Page, **ids: str) -> dict[str, Any]:
        return listed(find(**ids), asked, key, links)

    _named(answer, name, about)
    shows(group, rule, action, lines(view), Page)(answer)


def _named(answer: Callable[..., Any], name: str, about: str) -> None:
    """What the library makes the endpoint and the documentation from."""
    answer.__name__ = answer.__qualname__ = name
    answer.__doc__ = about


def digest_key(item: Any) -> str:
    """What tells things apart that have no id: all that they say."""
    return version_of(item)[:16]


def history(group: APIBlueprint, sort: str, rule: str, action: str = "see histories") -> None:
    """Answer with what happened to a record. `rule` leads to the record and has one part that is its id."""

    def find(**ids: str) -> Source[Any]:
        (subject,) = ids.values()
        return lambda number: disclosure.history_of(reader(), sort, subject, number, today())

    about = "What happened to this record, the latest first."
    many(group, f"{sort}_history", f"{rule}/history", action, EventLine, find, about, digest_key)
