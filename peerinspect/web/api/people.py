"""People, as far as the reader may see them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from peerinspect.services import disclosure, views
from peerinspect.web.api.frame import Linked, Page, at, history, lines, listed, shows, thing, topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("people", "People")


class People(Page):
    """Which people are wanted."""

    q: Annotated[str, Field(max_length=100, description="Words of the name")] = ""
    council: Annotated[str, Field(max_length=100, description="Words of the council's name")] = ""
    region: Annotated[str, Field(max_length=60)] = ""
    kind: Literal["", "inspect", "chair", "support", "second", "interim", "review"] = ""
    level: Literal["", "observer", "assistant", "authorised", "none"] = ""
    due: Literal["", "declaration", "vetting", "consent"] = ""
    aspirant: bool = False
    left: bool = False


def links(person_id: str) -> dict[str, str]:
    """Where what belongs to a person is found."""
    here = at("people", person_id)
    return {"self": here, "stands": f"{here}/stands", "history": f"{here}/history"}


@shows(group, "/people", "open a person", lines(views.PersonLine), People)
def people(asked: People) -> dict[str, Any]:
    """People, by name.

    Coordinators and the liaison see all, chief executives those of their own council, directors themselves.
    """
    wanted = views.PeopleAsked(
        asked.q, asked.kind, asked.region, asked.council, asked.level, asked.due, asked.aspirant, asked.left
    )
    return listed(
        lambda number: disclosure.people(reader(), today(), wanted, number).cut, asked, "id", lambda one: links(one.id)
    )


@shows(group, "/people/<person_id>", "open a person", thing(views.PersonDetail))
def person(person_id: str) -> Linked:
    """One person: posts, offers, declared ties, consents, and what they do."""
    return Linked(disclosure.person(reader(), person_id, today()), links(person_id))


history(group, "person", "/people/<person_id>")
