"""Looks back: which past, live and coming work does a change of a tie touch?"""

from __future__ import annotations

import json

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from peerinspect.services import closing, disclosure
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.lookbacks.forms import CloseForm
from peerinspect.web.lookbacks.presenters import look_back_dict
from peerinspect.web.paging import page_of
from peerinspect.web.session import reader

blueprint = Blueprint("lookbacks", __name__, url_prefix="/look-backs")
Answer = AnyResponse | str | tuple[str, int]


@blueprint.get("/")
@requires("keep the register")
def listing() -> Answer:
    """Which changes of ties touch work?"""
    return render_template("lookbacks/listing.html", paging=page_of(disclosure.look_backs(reader(), today())))


@blueprint.route("/<look_back_id>", methods=["GET", "POST"])
@requires("keep the register")
def page(look_back_id: str) -> Answer:
    """What does this change touch, and what is to be done?"""
    form = CloseForm()
    command = form.command(look_back_id)
    if form.carries_out(lambda: closing.close_look_back(command, reader(), today())):
        flash("What was done is recorded.")
        return redirect(url_for("lookbacks.page", look_back_id=look_back_id), 303)
    found = disclosure.look_back(reader(), look_back_id, today())
    return render_template("lookbacks/page.html", form=form, found=found), form.answer_code


@blueprint.get("/<look_back_id>/json")
@requires("keep the register")
def as_json(look_back_id: str) -> Response:
    """The same for other programs."""
    found = look_back_dict(disclosure.look_back(reader(), look_back_id, today()))
    return Response(json.dumps(found, ensure_ascii=False, indent=2) + "\n", mimetype="application/json")
