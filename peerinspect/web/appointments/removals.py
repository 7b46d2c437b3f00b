"""For the chair under notice: the grounds, and the reply."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.boards.replying import reply_to_notice
from peerinspect.web.access import requires
from peerinspect.web.appointments.board_forms import ReplyForm
from peerinspect.web.clock import today
from peerinspect.web.session import reader

blueprint = Blueprint("removals", __name__, url_prefix="/my/duties")
Answer = Response | str | tuple[str, int]


@blueprint.route("/<address>/removal", methods=["GET", "POST"])
@requires("answer for oneself")
def page(address: str) -> Answer:
    """Why am I to be removed, and what do I say to it?"""
    found = disclosure.my_removal(reader(), address, today())
    form = ReplyForm()
    if form.carries_out(lambda: reply_to_notice(form.command(address), reader(), today())):
        flash("Your reply is sent.")
        return redirect(url_for("removals.page", address=address), 303)
    may_reply = not found.outcome and not found.replied_on and today() <= found.last_day
    context = {"found": found, "may_reply": may_reply or form.is_refused}
    return render_template("appointments/removal.html", form=form, **context), form.answer_code
