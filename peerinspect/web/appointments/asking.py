"""Asking chief executives to consent to one duty."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.duty_consents import ask_for_duty_consent
from peerinspect.web.access import requires
from peerinspect.web.appointments.forms import AskForm
from peerinspect.web.clock import today
from peerinspect.web.session import reader

blueprint = Blueprint("asking", __name__, url_prefix="/duties")
Answer = Response | str | tuple[str, int]


@blueprint.route("/<duty_id>/consents", methods=["GET", "POST"])
@requires("register work")
def consents(duty_id: str) -> Answer:
    """Who could do this, if their chief executive consented?"""
    found = disclosure.duty_consents(reader(), duty_id, today())
    form = AskForm(found.people)
    if form.carries_out(lambda: ask_for_duty_consent(form.command(duty_id), reader(), today())):
        flash("The chief executive is asked. They see the dates and the days, and no council.")
        return redirect(url_for("asking.consents", duty_id=duty_id), 303)
    duty = disclosure.duty_facts(reader(), duty_id, today()).duty
    return render_template("appointments/ask.html", form=form, found=found, duty=duty), form.answer_code
