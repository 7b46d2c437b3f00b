"""Boards, for those who appoint their chairs: who chairs my board, may they, and what can I do?"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.boards.commands import OFFER, WITH_PERSON, AgreeToStep, Proposed, WithdrawStep
from peerinspect.services.boards.proposing import (
    agree_to_step,
    propose_step,
    record_word,
    refuse_step,
    withdraw_step,
)
from peerinspect.services.reader import COORDINATOR
from peerinspect.services.views import BoardStepView, BoardView, Choice
from peerinspect.web.access import requires
from peerinspect.web.appointments.board_forms import BoardStepForm, RefuseForm, WordForm
from peerinspect.web.clock import today
from peerinspect.web.forms import Confirm, HouseForm
from peerinspect.web.session import reader

blueprint = Blueprint("my_boards", __name__, url_prefix="/my-council/boards")
Answer = Response | str | tuple[str, int]
KINDS = ("appointment", "removal")


@blueprint.get("")
@requires("release people")
def listing() -> Answer:
    """Who chairs my boards?"""
    return render_template("appointments/boards.html", boards=disclosure.my_boards(reader(), today()))


@blueprint.get("/<duty_id>")
@requires("appoint chairs")
def page(duty_id: str) -> Answer:
    """Who chairs my board, may they, and what can I do?"""
    board = disclosure.board(reader(), duty_id, today())
    lasting = disclosure.board_link(reader(), duty_id, today())
    return render_template("appointments/board.html", board=board, lasting_board=lasting)


@blueprint.get("/<duty_id>/shortlist")
@requires("appoint chairs")
def shortlist(duty_id: str) -> Answer:
    """Who could chair it?"""
    found = disclosure.shortlist(reader(), duty_id, today())
    board = disclosure.board(reader(), duty_id, today())
    return render_template("appointments/shortlist.html", board=board, found=found)


@blueprint.route("/<duty_id>/steps/<action>", methods=["GET", "POST"])
@requires("appoint chairs")
def step(duty_id: str, action: str) -> Answer:
    """Take a step, or propose it where others have to agree."""
    board = disclosure.board(reader(), duty_id, today())
    form = BoardStepForm(action, _people(board, action), reader().role == COORDINATOR)
    form.rests_on(*_standing(board), duty_id)
    made: list[Proposed] = []
    if form.carries_out(lambda: made.append(propose_step(form.command(duty_id), reader(), today()))):
        told = "Done." if made[0].is_taken else "Proposed. It waits for everybody else whose word it needs."
        flash(told)
        return redirect(url_for("my_boards.page", duty_id=duty_id), 303)
    found = next((each for each in board.steps if each.action == action), None)
    if found is None and not form.is_refused:
        abort(404)
    return render_template("appointments/board_step.html", board=board, form=form, found=found), form.answer_code


def _standing(board: BoardView) -> tuple[object, Callable[[], object]]:
    """How the board and its chair stand, and how that is read again."""

    def again() -> object:
        return _of(disclosure.board(reader(), board.line.duty_id, today()))

    def _of(found: BoardView) -> object:
        return found.line, found.waiting, [each.action for each in found.steps]

    return _of(board), again


def _people(board: BoardView, action: str) -> list[Choice]:
    """Whom a step can name: whoever is asked already, then the shortlist, the best first."""
    if action not in WITH_PERSON or board.tie:
        return []
    found = disclosure.shortlist(reader(), board.line.duty_id, today())
    listed = [
        Choice(each.person_id, f"{each.rank}. {each.name}, {', '.join(each.home_names) or 'no post'}")
        for each in found.lines
        if not each.rules and not each.is_tied
    ]
    return [*(found.asked if action == OFFER else ()), *listed]


@blueprint.route("/<duty_id>/proposed/<step_id>/agree", methods=["GET", "POST"])
@requires("appoint chairs")
def agree(duty_id: str, step_id: str) -> Answer:
    """Agree to a step, for one's own council."""
    form = Confirm()
    told = "You agree for your council. The step is taken once nobody's word is missing any more."
    command = AgreeToStep(step_id)
    return _answer(duty_id, step_id, form, "Agree", told, lambda: agree_to_step(command, reader(), today()))


@blueprint.route("/<duty_id>/proposed/<step_id>/refuse", methods=["GET", "POST"])
@requires("appoint chairs")
def refuse(duty_id: str, step_id: str) -> Answer:
    """Refuse a step, for one's own council."""
    form = RefuseForm()
    told = "One refusal ends it. It can be proposed again."
    return _answer(
        duty_id, step_id, form, "Refuse", told, lambda: refuse_step(form.command(step_id), reader(), today())
    )


@blueprint.route("/<duty_id>/proposed/<step_id>/withdraw", methods=["GET", "POST"])
@requires("appoint chairs")
def withdraw(duty_id: str, step_id: str) -> Answer:
    """Take one's own proposal back."""
    form = Confirm()
    told = "Nobody is asked about it any more."
    command = WithdrawStep(step_id)
    return _answer(duty_id, step_id, form, "Take it back", told, lambda: withdraw_step(command, reader(), today()))


@blueprint.route("/<duty_id>/proposed/<step_id>/letter", methods=["GET", "POST"])
@requires("appoint chairs")
def letter(duty_id: str, step_id: str) -> Answer:
    """Record the word of a partner, who writes."""
    found = _proposed(duty_id, step_id)
    form = WordForm(found.letters)
    told = "Write down whose word it is, who signed, and in which letter. It is kept in the papers."
    return _answer(
        duty_id, step_id, form, "Record this word", told, lambda: record_word(form.command(step_id), reader(), today())
    )


def _answer(
    duty_id: str, step_id: str, form: HouseForm, button: str, told: str, use_case: Callable[[], object]
) -> Answer:
    """A word on a step that was proposed."""
    board, found = disclosure.board(reader(), duty_id, today()), _proposed(duty_id, step_id)
    form.rests_on(found, lambda: _proposed(duty_id, step_id), duty_id)
    if form.carries_out(use_case):
        flash("Your word is recorded.")
        return redirect(url_for("my_boards.page", duty_id=duty_id), 303)
    context = {"board": board, "found": found, "button": button, "told": told}
    return render_template("appointments/word.html", form=form, **context), form.answer_code


def _proposed(duty_id: str, step_id: str) -> BoardStepView:
    """The step of the board that was proposed under the id."""
    board = disclosure.board(reader(), duty_id, today())
    every = [*([board.waiting] if board.waiting else []), *board.settled]
    return next((each for each in every if each.id == step_id), None) or abort(404)


@blueprint.get("/<duty_id>/papers/<kind>")
@requires("appoint chairs")
def papers(duty_id: str, kind: str) -> Answer:
    """The papers on the chair's appointment or removal, to print."""
    if kind not in KINDS:
        abort(404)
    is_redacted = request.args.get("edition") == "redacted"
    found = disclosure.pack(reader(), duty_id, kind, is_redacted, today())
    return render_template("appointments/pack.html", pack=found, board=found.board)
