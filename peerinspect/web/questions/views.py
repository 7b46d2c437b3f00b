"""Questions about a duty: watch, stop, read."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import asking, disclosure
from peerinspect.services.asking import StopAsking
from peerinspect.services.refusal import Refusal
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.questions.presenters import clearing, moves_list, remedy_title, start_of
from peerinspect.web.session import reader

blueprint = Blueprint("questions", __name__, url_prefix="/questions")
for word in (clearing, moves_list, remedy_title, start_of):
    blueprint.add_app_template_filter(word)
Answer = Response | str


@blueprint.get("/<question_id>")
@requires("ask what would change")
def page(question_id: str) -> Answer:
    """What came out, or how far has the search come?"""
    return render_template("questions/page.html", question=disclosure.question(reader(), question_id, today()))


@blueprint.get("/<question_id>/progress")
@requires("ask what would change")
def progress_part(question_id: str) -> Answer:
    """The part of the page that changes; once the search is over the browser is told to read the page anew."""
    state = disclosure.question_state(reader(), question_id, today())
    answer = make_response(render_template("questions/progress.html", question=state))
    if state.is_over:
        answer.headers["HX-Refresh"] = "true"
    return answer


@blueprint.post("/<question_id>/stop")
@requires("ask what would change")
def stop(question_id: str) -> Answer:
    """Stop looking."""
    try:
        asking.stop_asking(StopAsking(question_id), reader(), today())
        flash("The search is stopping.")
    except Refusal as refusal:
        flash(f"{' '.join(refusal.messages.values())}.")
    return redirect(url_for("questions.page", question_id=question_id), 303)
