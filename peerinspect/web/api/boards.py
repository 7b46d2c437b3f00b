"""Safeguarding boards, and who chairs them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from peerinspect.services import disclosure, views
from peerinspect.services.refusal import NotFound
from peerinspect.services.views.safeguarding import WhoChairs
from peerinspect.web.api.frame import (
    Linked,
    Page,
    at,
    digest_key,
    history,
    lines,
    listed,
    many,
    one,
    shows,
    thing,
    topic,
)
from peerinspect.web.api.schemas import Asked
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("boards", "Boards and chairs")


class Boards(Page):
    """Which boards are wanted."""

    q: Annotated[str, Field(max_length=100, description="Words of the name, or of a council's")] = ""
    region: Annotated[str, Field(max_length=60)] = ""
    state: Annotated[str, Field(max_length=40)] = ""


def links(board_id: str) -> dict[str, str]:
    """Where what belongs to a board is found."""
    return {"self": at("boards", board_id), "history": at("boards", board_id, "history")}


@shows(group, "/boards", "read of boards", lines(views.SafeguardingBoardLine), Boards)
def boards(asked: Boards) -> dict[str, Any]:
    """Safeguarding boards and partnerships, with their chairs."""
    wanted = views.SafeguardingBoardsAsked(asked.q, asked.region, asked.state)
    return listed(
        lambda number: disclosure.safeguarding_boards(reader(), wanted, number, today()).cut,
        asked,
        "id",
        lambda each: links(each.id),
    )


one(
    group, "board", "/boards/<board_id>", "read of boards", views.SafeguardingBoardView,
    lambda board_id: disclosure.safeguarding_board(reader(), board_id, today()),
    "One board: councils, chairs, members, subgroups, meetings and reports.", links,
)  # fmt: skip
history(group, "board", "/boards/<board_id>")
many(
    group, "chairs", "/chairs", "see who chairs whom", WhoChairs,
    lambda: disclosure.who_chairs_whom(reader(), "", False, today()).ways,
    "Who chairs whose board, from council to council.",
    digest_key,
)  # fmt: skip
one(
    group, "chair", "/chairs/<duty_id>", "appoint chairs", views.BoardView,
    lambda duty_id: disclosure.board(reader(), duty_id, today()),
    "One chair's term, with its appointment, appraisals and removal, for those who appoint.",
    lambda duty_id: {
        "duty": at("duties", duty_id),
        "shortlist": at("chairs", duty_id, "shortlist"),
        "appointment": at("chairs", duty_id, "papers", "appointment"),
        "removal": at("chairs", duty_id, "papers", "removal"),
    },
)  # fmt: skip
one(
    group, "shortlist", "/chairs/<duty_id>/shortlist", "appoint chairs", views.Shortlist,
    lambda duty_id: disclosure.shortlist(reader(), duty_id, today()),
    "Who could chair the board, the best first, and whom a step can name.",
)  # fmt: skip


class Edition(Asked):
    """Which edition of papers is wanted."""

    redacted: bool = False


@shows(group, "/chairs/<duty_id>/papers/<kind>", "appoint chairs", thing(views.Pack), Edition)
def papers(asked: Edition, duty_id: str, kind: str) -> Linked:
    """The papers on a chair's appointment or removal; the redacted edition is for who is not of the board."""
    if kind not in ("appointment", "removal"):
        raise NotFound("no such papers")
    found = disclosure.pack(reader(), duty_id, kind, asked.redacted, today())
    return Linked(found, {"chair": at("chairs", duty_id)})
