"""How one did on duties that are over, as far as it was shared."""

from __future__ import annotations

from flask import Blueprint, render_template

from peerinspect.services import disclosure
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.session import reader

blueprint = Blueprint("evaluations", __name__, url_prefix="/my/evaluations")


@blueprint.get("/")
@requires("answer for oneself")
def listing() -> str:
    """How did I do?"""
    return render_template("evaluations/listing.html", found=disclosure.my_evaluations(reader(), today()))
