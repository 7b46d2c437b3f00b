"""The undertaking, the disclosure of a council to one person, and an empty seat offered to the first reserve."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import declarations, disclosure
from peerinspect.services.holding_back.answer_links import ACCEPT, ANSWERS, AnswerByLink, answer_by_link
from peerinspect.services.holding_back.disclosing import Disclose, disclose
from peerinspect.services.holding_back.reserves import PromoteReserve, promote_reserve
from peerinspect.services.holding_back.undertaking import sign_undertaking
from peerinspect.services.refusal import Refusal
from peerinspect.web import words
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.forms import Confirm
from peerinspect.web.holding_back.forms import UndertakingForm
from peerinspect.web.mine.forms import TieForm
from peerinspect.web.session import reader

blueprint = Blueprint("holding", __name__)
Answer = Response | str | tuple[str, int]


@blueprint.route("/my/duties/<address>/undertaking", methods=["GET", "POST"])
@requires("answer for oneself")
def undertaking(address: str) -> Answer:
    """What do I promise before I am told the council?"""
    found = disclosure.my_undertaking(reader(), address, today())
    form = UndertakingForm()
    if form.carries_out(lambda: sign_undertaking(form.command(address), reader(), today())):
        flash("Thank you. You have given the undertaking. The council will be named to you before its notice day.")
        return redirect(url_for("mine.duties"), 303)
    return render_template("holding_back/undertaking.html", form=form, undertaking=found), form.answer_code


@blueprint.route("/duties/<duty_id>/people/<address>/disclose", methods=["GET", "POST"])
@requires("disclose councils")
def disclose_council(duty_id: str, address: str) -> Answer:
    """Shall this person be told whose inspection it is?"""
    found, peer = disclosure.held_peer(reader(), duty_id, address, today())
    form = Confirm()
    if form.carries_out(lambda: disclose(Disclose(duty_id, address), reader(), today())):
        flash(f"{peer.person_name} can see the council from now on.")
        return redirect(url_for("duties.page", duty_id=duty_id), 303)
    return render_template("holding_back/disclose.html", form=form, holding=found, peer=peer), form.answer_code


@blueprint.route("/duties/<duty_id>/reserve", methods=["GET", "POST"])
@requires("offer to reserves")
def reserve(duty_id: str) -> Answer:
    """Who steps in, if the empty seat is offered to the first reserve?"""
    form = Confirm()
    command = PromoteReserve(duty_id, request.form.get("person_id", ""))
    if form.carries_out(lambda: promote_reserve(command, reader(), today())):
        flash("The seat is offered. The reserve has been asked.")
        return redirect(url_for("duties.page", duty_id=duty_id), 303)
    found = disclosure.reserve_offer(reader(), duty_id, today())
    return render_template("holding_back/reserve.html", form=form, found=found), form.answer_code


@blueprint.route("/my/duties/<address>/conflict", methods=["GET", "POST"])
@requires("answer for oneself")
def conflict(address: str) -> Answer:
    """What ties you to a council, now that you have declined because of a tie?"""
    found = disclosure.my_conflict(reader(), address, today())
    form = TieForm(disclosure.authority_choices())
    if form.carries_out(lambda: declarations.declare_interest(form.command(), reader(), today())):
        flash("The tie is declared. Add another here, or go back to your duties.")
        return redirect(url_for("holding.conflict", address=address), 303)
    return render_template("holding_back/conflict.html", form=form, found=found), form.answer_code


@blueprint.get("/answer/<token>")
@requires("answer by link")
def answer_yes(token: str) -> Answer:
    """Can you do it? Yes is chosen; the other answers are links."""
    return _answer_page(token, ACCEPT, Confirm())


@blueprint.route("/answer/<token>/<answer>", methods=["GET", "POST"])
@requires("answer by link")
def answer_link(token: str, answer: str) -> Answer:
    """One answer, chosen, with one button. Opening the page changes nothing."""
    if answer not in ANSWERS:
        abort(404)
    form = Confirm()
    led_to: list[str] = []
    if form.carries_out(lambda: led_to.append(answer_by_link(AnswerByLink(token, answer), today()))):
        address = led_to[0] if answer == "conflicted" else ""
        return render_template("holding_back/answered.html", answer=answer, address=address)
    return _answer_page(token, answer, form)


def _answer_page(token: str, answer: str, form: Confirm) -> Answer:
    """The page of one answer; where the link can be used no more, a page that says so and nothing else."""
    try:
        found = disclosure.linked_offer(token, today())
    except Refusal as refusal:
        return render_template("holding_back/spent.html", told=refusal.messages[""]), 410
    others = [each for each in ANSWERS if each != answer]
    context = {"found": found, "token": token, "answer": answer, "others": others, "names": words.ANSWERS}
    return render_template("holding_back/answer.html", form=form, **context), form.answer_code
