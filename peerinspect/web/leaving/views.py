"""The one page on which a leaver says why."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.domain.leaving import REASONS
from peerinspect.services import disclosure
from peerinspect.services.leaving import SayWhy, say_why
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.fields import Lines, Pick
from peerinspect.web.forms import HouseForm
from peerinspect.web.session import reader

blueprint = Blueprint("my_leaving", __name__, url_prefix="/my/leaving")
Answer = Response | str | tuple[str, int]


class SayWhyForm(HouseForm):
    """Why somebody leaves."""

    reason = Pick("What comes closest", REASONS)
    own_words = Lines(
        "In your own words", description="Optional. Name nobody, and no council. It is read without your name"
    )

    def command(self) -> SayWhy:
        """What was entered."""
        return SayWhy(self.reason.data or "", self.own_words.data or "")


@blueprint.route("", methods=["GET", "POST"])
@requires("answer for oneself")
def page() -> Answer:
    """Why do you leave?"""
    found = disclosure.my_leaving(reader(), today())
    if found is None:
        abort(404)
    form = SayWhyForm()
    if form.carries_out(lambda: say_why(form.command(), reader(), today())):
        flash("Thank you. It is counted, and shown beside nobody’s name.")
        return redirect(url_for("mine.duties"), 303)
    return render_template("leaving/say_why.html", form=form, found=found), form.answer_code
