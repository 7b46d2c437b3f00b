"""Inspections as a list; the calendar shows them by week."""

from __future__ import annotations

from flask import Blueprint, render_template

from peerinspect.web.access import requires
from peerinspect.web.duties.lists import work_context

blueprint = Blueprint("inspection_list", __name__, url_prefix="/inspections")


@blueprint.get("/list")
@requires("see work")
def listing() -> str:
    """Which inspections are there, and how far is each?"""
    return render_template("inspections/listing.html", choices=work_context("inspect"))
