"""Safeguarding boards: the list, a board's page in its parts, and who chairs whom."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.views import SafeguardingBoardsAsked
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_number, asked_text, page_cut
from peerinspect.web.safeguarding import words as board_words
from peerinspect.web.safeguarding.presenters import draw_who_chairs
from peerinspect.web.session import reader

blueprint = Blueprint("safeguarding", __name__, url_prefix="/safeguarding-boards")
Answer = Response | str | tuple[str, int]
MONTHS = (3, 6, 12, 24)
USUAL = SafeguardingBoardsAsked().months


@blueprint.get("/")
@requires("read of boards")
def listing() -> Answer:
    """Which boards are there, and which need something?"""
    asked = asked_boards()
    found = disclosure.safeguarding_boards(reader(), asked, asked_number("page"), today())
    return render_template(
        "safeguarding/listing.html",
        found=found,
        paging=page_cut(found.cut),
        asked=asked,
        months=MONTHS,
        is_narrowed=asked != SafeguardingBoardsAsked(),
        narrowed_to=request.query_string.decode(),
        regions=disclosure.region_names() if may("see work") else (),
        board_words=board_words,
        may_change=may("change boards"),
    )


def asked_boards() -> SafeguardingBoardsAsked:
    """What the address narrows the list to."""
    months, state = asked_number("months"), asked_text("state")
    return SafeguardingBoardsAsked(
        asked_text("q"),
        asked_text("region"),
        state if state in board_words.STATES else "",
        months if months in MONTHS else USUAL,
    )


@blueprint.get("/who-chairs-whom")
@requires("see who chairs whom")
def who_chairs_whom() -> Answer:
    """Who chairs whom, and do they chair one another?"""
    region = asked_text("region")
    with_asked = asked_text("chairs") == "asked"
    found = disclosure.who_chairs_whom(reader(), region, with_asked, today())
    return render_template(
        "safeguarding/who_chairs_whom.html",
        found=found,
        picture=draw_who_chairs(found),
        narrowed_to=request.query_string.decode(),
        region=region if region in found.regions else "",
        with_asked=with_asked and found.sees_asked,
        board_words=board_words,
        sees_boards=may("read of boards"),
    )


@blueprint.get("/<board_id>")
@requires("read of boards")
def page(board_id: str) -> Answer:
    """Who chairs this board, whom does it cover, and what is due?"""
    return _part(board_id, "page")


@blueprint.get("/<board_id>/people")
@requires("read of boards")
def people(board_id: str) -> Answer:
    """Who sits on this board?"""
    return _part(board_id, "people")


@blueprint.get("/<board_id>/meetings")
@requires("read of boards")
def meetings(board_id: str) -> Answer:
    """When does this board meet, and what has it published?"""
    return _part(board_id, "meetings")


def _part(board_id: str, part: str) -> str:
    board = disclosure.safeguarding_board(reader(), board_id, today())
    return render_template(
        f"safeguarding/{part}.html",
        board=board,
        board_words=board_words,
        sees_history=may("see histories"),
        registers=may("register work"),
        shows_past=request.args.get("past") == "yes",
        appoints=may("appoint chairs"),
    )


@blueprint.get("/<board_id>/history")
@requires("see histories")
def history(board_id: str) -> Answer:
    """What happened to this board, when, by whom?"""
    found = disclosure.history_of(reader(), "board", board_id, asked_number("page"), today())
    board = disclosure.safeguarding_board(reader(), board_id, today())
    return render_template("safeguarding/history.html", paging=page_cut(found), board=board)
