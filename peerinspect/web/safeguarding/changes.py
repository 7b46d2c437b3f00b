"""What is written about a safeguarding board itself, and about its partners: a form each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.safeguarding import keeping, sitting
from peerinspect.services.views import SafeguardingBoardView
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.forms import HouseForm
from peerinspect.web.safeguarding import forms
from peerinspect.web.session import reader

blueprint = Blueprint("safeguarding_changes", __name__, url_prefix="/safeguarding-boards")
Answer = Response | str | tuple[str, int]
Thing = TypeVar("Thing")
PAGE = "safeguarding.page"


@blueprint.route("/new", methods=["GET", "POST"])
@requires("change boards")
def register() -> Answer:
    """Register a board."""
    form = forms.RegisterForm(disclosure.authority_choices())
    made: list[str] = []
    if form.carries_out(lambda: made.append(keeping.register_safeguarding_board(form.command(), reader(), today()))):
        flash("The board is registered. Say who runs it, and who sits on it.")
        return redirect(url_for(PAGE, board_id=made[0]), 303)
    return render_template("safeguarding/register.html", form=form), form.answer_code


@blueprint.route("/<board_id>/change", methods=["GET", "POST"])
@requires("change boards")
def details(board_id: str) -> Answer:
    """Change what a board is called and what is asked of it."""
    board, form = board_of(board_id), forms.DetailsForm()
    if request.method == "GET":
        form.show(board)
    return answer(
        board,
        form,
        "Change this board",
        "Save",
        "The board is changed.",
        PAGE,
        lambda: keeping.change_safeguarding_board(form.command(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/end", methods=["GET", "POST"])
@requires("change boards")
def end(board_id: str) -> Answer:
    """End a board."""
    board, form = board_of(board_id), forms.EndBoardForm()
    return answer(
        board,
        form,
        "End this board",
        "End this board",
        "The board's last day is entered. Its chair's term is ended by a step of its own.",
        PAGE,
        lambda: keeping.end_safeguarding_board(form.command(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/councils/new", methods=["GET", "POST"])
@requires("change boards")
def join(board_id: str) -> Answer:
    """Have a council join."""
    board, form = board_of(board_id), forms.JoinForm(disclosure.authority_choices())
    return answer(
        board,
        form,
        "Add a council",
        "Add this council",
        "The council joins the board.",
        PAGE,
        lambda: keeping.cover_council(form.command(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/councils/<code>/leave", methods=["GET", "POST"])
@requires("change boards")
def leave(board_id: str, code: str) -> Answer:
    """Have a council leave."""
    board, form = board_of(board_id), forms.LastDayForm()
    name = next((each.name for each in board.councils if each.code == code), None) or abort(404)
    return answer(
        board,
        form,
        f"{name} leaves the board",
        "Save the last day",
        "The council's last day is entered.",
        PAGE,
        lambda: keeping.let_council_go(form.leaving(board_id, code), reader(), today()),
    )


@blueprint.route("/<board_id>/partners/new", methods=["GET", "POST"])
@requires("change boards")
def add_partner(board_id: str) -> Answer:
    """Add a partner."""
    board, form = board_of(board_id), forms.PartnerForm()
    return answer(
        board,
        form,
        "Add a partner",
        "Add this partner",
        "The partner is added.",
        PAGE,
        lambda: sitting.add_partner(form.adding(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/partners/<partner_id>", methods=["GET", "POST"])
@requires("change boards")
def change_partner(board_id: str, partner_id: str) -> Answer:
    """Put a partner right."""
    board, form = board_of(board_id), forms.PartnerForm()
    partner = among(board.partners, partner_id)
    if request.method == "GET":
        form.show(partner)
    return answer(
        board,
        form,
        f"Change {partner.name}",
        "Save",
        "The partner is changed.",
        PAGE,
        lambda: sitting.change_partner(form.changing(partner_id), reader(), today()),
    )


@blueprint.route("/<board_id>/partners/<partner_id>/end", methods=["GET", "POST"])
@requires("change boards")
def end_partner(board_id: str, partner_id: str) -> Answer:
    """Enter a partner's last day."""
    board, form = board_of(board_id), forms.LastDayForm()
    partner = among(board.partners, partner_id)
    return answer(
        board,
        form,
        f"{partner.name} leaves",
        "Save the last day",
        "The partner's last day is entered.",
        PAGE,
        lambda: sitting.end_partner(form.partner(partner_id), reader(), today()),
    )


def board_of(board_id: str) -> SafeguardingBoardView:
    """The board, as the reader may see it."""
    return disclosure.safeguarding_board(reader(), board_id, today())


def among(things: Iterable[Thing], id_: str) -> Thing:
    """The one with the id."""
    return next((each for each in things if getattr(each, "id", None) == id_), None) or abort(404)


def _footing(board: SafeguardingBoardView) -> object:
    """What the form at this address saves over: one thing of the board, or what the board itself is."""
    named = set((request.view_args or {}).values()) - {board.id}
    if not named:
        return board.name, board.sort, board.founded_on, board.ended_on, board.meetings_a_year, board.report_month
    things = (*board.councils, *board.partners, *board.members, *board.subgroups, *board.meetings)
    return [each for each in things if {getattr(each, "id", None), getattr(each, "code", None)} & named]


def answer(
    board: SafeguardingBoardView,
    form: HouseForm,
    title: str,
    button: str,
    told: str,
    back: str,
    use_case: Callable[[], object],
    **more: object,
) -> Answer:
    """A form about the board: carried out, or shown, with what is wrong."""
    form.rests_on(_footing(board), lambda: _footing(board_of(board.id)), board.id)
    if form.carries_out(use_case):
        flash(told)
        return redirect(url_for(back, board_id=board.id), 303)
    context = {"board": board, "title": title, "button": button, "back": back, **more}
    return render_template("safeguarding/form.html", form=form, **context), form.answer_code
