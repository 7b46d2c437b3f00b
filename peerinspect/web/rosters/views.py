"""Rosters."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, publishing, rechecking, waivers
from peerinspect.services.publishing import PublishRoster
from peerinspect.web import words
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_text, page_of
from peerinspect.web.rosters import presenters
from peerinspect.web.rosters.forms import PublishForm, WaiverForm
from peerinspect.web.session import reader

blueprint = Blueprint("rosters", __name__, url_prefix="/rosters")
for word in (
    presenters.doubt,
    presenters.goal_line,
    presenters.goal_name,
    presenters.status_line,
    presenters.week_total,
):
    blueprint.add_app_template_filter(word)
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see rosters")
def listing() -> Answer:
    """Which rosters are there?"""
    found = disclosure.rosters(reader(), today())
    return render_template("rosters/listing.html", rosters=found, may_search=may("search for rosters"))


@blueprint.get("/<roster_id>")
@requires("see rosters")
def page(roster_id: str) -> Answer:
    """Is this good, and can I stand behind it?"""
    return _roster_page(roster_id, PublishForm())


@blueprint.post("/<roster_id>/publish")
@requires("publish rosters")
def publish(roster_id: str) -> Answer:
    """Turn the draft into offers that people can answer."""
    form = PublishForm()
    command = PublishRoster(roster_id)
    if form.carries_out(lambda: publishing.publish_roster(command, reader(), today())):
        flash("The roster is published. The people on it are asked to answer.")
        return redirect(url_for("rosters.page", roster_id=roster_id), 303)
    return _roster_page(roster_id, form)


def _roster_page(roster_id: str, form: PublishForm) -> Answer:
    """The roster with, where publishing was refused, the reasons."""
    roster = disclosure.roster(reader(), roster_id, today())
    form.links = {f"{one.rule}/{one.address}": presenters.waiver_link(roster_id, one) for one in roster.waivers}
    kinds = tuple(kind for kind in request.args.getlist("kind") if kind in words.KIND_NAMES)
    shown = presenters.Shown(kinds, asked_text("region"))
    placements = [one for one in roster.placements if shown.holds(one)]
    councils = disclosure.authorities(reader(), today())
    context = {
        "roster": roster,
        "shown": shown,
        "placements": placements,
        "paging": page_of(placements, 100),
        "pictures": presenters.pictures(roster, placements, councils),
        "regions": sorted({one.region for one in councils if one.region}),
        "form": form,
        "may_waive": may("propose waivers"),
        "may_search": may("search for rosters"),
        "may_ask": may("ask what would change"),
    }
    return render_template("rosters/page.html", **context), form.answer_code


@blueprint.route("/<roster_id>/waivers/<rule>/<address>", methods=["GET", "POST"])
@requires("propose waivers")
def waive(roster_id: str, rule: str, address: str) -> Answer:
    """Ask that an objection be set aside."""
    roster = disclosure.roster(reader(), roster_id, today())
    needed = next((one for one in roster.waivers if (one.rule, one.address) == (rule, address)), None)
    if needed is None:
        abort(404)
    form = WaiverForm(data={"until": needed.until})
    command = form.command(roster_id, address, rule)
    if form.carries_out(lambda: waivers.propose_waiver(command, reader(), today())):
        flash(f"The waiver is proposed. It is decided by {needed.waived_by}.")
        return redirect(url_for("rosters.page", roster_id=roster_id) + "#waivers", 303)
    return render_template("rosters/waive.html", form=form, needed=needed, roster_id=roster_id), form.answer_code


@blueprint.get("/<roster_id>/check")
@requires("see rosters")
def check(roster_id: str) -> Answer:
    """Does it still hold under the rules that it was made by?"""
    return render_template("rosters/check.html", check=rechecking.check_again(reader(), roster_id, today()))
