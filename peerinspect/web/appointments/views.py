"""A chief executive's pages: their people's work elsewhere, and who chairs their board."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import consents, disclosure
from peerinspect.services.consents import WithdrawConsent
from peerinspect.web.access import requires
from peerinspect.web.appointments.forms import ConsentForm
from peerinspect.web.clock import today
from peerinspect.web.forms import Confirm
from peerinspect.web.session import reader

blueprint = Blueprint("appointments", __name__, url_prefix="/my-council")
Answer = Response | str | tuple[str, int]


@blueprint.get("/people")
@requires("release people")
def people() -> Answer:
    """Which of my people work elsewhere, and have I consented?"""
    return render_template("appointments/people.html", people=disclosure.council_people(reader(), today()))


@blueprint.route("/people/<person_id>/<authority>/consent", methods=["GET", "POST"])
@requires("release people")
def consent(person_id: str, authority: str) -> Answer:
    """Consent to a person's work elsewhere."""
    people_here = disclosure.council_people(reader(), today())
    person = next((one for one in people_here if (one.person_id, one.authority) == (person_id, authority)), None)
    form = ConsentForm()
    command = form.command(person_id, authority)
    if form.carries_out(lambda: consents.give_consent(command, reader(), today())):
        flash("Your consent is recorded.")
        return redirect(url_for("appointments.people"), 303)
    return render_template("appointments/consent.html", form=form, person=person or abort(404)), form.answer_code


@blueprint.route("/people/<person_id>/consents/<int:consent_id>/withdraw", methods=["GET", "POST"])
@requires("release people")
def withdraw(person_id: str, consent_id: int) -> Answer:
    """Take a consent back."""
    given = {
        each.id: (one, each)
        for one in disclosure.council_people(reader(), today())
        for each in one.given
        if one.person_id == person_id
    }
    person, consent = given.get(consent_id) or abort(404)
    form = Confirm()
    command = WithdrawConsent(person_id, consent_id)
    if form.carries_out(lambda: consents.withdraw_consent(command, reader(), today())):
        flash("Your consent is withdrawn.")
        return redirect(url_for("appointments.people"), 303)
    return render_template("appointments/withdraw.html", form=form, person=person, consent=consent), form.answer_code


@blueprint.get("/boards")
@requires("release people")
def boards() -> Answer:
    """Who chairs my board?"""
    councils = [disclosure.authority(reader(), code, today()) for code in sorted(reader().authorities)]
    return render_template("appointments/boards.html", councils=councils)
