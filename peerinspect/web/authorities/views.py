"""Councils."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import councils, disclosure
from peerinspect.services.views import ArrangementView, CouncilRecord, CouncilsAsked, JudgementView
from peerinspect.web import words
from peerinspect.web.access import may, requires
from peerinspect.web.authorities.changes import CORRECT_JUDGEMENT, END_ARRANGEMENT, OF_COUNCIL
from peerinspect.web.authorities.forms import AddCouncilForm, CouncilForm
from peerinspect.web.authorities.presenters import DIRECTORS, GRADES, grade_points
from peerinspect.web.changing import Change, as_shown, carry_out
from peerinspect.web.clock import today
from peerinspect.web.fields import MOST_COUNCILS, CouncilName, Councils
from peerinspect.web.paging import asked_number, asked_text, page_cut
from peerinspect.web.pictures import draw_grades
from peerinspect.web.session import reader

blueprint = Blueprint("authorities", __name__, url_prefix="/councils")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see councils")
def listing() -> Answer:
    """Which councils are there?"""
    grade, director = asked_text("grade"), asked_text("director")
    asked = CouncilsAsked(
        asked_text("q"),
        asked_text("region"),
        grade if grade in GRADES else "",
        director if director in DIRECTORS else "",
        asked_text("ended") == "yes",
    )
    found = disclosure.councils(reader(), today(), asked, asked_number("page"))
    return render_template(
        "authorities/listing.html",
        paging=page_cut(found.cut),
        regions=found.regions,
        asked=asked,
        is_narrowed=asked != CouncilsAsked(),
        grades=GRADES,
        directors=DIRECTORS,
        changes=may("change councils"),
        watches=may("watch directors' posts"),
    )


@blueprint.get("/<code>")
@requires("see councils")
def page(code: str) -> Answer:
    """What does this council give, get and owe?"""
    council = disclosure.authority(reader(), code, today())
    title = f"Judgements of {council.line.name}"
    return render_template(
        "authorities/page.html",
        council=council,
        grades_picture=draw_grades(grade_points(council.judgements), words.GRADES, today(), title),
        sees_performance=may("read performance information"),
        beside=[code, *(each.code for each in council.neighbours[: MOST_COUNCILS - 1])],
        sees_people=may("see people"),
        sees_directors=may("watch directors' posts")
        or (may("see a director's post through time") and code in reader().authorities),
        opens_vacancies=may("see a vacancy"),
        sees_work=may("see work"),
        changes=may("change councils"),
        registers_work=may("register work"),
        lasting_boards=disclosure.council_boards(reader(), code, today()),
        sees_history=may("see histories"),
    )


@blueprint.get("/<code>/history")
@requires("see histories")
def history(code: str) -> Answer:
    """What happened to this record, when, by whom?"""
    found = disclosure.history_of(reader(), "authority", code, asked_number("page"), today())
    name = disclosure.council_name(code)
    return render_template("authorities/history.html", paging=page_cut(found), name=name, code=code)


@blueprint.route("/new", methods=["GET", "POST"])
@requires("change councils")
def add() -> Answer:
    """Add a council."""
    form = AddCouncilForm(disclosure.councils(reader(), today()).regions)
    if form.carries_out(lambda: councils.add_council(form.adding(), reader(), today())):
        flash(f"{form.name.data} is on the register.")
        return redirect(url_for("authorities.listing", q=form.name.data), 303)
    return render_template("authorities/add.html", form=form), form.answer_code


@blueprint.route("/<code>/change/<what>", methods=["GET", "POST"])
@requires("change councils")
def change(code: str, what: str) -> Answer:
    """Change one thing about a council."""
    council = disclosure.council_record(reader(), code, today())
    return _changed(council, council, OF_COUNCIL.get(what) or abort(404))


@blueprint.route("/<code>/judgements/<int:judgement_id>", methods=["GET", "POST"])
@requires("change councils")
def correct_judgement(code: str, judgement_id: int) -> Answer:
    """Correct a judgement."""
    council = disclosure.council_record(reader(), code, today())
    judgement = next((one for one in council.judgements if one.id == judgement_id), None) or abort(404)
    return _changed(council, judgement, CORRECT_JUDGEMENT, judgement_id)


@blueprint.route("/<code>/arrangements/<int:arrangement_id>", methods=["GET", "POST"])
@requires("change councils")
def end_arrangement(code: str, arrangement_id: int) -> Answer:
    """End something that the council shares, or is at odds about."""
    council = disclosure.council_record(reader(), code, today())
    found = next((one for one in council.arrangements if one.id == arrangement_id), None) or abort(404)
    return _changed(council, found, END_ARRANGEMENT, arrangement_id)


def _changed(council: CouncilRecord, thing: Any, found: Change, *ids: int) -> Answer:
    """A form about one council: carried out, shown with what it would do, or with what is wrong."""
    code, form = council.line.code, found.form()
    _offer(form, council)
    if request.method == "GET":
        form.show(thing)
    form.rests_on(*_footing(found, council, thing, ids), code)

    def use_case() -> object:
        return found.use_case(form.command(code, *ids), reader(), today())

    tried = carry_out(form, use_case, codes=[code, *_others(form)])
    if tried.is_done:
        flash(found.told)
        return redirect(url_for("authorities.page", code=code), 303)
    trail = [
        {"text": "Councils", "href": url_for("authorities.listing")},
        {"text": council.line.name, "href": url_for("authorities.page", code=code)},
    ]
    name = "changes/check.html" if tried.effects else "authorities/change.html"
    context = {"form": form, "found": found, "tried": tried, "trail": trail, "council": council, "thing": thing}
    return render_template(name, **context), form.answer_code


def _footing(found: Change, council: CouncilRecord, thing: Any, ids: Sequence[int]) -> tuple[Any, Callable[[], Any]]:
    """What the form saves over: a judgement or arrangement as a whole; of the council, what the form shows."""

    def sight(record: CouncilRecord) -> Any:
        if thing is council:
            return as_shown(found.form, record)
        kept: Sequence[JudgementView | ArrangementView] = (*record.judgements, *record.arrangements)
        return next((one for one in kept if type(one) is type(thing) and one.id in ids), None)

    return sight(council), lambda: sight(disclosure.council_record(reader(), council.line.code, today()))


def _others(form: Any) -> list[str]:
    """The other councils that the form names: what it does may touch their people too."""
    field = getattr(form, "authorities", None) or getattr(form, "into", None)
    named = field.data if field is not None else None
    return [named] if isinstance(named, str) and named else list(named or ())


def _offer(form: Any, council: CouncilRecord) -> None:
    """Set what the form's lists offer: every other council, or the regions that there are."""
    others = [one for one in disclosure.authority_choices() if one.value != council.line.code]
    for field in form:
        if isinstance(field, CouncilName | Councils):
            field.offer(others)
    if isinstance(form, CouncilForm):
        form.offer(filter(None, [council.line.region, *disclosure.councils(reader(), today()).regions]))
