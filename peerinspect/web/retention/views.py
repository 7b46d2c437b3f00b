"""What the retention policy has removed, and what is due."""

from __future__ import annotations

from flask import Blueprint, render_template

from peerinspect.services import disclosure
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.session import reader

blueprint = Blueprint("retention", __name__)


@blueprint.get("/retention")
@requires("see what is kept")
def page() -> str:
    """What was removed last, and what is due today?"""
    last, due = disclosure.purge_report(reader(), today())
    return render_template("retention/page.html", last=last, due=due, reads_reports=may("read reports"))
