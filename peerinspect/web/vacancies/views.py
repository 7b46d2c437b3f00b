"""Vacancies."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, vacancies
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.duties.lists import work_context
from peerinspect.web.session import reader
from peerinspect.web.vacancies.forms import RegisterVacancyForm

blueprint = Blueprint("vacancies", __name__, url_prefix="/vacancies")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see work")
def listing() -> Answer:
    """Which director's posts are vacant, and who covers them?"""
    return render_template("vacancies/listing.html", choices=work_context("interim"))


@blueprint.route("/new", methods=["GET", "POST"])
@requires("register work")
def register() -> Answer:
    """Register a vacancy."""
    form = RegisterVacancyForm(disclosure.authority_choices())
    if form.carries_out(lambda: vacancies.register_vacancy(form.command(), reader(), today())):
        flash("The vacancy is registered. The next search looks for somebody to cover it.")
        return redirect(url_for("vacancies.listing"), 303)
    return render_template("vacancies/register.html", form=form), form.answer_code
