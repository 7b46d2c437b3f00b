"""The register of people."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, people
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_text, page_of
from peerinspect.web.people.forms import RegisterPersonForm
from peerinspect.web.people.presenters import matching
from peerinspect.web.session import reader

blueprint = Blueprint("people", __name__, url_prefix="/people")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see people")
def listing() -> Answer:
    """Whom do we have?"""
    everybody = disclosure.people(reader(), today())
    asked = {"q": asked_text("q"), "region": asked_text("region"), "kind": asked_text("kind")}
    found = matching(everybody, asked["q"], asked["region"], asked["kind"])
    regions = sorted({person.region for person in everybody if person.region})
    return render_template(
        "people/listing.html",
        paging=page_of(found),
        asked=asked,
        regions=regions,
        total=len(everybody),
        may_register=may("register people"),
    )


@blueprint.get("/<person_id>")
@requires("open a person")
def page(person_id: str) -> Answer:
    """Who is this, what can they do, what bars them?"""
    person = disclosure.person(reader(), person_id, today())
    return render_template("people/page.html", person=person, **_may())


def _may() -> dict[str, bool]:
    """What the page leads the reader to."""
    return {"sees_people": may("see people"), "keeps_register": may("keep the register")}


@blueprint.route("/new", methods=["GET", "POST"])
@requires("register people")
def register() -> Answer:
    """Register a person."""
    form = RegisterPersonForm(disclosure.authority_choices(), disclosure.skill_choices())
    if form.carries_out(lambda: people.register_person(form.command(), reader(), today())):
        flash(f"{form.name.data} is on the register.")
        return redirect(url_for("people.listing", q=form.name.data), 303)
    return render_template("people/register.html", form=form), form.answer_code
