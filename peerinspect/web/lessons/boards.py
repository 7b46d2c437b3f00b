"""What boards were sent, what they do about it, and what they subscribe to."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.domain.lives.review_kinds import REVIEW_KINDS
from peerinspect.domain.themes import words_of
from peerinspect.services import disclosure
from peerinspect.services.lessons.answering import acknowledge, answer_lesson
from peerinspect.services.lessons.deadlines import WORKING_DAYS
from peerinspect.services.lessons.subscribing import catch_up_board, subscribe_board
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.forms import Confirm
from peerinspect.web.lessons import wording
from peerinspect.web.lessons.forms import AnswerForm, FollowForm
from peerinspect.web.paging import asked_number, asked_text, page_cut, page_of
from peerinspect.web.presenters import counted
from peerinspect.web.session import reader

blueprint = Blueprint("lesson_boards", __name__, url_prefix="/lessons/boards")
Answer = Response | str | tuple[str, int]
READ, ANSWER, SUBSCRIBE = "see boards' lessons", "see boards' lessons", "subscribe boards to lessons"


@blueprint.context_processor
def _words() -> dict[str, object]:
    """What the templates of lessons call things."""
    return {"lesson_words": wording, "theme_words": words_of, "review_kinds": REVIEW_KINDS}


@blueprint.get("/")
@requires(READ)
def listing() -> Answer:
    """Which boards have lessons to read, and who is late?"""
    paging = page_of(disclosure.lesson_boards(reader(), today()))
    return render_template("lessons/boards.html", paging=paging, working_days=WORKING_DAYS)


@blueprint.get("/<board_id>")
@requires(READ)
def page(board_id: str) -> Answer:
    """What was our board sent, and what have we done about it?"""
    state = asked_text("state")
    state = state if state in wording.STATES else ""
    found = disclosure.board_lessons(reader(), board_id, state, asked_number("page"), today())
    return render_template(
        "lessons/board.html", found=found, paging=page_cut(found.cut), working_days=WORKING_DAYS, form=Confirm()
    )


@blueprint.post("/<board_id>/catch-up")
@requires(SUBSCRIBE)
def catch_up(board_id: str) -> Answer:
    """Send the board what came out on its themes in the past year."""
    try:
        sent = catch_up_board(board_id, reader(), today())
        flash(f"{counted(sent, 'finding')} of the past 12 months {'was' if sent == 1 else 'were'} sent to the board.")
    except Refusal as refusal:
        flash(str(refusal))
    return redirect(url_for("lesson_boards.page", board_id=board_id), 303)


@blueprint.route("/<board_id>/subscribe", methods=["GET", "POST"])
@requires(SUBSCRIBE)
def subscribe(board_id: str) -> Answer:
    """Which themes is the board sent findings about?"""
    found = disclosure.board_lessons(reader(), board_id, "", 1, today())
    if not found.may_subscribe:
        raise NotFound("no such board")
    form = FollowForm(found.line.followed)
    form.rests_on(
        found.line.followed,
        lambda: disclosure.board_lessons(reader(), board_id, "", 1, today()).line.followed,
        board_id,
    )
    if form.carries_out(lambda: subscribe_board(board_id, form.command(), reader(), today())):
        flash("Saved. The board is sent what is published on these themes from now on.")
        return redirect(url_for("lesson_boards.page", board_id=board_id), 303)
    return render_template("lessons/subscribe.html", form=form, found=found), form.answer_code


@blueprint.post("/sent/<sent_id>/acknowledge")
@requires(ANSWER)
def read(sent_id: str) -> Answer:
    """Say that the board has read a finding."""
    sent = disclosure.sent_lesson(reader(), sent_id, today())
    try:
        acknowledge(sent_id, reader(), today())
        flash(f"Acknowledged: finding {sent.number} of {sent.review_title}.")
    except Refusal as refusal:
        flash(str(refusal))
    return redirect(url_for("lesson_boards.page", board_id=sent.board_id), 303)


@blueprint.route("/sent/<sent_id>", methods=["GET", "POST"])
@requires(ANSWER)
def answer(sent_id: str) -> Answer:
    """What does our board do about this finding?"""
    sent, form = disclosure.sent_lesson(reader(), sent_id, today()), AnswerForm()
    form.show(sent)
    form.rests_on(sent, lambda: disclosure.sent_lesson(reader(), sent_id, today()), sent.board_id)
    if form.carries_out(lambda: answer_lesson(sent_id, form.command(), reader(), today())):
        flash("Saved. It counts as acknowledged with that.")
        return redirect(url_for("lesson_boards.page", board_id=sent.board_id), 303)
    return render_template("lessons/answer.html", form=form, sent=sent), form.answer_code
