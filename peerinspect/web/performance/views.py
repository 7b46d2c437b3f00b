"""Performance information: a council through the years, and up to four beside one another."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.views.performance import CouncilPerformance
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.fields import MOST_COUNCILS
from peerinspect.web.performance import presenters
from peerinspect.web.performance.forms import CompareForm
from peerinspect.web.pictures import draw_bars
from peerinspect.web.session import reader

blueprint = Blueprint("performance", __name__, url_prefix="/performance")
Answer = Response | str | tuple[str, int]
READ = "read performance information"


@blueprint.get("/")
@requires(READ)
def start() -> Answer:
    """Which councils do I want to look at?"""
    own = [one for one in disclosure.authority_choices() if one.value in reader().authorities]
    return render_template("performance/start.html", form=_form(), own=own)


@blueprint.get("/<code>")
@requires(READ)
def page(code: str) -> Answer:
    """How does this council do, through the years and beside others?"""
    found = disclosure.performance(reader(), code, today())
    bars = presenters.post_bars(found)
    return render_template(
        "performance/page.html",
        council=found,
        lines=presenters.figure_lines(found),
        areas=presenters.area_lines(found, today()),
        good_neighbours=presenters.good_neighbours(found),
        posts_picture=draw_bars("posts", bars, today(), f"Directors of {found.line.name}") if bars else None,
        beside=disclosure.neighbours_to_compare(reader(), code, MOST_COUNCILS),
        today=today(),
        sees_work=may("see work"),
        boards=disclosure.council_boards(reader(), code, today()),
        sees_directors=may("watch directors' posts")
        or (may("see a director's post through time") and code in reader().authorities),
    )


@blueprint.get("/<code>.csv")
@requires(READ)
def page_csv(code: str) -> Answer:
    """The same figures as a file."""
    return _file("performance", [disclosure.performance(reader(), code, today())])


@blueprint.get("/compare")
@requires(READ)
def compare() -> Answer:
    """How do these councils stand beside one another?"""
    form = _form()
    is_right = form.validate() if form.council.typed else True
    found = disclosure.performances(reader(), form.council.data, today()) if is_right and form.council.data else ()
    rows = presenters.compare_rows(found, today())
    file = url_for("performance.compare_csv", council=form.council.data) if found else ""
    context = {"councils": found, "rows": rows, "file": file, "today": today()}
    return render_template("performance/compare.html", form=form, **context), form.answer_code


@blueprint.get("/compare.csv")
@requires(READ)
def compare_csv() -> Answer:
    """The same comparison as a file, year by year; without any council, the page to choose them on."""
    form = _form()
    if not form.council.data:
        return redirect(url_for("performance.start"))
    return _file("councils-compared", disclosure.performances(reader(), form.council.data, today()))


def _form() -> CompareForm:
    return CompareForm(disclosure.authority_choices(), formdata=request.args)


def _file(name: str, councils: Sequence[CouncilPerformance]) -> Response:
    answer = make_response(presenters.sheet_of(councils).csv())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return answer
