"""What does my council give, get and owe?"""

from __future__ import annotations

from flask import Blueprint, render_template

from peerinspect.services import disclosure
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.session import reader

blueprint = Blueprint("my_council", __name__, url_prefix="/my-council")


@blueprint.get("/")
@requires("release people")
def page() -> str:
    """What does my council give, get and owe?"""
    councils = disclosure.own_councils(reader(), today())
    posts = disclosure.vacant_posts(reader(), today())
    return render_template("appointments/council.html", councils=councils, posts=posts)
