"""Declared ties between people and councils, as far as the reader may read of them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from peerinspect.services import disclosure, views
from peerinspect.web.api.frame import Page, at, lines, listed, many, one, shows, topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("declarations", "Declarations")


class Ties(Page):
    """Which declared ties are wanted."""

    q: Annotated[str, Field(max_length=100, description="Words of a person's or a council's name")] = ""
    kind: Annotated[str, Field(max_length=40)] = ""
    state: Annotated[str, Field(max_length=40)] = ""


@shows(group, "/interests", "keep the register", lines(views.RegisterLine), Ties)
def interests(asked: Ties) -> dict[str, Any]:
    """The register of interests."""
    return listed(
        lambda number: disclosure.register_page(reader(), today(), asked.q, asked.kind, asked.state, number),
        asked,
        lambda each: str(each.tie.id),
        lambda each: {"self": at("interests", each.tie.id), "person": at("people", each.person_id)},
    )


one(
    group, "interest", "/interests/<interest_id>", "keep the register", views.TieDetail,
    lambda interest_id: disclosure.tie(reader(), interest_id, today()),
    "One declared tie, with what was proposed and decided on it.",
)  # fmt: skip
one(
    group, "person_stands", "/people/<person_id>/stands", "keep the register", views.PersonStands,
    lambda person_id: disclosure.person_stands(reader(), person_id, today()),
    "How a person stands with each council.", lambda person_id: {"person": at("people", person_id)},
)  # fmt: skip
one(
    group, "authority_stands", "/authorities/<code>/stands", "keep the register", views.CouncilStands,
    lambda code: disclosure.council_stands(reader(), code, today()),
    "How people stand with a council.", lambda code: {"authority": at("authorities", code)},
)  # fmt: skip
many(
    group, "look_backs", "/look-backs", "keep the register", views.LookBackLine,
    lambda: disclosure.look_backs(reader(), today()),
    "Look-backs: what a tie that was declared late means for finished work.", "id",
    lambda each: {"self": at("look-backs", each.id)},
)  # fmt: skip
one(
    group, "look_back", "/look-backs/<look_back_id>", "keep the register", views.LookBackView,
    lambda look_back_id: disclosure.look_back(reader(), look_back_id, today()), "One look-back.",
)  # fmt: skip
