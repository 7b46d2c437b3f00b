"""One duty."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.duties.presenters import Filter, cost_words, evidence_days, rule_name, sift
from peerinspect.web.paging import asked_text
from peerinspect.web.session import reader

blueprint = Blueprint("duties", __name__, url_prefix="/duties")
for word in (cost_words, evidence_days, rule_name):
    blueprint.add_app_template_filter(word)
Answer = Response | str


@blueprint.get("/<duty_id>")
@requires("open a duty")
def page(duty_id: str) -> Answer:
    """Who should do this, and why?"""
    duty = disclosure.duty(reader(), duty_id, today())
    sees_candidates = may("see candidates")
    everybody = disclosure.candidates(reader(), duty_id, today()) if sees_candidates else None
    wanted = Filter(asked_text("q"), asked_text("rule"), asked_text("group"))
    return render_template(
        "duties/page.html",
        duty=duty,
        sifted=sift(everybody, wanted) if everybody else None,
        wanted=wanted,
        may_open_sheet=may("see the week"),
        sees_people=may("see people"),
        papers=disclosure.papers(reader(), duty_id, today()),
    )
