"""Councils."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_text
from peerinspect.web.session import reader

blueprint = Blueprint("authorities", __name__, url_prefix="/councils")
Answer = Response | str


@blueprint.get("/")
@requires("see councils")
def listing() -> Answer:
    """Which councils are there?"""
    councils = disclosure.authorities(reader(), today())
    region, text = asked_text("region"), asked_text("q")
    found = [one for one in councils if region in ("", one.region) and text.casefold() in one.name.casefold()]
    regions = sorted({one.region for one in councils if one.region})
    return render_template("authorities/listing.html", councils=found, regions=regions, region=region, name_asked=text)


@blueprint.get("/<code>")
@requires("see councils")
def page(code: str) -> Answer:
    """What does this council give, get and owe?"""
    council = disclosure.authority(reader(), code, today())
    return render_template(
        "authorities/page.html", council=council, sees_people=may("see people"), sees_work=may("see work")
    )
