"""What a chief executive sees and decides of their own people: consent to all duties elsewhere, or to one alone."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import consents, disclosure, duty_consents
from peerinspect.services.consents import WithdrawConsent
from peerinspect.services.duty_consents import WithdrawDutyConsent
from peerinspect.services.views import CouncilPerson, Releasable
from peerinspect.web.access import requires
from peerinspect.web.appointments.forms import ConsentForm, DutyConsentForm
from peerinspect.web.clock import today
from peerinspect.web.forms import Confirm
from peerinspect.web.session import reader

blueprint = Blueprint("appointments", __name__, url_prefix="/my-council")
Answer = Response | str | tuple[str, int]


@blueprint.get("/people")
@requires("release people")
def people() -> Answer:
    """Which of my people work elsewhere, and have I consented?"""
    found, away = disclosure.council_people(reader(), today()), disclosure.council_secondees(reader(), today())
    return render_template("appointments/people.html", people=found, secondees=away)


@blueprint.route("/people/<person_id>/<authority>/consent", methods=["GET", "POST"])
@requires("release people")
def consent(person_id: str, authority: str) -> Answer:
    """Consent to a person's work elsewhere."""
    person = _person(person_id, authority)
    form = ConsentForm(person.others if person else ())
    command = form.command(person_id, authority)
    if form.carries_out(lambda: consents.give_consent(command, reader(), today())):
        flash("Your consent is recorded.")
        return redirect(url_for("appointments.people"), 303)
    return render_template("appointments/consent.html", form=form, person=person or abort(404)), form.answer_code


@blueprint.route("/people/<person_id>/<authority>/duties/<address>/consent", methods=["GET", "POST"])
@requires("release people")
def duty_consent(person_id: str, authority: str, address: str) -> Answer:
    """Consent to one duty, of which the dates and days are known."""
    person, duty = _duty(person_id, authority, address)
    form = DutyConsentForm(person.others)
    command = form.command(person_id, authority, address)
    if form.carries_out(lambda: duty_consents.give_duty_consent(command, reader(), today())):
        flash("Your consent to this one duty is recorded.")
        return redirect(url_for("appointments.people"), 303)
    return render_template("appointments/duty_consent.html", form=form, person=person, duty=duty), form.answer_code


@blueprint.route("/people/<person_id>/<authority>/duties/<address>/withdraw", methods=["GET", "POST"])
@requires("release people")
def withdraw_duty(person_id: str, authority: str, address: str) -> Answer:
    """Take the consent to one duty back, knowing what it does."""
    person, duty = _duty(person_id, authority, address)
    form = Confirm()
    command = WithdrawDutyConsent(person_id, authority, address)
    if form.carries_out(lambda: duty_consents.withdraw_duty_consent(command, reader(), today())):
        flash("Your consent to this one duty is withdrawn.")
        return redirect(url_for("appointments.people"), 303)
    left = disclosure.left_without(reader(), person_id, authority, today(), address=address)
    context = {"person": person, "periods": duty.periods, "left": left, "is_one": True}
    return render_template("appointments/withdraw.html", form=form, **context), form.answer_code


@blueprint.route("/people/<person_id>/consents/<int:consent_id>/withdraw", methods=["GET", "POST"])
@requires("release people")
def withdraw(person_id: str, consent_id: int) -> Answer:
    """Take a consent back, knowing what it does."""
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
    left = disclosure.left_without(reader(), person_id, person.authority, today(), consent_id)
    context = {"person": person, "periods": (consent.period,), "left": left, "is_one": False}
    return render_template("appointments/withdraw.html", form=form, **context), form.answer_code


def _person(person_id: str, authority: str) -> CouncilPerson | None:
    """Somebody of one's own council."""
    found = disclosure.council_people(reader(), today())
    return next((one for one in found if (one.person_id, one.authority) == (person_id, authority)), None)


def _duty(person_id: str, authority: str, address: str) -> tuple[CouncilPerson, Releasable]:
    """Somebody of one's own council, and one of their duties."""
    person = _person(person_id, authority) or abort(404)
    return person, next((each for each in person.duties if each.address == address), None) or abort(404)
