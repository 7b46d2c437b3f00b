"""The register of interests: who is tied to which council, and what becomes of a tie that is false."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from peerinspect.services import declarations, disclosure, dismissals, signatures
from peerinspect.services.register_export import public_register
from peerinspect.web import words
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.forms import HouseForm
from peerinspect.web.paging import asked_number, asked_text, page_cut, page_of
from peerinspect.web.register.forms import DecideForm, DismissForm, MoveEndForm, PaperForm, RecordForm, ReviewForm
from peerinspect.web.register.presenters import STATES, stands_matching
from peerinspect.web.session import reader

blueprint = Blueprint("register", __name__, url_prefix="/register")
Answer = AnyResponse | str | tuple[str, int]


@blueprint.get("/")
@requires("keep the register")
def listing() -> Answer:
    """Who is tied to which council?"""
    asked = {name: asked_text(name) for name in ("q", "kind", "state")}
    page = asked_number("page")
    found = disclosure.register_page(reader(), today(), asked["q"], asked["kind"], asked["state"], page)
    is_empty = not found.total and not any(asked.values())
    return render_template(
        "register/listing.html", paging=page_cut(found), asked=asked, states=STATES, is_empty=is_empty
    )


@blueprint.get("/public.csv")
@requires("keep the register")
def public() -> Response:
    """The part that may be published, for a spreadsheet."""
    name = f"register-of-interests-{today().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(public_register(reader(), today()), mimetype="text/csv", headers=headers)


@blueprint.get("/councils/<code>")
@requires("keep the register")
def council(code: str) -> Answer:
    """Who is clear of this council?"""
    found = disclosure.council_stands(reader(), code, today())
    asked = {"q": asked_text("q"), "state": asked_text("state")}
    shown = stands_matching(found.stands, asked["q"], asked["state"], by_person=True)
    counts = {state: sum(one.state == state for one in found.stands) for state in words.STANDS}
    return render_template("register/council.html", council=found, paging=page_of(shown), asked=asked, counts=counts)


@blueprint.get("/people/<person_id>")
@requires("keep the register")
def person(person_id: str) -> Answer:
    """Which councils is this person clear of?"""
    found = disclosure.person_stands(reader(), person_id, today())
    asked = {"q": asked_text("q"), "state": asked_text("state")}
    shown = stands_matching(found.stands, asked["q"], asked["state"], by_person=False)
    counts = {state: sum(one.state == state for one in found.stands) for state in words.STANDS}
    context = {"person": found, "paging": page_of(shown), "asked": asked, "counts": counts, "today": today()}
    return render_template("register/person.html", **context)


@blueprint.route("/people/<person_id>/new", methods=["GET", "POST"])
@requires("keep the register")
def record(person_id: str) -> Answer:
    """Record a tie that came to light in another way."""
    found = disclosure.person_stands(reader(), person_id, today())
    form = RecordForm(disclosure.authority_choices())
    if form.carries_out(lambda: declarations.record_interest(form.record(person_id), reader(), today())):
        flash("The tie is recorded. Where it touches work, that is listed under looks back.")
        return redirect(url_for("register.person", person_id=person_id, state="conflicted"), 303)
    return render_template("register/record.html", form=form, person=found), form.answer_code


@blueprint.route("/people/<person_id>/declaration", methods=["GET", "POST"])
@requires("keep the register")
def declaration(person_id: str) -> Answer:
    """Keep a declaration that was signed on paper."""
    found = disclosure.person_stands(reader(), person_id, today())
    form = PaperForm()
    if form.carries_out(lambda: signatures.file_declaration(form.command(person_id), reader(), today())):
        flash("The declaration is kept. It runs for twelve months from the signature.")
        return redirect(url_for("register.person", person_id=person_id), 303)
    return render_template("register/declaration.html", form=form, person=found), form.answer_code


@blueprint.get("/ties/<interest_id>")
@requires("keep the register")
def tie(interest_id: str) -> Answer:
    """What is this tie, and does it count?"""
    return render_template("register/tie.html", found=disclosure.tie(reader(), interest_id, today()))


@blueprint.route("/ties/<interest_id>/end", methods=["GET", "POST"])
@requires("keep the register")
def move_end(interest_id: str) -> Answer:
    """Correct the last day of a tie."""
    form = MoveEndForm()
    return _about(
        interest_id,
        form,
        lambda: declarations.move_end(form.command(interest_id), reader(), today()),
        "The last day is corrected.",
        "register/end.html",
    )


@blueprint.route("/ties/<interest_id>/dismiss", methods=["GET", "POST"])
@requires("keep the register")
def dismiss(interest_id: str) -> Answer:
    """Propose that a tie is false."""
    form = DismissForm()
    return _about(
        interest_id,
        form,
        lambda: dismissals.propose_dismissal(form.command(interest_id), reader(), today()),
        "The dismissal waits for a second coordinator. Until then the tie counts.",
        "register/dismiss.html",
    )


@blueprint.route("/ties/<interest_id>/decide", methods=["GET", "POST"])
@requires("keep the register")
def decide(interest_id: str) -> Answer:
    """Have the second say on a dismissal."""
    if not disclosure.tie(reader(), interest_id, today()).dismissals:
        abort(404)
    form = DecideForm()
    return _about(
        interest_id,
        form,
        lambda: dismissals.decide_dismissal(form.command(interest_id), reader(), today()),
        "Your decision is recorded.",
        "register/decide.html",
    )


@blueprint.route("/ties/<interest_id>/review", methods=["GET", "POST"])
@requires("keep the register")
def review(interest_id: str) -> Answer:
    """Review a tie that came in again after its dismissal."""
    if disclosure.tie(reader(), interest_id, today()).review is None:
        abort(404)
    form = ReviewForm()
    return _about(
        interest_id,
        form,
        lambda: dismissals.review_again(form.command(interest_id), reader(), today()),
        "What you found is recorded.",
        "register/review.html",
    )


def _about(interest_id: str, form: HouseForm, use_case: Callable[[], Any], told: str, page: str) -> Answer:
    """A form about one tie: carried out, or shown with what is wrong."""
    found = disclosure.tie(reader(), interest_id, today())
    form.rests_on(found, lambda: disclosure.tie(reader(), interest_id, today()))
    if form.carries_out(use_case):
        flash(told)
        return redirect(url_for("register.tie", interest_id=interest_id), 303)
    return render_template(page, form=form, found=found), form.answer_code
