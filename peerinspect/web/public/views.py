"""What everybody may read; and the national picture for the panel and the department."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_text, page_of
from peerinspect.web.public.presenters import by_region, number_lines
from peerinspect.web.session import reader

blueprint = Blueprint("public", __name__)
Answer = Response | str


@blueprint.get("/appointments")
@requires("read public pages")
def appointments() -> Answer:
    """Who chairs which board?"""
    text = asked_text("q")
    everybody = disclosure.public_appointments(today())
    found = [one for one in everybody if text.casefold() in f"{one.person_name} {' '.join(one.boards)}".casefold()]
    return render_template("public/appointments.html", paging=page_of(found), text_asked=text, total=len(everybody))


@blueprint.get("/national")
@requires("see the national picture")
def national() -> Answer:
    """How do councils and their reviews stand, all together?"""
    regions = by_region(disclosure.authorities(reader(), today()))
    numbers = number_lines(disclosure.national_picture(reader(), today()))
    return render_template("public/national.html", regions=regions, numbers=numbers)
