"""The report on alternatives to intervention, for the national panel, DfE and coordinators."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.web.access import may_open, requires
from peerinspect.web.clock import today
from peerinspect.web.paging import page_of
from peerinspect.web.pictures import draw_counts
from peerinspect.web.session import reader
from peerinspect.web.support.presenters import ALTERNATIVES_ON_THE_PAGE, alternatives_sheet, as_file, totals_sheet

blueprint = Blueprint("alternatives", __name__, url_prefix="/reports")
Answer = Response | str
LABEL = "read on alternatives to intervention"


@blueprint.get("/alternative-to-intervention")
@requires(LABEL)
def page() -> Answer:
    """Which councils were supported in place of intervention, and what came of it?"""
    lines = disclosure.alternatives(reader(), today())
    sheet, totals = alternatives_sheet(lines), totals_sheet(lines)
    paging = page_of(sheet.lines)
    svg = draw_counts([line.picture for line in totals.lines if line.picture], totals.label) if lines else None
    return render_template(
        "support/alternatives.html",
        sheet=replace(sheet, lines=paging.items).narrowed(ALTERNATIVES_ON_THE_PAGE),
        totals=totals,
        paging=paging,
        svg=svg,
        file=url_for("alternatives.file"),
        reports=may_open("reports.index"),
    )


@blueprint.get("/alternative-to-intervention.csv")
@requires(LABEL)
def file() -> Answer:
    """The same rows as a file."""
    return as_file("alternative-to-intervention", alternatives_sheet(disclosure.alternatives(reader(), today())))
