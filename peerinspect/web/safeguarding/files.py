"""Boards, who sits on them, and who chairs whom, as files for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.views import ChairTerm
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_text
from peerinspect.web.reports.sheets import Line, Sheet
from peerinspect.web.safeguarding.views import asked_boards
from peerinspect.web.safeguarding.words import CHAIR_STATES, FORMS, STATES
from peerinspect.web.session import reader

blueprint = Blueprint("safeguarding_files", __name__, url_prefix="/safeguarding-boards")


@blueprint.get("/boards.csv")
@requires("read of boards")
def boards() -> Response:
    """The boards that the list is narrowed to, all pages of it."""
    found = disclosure.every_safeguarding_board(reader(), asked_boards(), today())
    heads = ("Board", "Councils", "Chair", "Until", "What it needs")
    lines = [
        Line((each.title, _named(one.label for one in each.councils), *_chairs(each.chairs), _needs(each.flags)))
        for each in found
    ]
    return _file("safeguarding-boards", Sheet("Safeguarding boards", heads, lines))


@blueprint.get("/who-chairs-whom.csv")
@requires("see who chairs whom")
def who_chairs_whom() -> Response:
    """Who chairs whom, as the page's table has it."""
    found = disclosure.who_chairs_whom(reader(), asked_text("region"), asked_text("chairs") == "asked", today())
    heads = ("From", "To", "Chair", "Board", "First day", "Last day", "State", "Form")
    lines = [
        Line(
            (
                each.home_name,
                each.target_name,
                each.person_name,
                each.board_title,
                str(each.period.start or ""),
                str(each.period.end or ""),
                CHAIR_STATES[each.state],
                FORMS[each.form],
            )
        )
        for each in found.ways
    ]
    return _file("who-chairs-whom", Sheet("Who chairs whom", heads, lines))


@blueprint.get("/<board_id>/members.csv")
@requires("read of boards")
def members(board_id: str) -> Response:
    """Who sits on a board, and who did."""
    board = disclosure.safeguarding_board(reader(), board_id, today())
    heads = ("Agency", "Office", "Who", "First day", "Last day")
    lines = [
        Line((each.agency_name, each.office, each.name, str(each.period.start or ""), str(each.period.end or "")))
        for each in board.members
    ]
    return _file("members", Sheet(f"Members of {board.title}", heads, lines))


def _named(names: Iterable[str]) -> str:
    return "; ".join(names)


def _chairs(chairs: Iterable[ChairTerm]) -> tuple[str, str]:
    """Who is in post, and until when."""
    now = [each for each in chairs if each.state == "in-post"]
    return _named(each.person_name for each in now), _named(str(each.period.end or "") for each in now)


def _needs(flags: Iterable[str]) -> str:
    return _named(STATES[each][0] for each in flags)


def _file(name: str, sheet: Sheet) -> Response:
    """A sheet as a file to keep."""
    disposition = f'attachment; filename="{name}.csv"'
    return Response(sheet.csv(), mimetype="text/csv", headers={"Content-Disposition": disposition})
