"""Support between inspections: who asks, who advises whom, and what came of it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.domain.kinds import SUPPORT
from peerinspect.services import disclosure
from peerinspect.services.support import registering, requesting
from peerinspect.services.support.commands import WithdrawRequest
from peerinspect.services.views import WorkAsked
from peerinspect.services.views.support import SupportHome, SupportRequestView
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.duties.lists import asked_work, list_choices
from peerinspect.web.forms import Confirm
from peerinspect.web.paging import asked_number, page_cut, page_of
from peerinspect.web.pictures import draw_counts
from peerinspect.web.session import reader
from peerinspect.web.support import presenters
from peerinspect.web.support.request_forms import AskForm, DeclineForm, RegisterForm

blueprint = Blueprint("support", __name__, url_prefix="/support")
Answer = Response | str | tuple[str, int]
for _present in presenters.FILTERS:
    blueprint.add_app_template_filter(_present)


@blueprint.get("/")
@requires("see support")
def listing() -> Answer:
    """Who is supported, and who asks to be?"""
    asked = asked_work(SUPPORT)
    found = disclosure.support_home(reader(), asked, asked_number("page"), today())
    if may("see work"):
        choices = {**list_choices(SUPPORT), "asked": asked, "is_narrowed": asked != WorkAsked(SUPPORT)}
        plans = may("register work")
        return render_template(
            "support/listing.html", found=found, paging=page_cut(found.programmes), choices=choices, plans=plans
        )
    return render_template("support/mine.html", found=found)


@blueprint.route("/ask", methods=["GET", "POST"])
@requires("ask for support")
def ask() -> Answer:
    """What does my council ask for?"""
    councils = _home().may_ask
    if not councils:
        abort(404)
    form = AskForm(councils)
    made: list[str] = []
    if form.carries_out(lambda: made.append(requesting.ask_for_support(form.command(councils), reader(), today()))):
        flash("Your council has asked for support. The coordinators answer it.")
        return redirect(url_for("support.asked", request_id=made[0]), 303)
    return render_template("support/ask.html", form=form, councils=councils), form.answer_code


def _home() -> SupportHome:
    return disclosure.support_home(reader(), WorkAsked(SUPPORT), 1, today())


@blueprint.get("/requests/<request_id>")
@requires("take part in support")
def asked(request_id: str) -> Answer:
    """What does this council ask for, and what became of it?"""
    return render_template("support/request.html", asked=_asked(request_id))


@blueprint.route("/requests/<request_id>/register", methods=["GET", "POST"])
@requires("register work")
def answer(request_id: str) -> Answer:
    """Register the support that a council asked for."""
    found = _asked(request_id)
    form = RegisterForm.answering(found, disclosure.skill_choices(reader(), today()))
    made: list[str] = []
    if form.carries_out(lambda: made.append(registering.register_programme(form.command(found), reader(), today()))):
        flash("The support is registered. The next search looks for advisers.")
        return redirect(url_for("programmes.page", duty_id=made[0]), 303)
    return render_template("support/register.html", form=form, asked=found), form.answer_code


@blueprint.route("/requests/<request_id>/decline", methods=["GET", "POST"])
@requires("register work")
def decline(request_id: str) -> Answer:
    """Say no to a request, and why."""
    found, form = _asked(request_id), DeclineForm()
    if form.carries_out(lambda: requesting.decline_request(form.command(request_id), reader(), today())):
        flash("The council is told why.")
        return redirect(url_for("support.asked", request_id=request_id), 303)
    return _request_form(form, found, "Decline the request", "Nothing is registered. The council reads why.")


@blueprint.route("/requests/<request_id>/withdraw", methods=["GET", "POST"])
@requires("ask for support")
def withdraw(request_id: str) -> Answer:
    """Take one's council's request back."""
    found, form = _asked(request_id), Confirm()
    command = WithdrawRequest(request_id)
    if form.carries_out(lambda: requesting.withdraw_request(command, reader(), today())):
        flash("The request is taken back.")
        return redirect(url_for("support.asked", request_id=request_id), 303)
    return _request_form(form, found, "Take the request back", "Your council can ask again at any time.")


def _request_form(form: DeclineForm | Confirm, asked: SupportRequestView, title: str, about: str) -> Answer:
    context = {"asked": asked, "title": title, "about": about}
    return render_template("support/request_form.html", form=form, **context), form.answer_code


def _asked(request_id: str) -> SupportRequestView:
    return disclosure.support_request(reader(), request_id, today())


@blueprint.route("/new", methods=["GET", "POST"])
@requires("register work")
def register() -> Answer:
    """Register support that no council has asked for here."""
    form = RegisterForm(disclosure.authority_choices(), disclosure.skill_choices(reader(), today()))
    made: list[str] = []
    if form.carries_out(lambda: made.append(registering.register_programme(form.command(), reader(), today()))):
        flash("The support is registered. The next search looks for advisers.")
        return redirect(url_for("programmes.page", duty_id=made[0]), 303)
    return render_template("support/register.html", form=form, asked=None), form.answer_code


@blueprint.get("/investment")
@requires("read reports on all work")
def investment() -> Answer:
    """What did councils give each other, and who is repaid next?"""
    found = disclosure.investment(reader(), today())
    sheet = presenters.investment_sheet(found)
    paging = page_of(sheet.lines)
    rows = [line.picture for line in paging.items if line.picture]
    svg = draw_counts(rows, sheet.label) if rows else None
    return render_template("support/investment.html", found=found, sheet=sheet, paging=paging, svg=svg)


@blueprint.get("/investment.csv")
@requires("read reports on all work")
def investment_csv() -> Answer:
    """The same rows as a file, with every year."""
    return presenters.as_file("support-days", presenters.investment_file(disclosure.investment(reader(), today())))
