"""Boards, support, secondments and reviews: four lists that work alike."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.web.access import requires
from peerinspect.web.boards.overview import system_lines
from peerinspect.web.boards.presenters import TOPICS, Topic
from peerinspect.web.clock import today
from peerinspect.web.duties.lists import work_context
from peerinspect.web.session import reader

blueprint = Blueprint("boards", __name__, url_prefix="/work")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see work")
def overview() -> Answer:
    """What other work is there?"""
    systems = system_lines(disclosure.work_overview(reader(), today()))
    return render_template("boards/overview.html", systems=systems)


@blueprint.get("/<name>")
@requires("see work")
def listing(name: str) -> Answer:
    """What is there of this kind, and is it staffed?"""
    topic = _topic(name)
    return render_template("boards/listing.html", topic=topic, choices=work_context(topic.kind))


@blueprint.route("/<name>/new", methods=["GET", "POST"])
@requires("register work")
def register(name: str) -> Answer:
    """Register work of this kind."""
    topic = _topic(name)
    form = topic.form(disclosure.authority_choices(), disclosure.skill_choices(reader(), today()))
    if form.carries_out(lambda: topic.register(form.command(), reader(), today())):
        flash(f"{topic.registered} The next search looks for people.")
        return redirect(url_for("boards.listing", name=name), 303)
    return render_template("boards/register.html", form=form, topic=topic), form.answer_code


def _topic(name: str) -> Topic:
    return TOPICS.get(name) or abort(404)
