"""Councils' posts of director: who holds them, who did, and which to keep an eye on."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.past_directors import add_past_director, remove_past_director
from peerinspect.services.views.directors import DirectorsAsked
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.directors.forms import PastDirectorForm
from peerinspect.web.directors.presenters import BASES, FACTS, SOUGHT, held_as, timeline_bars
from peerinspect.web.forms import Confirm
from peerinspect.web.paging import asked_number, asked_text, page_cut
from peerinspect.web.pictures import draw_bars
from peerinspect.web.session import reader

blueprint = Blueprint("directors", __name__, url_prefix="/directors")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("watch directors' posts")
def listing() -> Answer:
    """Who is each council's director, on which basis, since when?"""
    basis = asked_text("basis")
    asked = DirectorsAsked(asked_text("q"), asked_text("region"), basis if basis in SOUGHT else "")
    found = disclosure.director_posts(reader(), today(), asked, asked_number("page"))
    return render_template(
        "directors/listing.html",
        paging=page_cut(found.cut),
        found=found,
        asked=asked,
        is_narrowed=asked != DirectorsAsked(),
        bases=BASES,
        sought=[(name, BASES[name]) for name in SOUGHT],
        sees_people=may("see people"),
    )


@blueprint.get("/watch")
@requires("watch directors' posts")
def watch() -> Answer:
    """Which posts should somebody keep an eye on, and why?"""
    fact = asked_text("fact") if asked_text("fact") in FACTS else ""
    region = asked_text("region")
    found = disclosure.watch_list(reader(), today(), fact, region, asked_number("page"))
    return render_template(
        "directors/watch.html", paging=page_cut(found.cut), found=found, fact=fact, region=region, facts=FACTS
    )


@blueprint.get("/<code>")
@requires("see a director's post through time")
def timeline(code: str) -> Answer:
    """Who held this post, when, and on which basis?"""
    found = disclosure.director_timeline(reader(), code, today())
    bars = timeline_bars(found)
    return render_template(
        "directors/timeline.html",
        found=found,
        picture_of=draw_bars("posts", bars, today(), f"Directors of {found.name}") if bars else None,
        held_as=held_as,
        watches=may("watch directors' posts"),
        opens_vacancies=may("see a vacancy"),
        changes=may("change people"),
        remove=Confirm(),
    )


@blueprint.route("/<code>/before", methods=["GET", "POST"])
@requires("change people")
def add_before(code: str) -> Answer:
    """Add a director of the past who is not on the register."""
    found = disclosure.director_timeline(reader(), code, today())
    form = PastDirectorForm()
    if form.carries_out(lambda: add_past_director(form.command(code), reader(), today())):
        flash(f"{form.name.data} stands on the line through time.")
        return redirect(url_for("directors.timeline", code=code), 303)
    return render_template("directors/before.html", form=form, found=found), form.answer_code


@blueprint.post("/<code>/before/<row_id>/remove")
@requires("change people")
def remove_before(code: str, row_id: str) -> Answer:
    """Take a director of the past off who was added by mistake."""
    remove_past_director(code, row_id, reader(), today())
    flash("They are taken off the line through time.")
    return redirect(url_for("directors.timeline", code=code), 303)
