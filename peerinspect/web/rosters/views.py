"""Rosters: one page a question, under one head."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, publishing, rechecking, waivers, withdrawing
from peerinspect.services.publishing import PublishRoster
from peerinspect.services.views import CouncilPlace, RosterView
from peerinspect.web import words
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_number, asked_text, page_of, page_shown
from peerinspect.web.pictures import MOST_ARCS
from peerinspect.web.rosters import parts, presenters
from peerinspect.web.rosters.forms import CompareForm, PublishForm, WaiverForm, WithdrawForm
from peerinspect.web.session import reader

blueprint = Blueprint("rosters", __name__, url_prefix="/rosters")
for word in (
    presenters.doubt,
    presenters.goal_line,
    presenters.goal_name,
    presenters.status_line,
    presenters.week_total,
    parts.searched_words,
    presenters.better,
):
    blueprint.add_app_template_filter(word)
blueprint.add_app_template_global(parts.parts_of_roster, "parts_of_roster")
Answer = Response | str | tuple[str, int]
ON_A_PAGE = 50


@blueprint.get("/")
@requires("see rosters")
def listing() -> Answer:
    """Which rosters are there?"""
    found = disclosure.rosters(reader(), today())
    return render_template("rosters/listing.html", rosters=page_of(found), may_search=may("search for rosters"))


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
    """How good the roster is with, where publishing was refused, the reasons."""
    roster = disclosure.roster(reader(), roster_id, today(), shown=("waivers",) if request.method == "POST" else ())
    form.links = {f"{one.rule}/{one.address}": presenters.waiver_link(roster_id, one) for one in roster.waivers}
    return _part("page", roster, form=form), form.answer_code


def _part(name: str, roster: RosterView, **more: object) -> str:
    """One of the pages of a roster, under the head that they all have."""
    rights = {
        "may_waive": may("propose waivers"),
        "may_search": may("search for rosters"),
        "may_ask": may("ask what would change"),
        "may_change": may("change drafts by hand"),
    }
    return render_template(f"rosters/{name}.html", roster=roster, **rights, **more)


@blueprint.get("/<roster_id>/people")
@requires("see rosters")
def placements(roster_id: str) -> Answer:
    """Who goes where?"""
    roster = disclosure.roster(reader(), roster_id, today(), shown=("placements", "reserves"))
    shown = _shown()
    found = [one for one in roster.placements if shown.holds(one)]
    return _part("people", roster, shown=shown, paging=page_of(found, ON_A_PAGE), regions=disclosure.region_names())


@blueprint.get("/<roster_id>/empty")
@requires("see rosters")
def empty(roster_id: str) -> Answer:
    """What stays empty?"""
    roster = disclosure.roster(reader(), roster_id, today(), shown=("shortfalls",))
    return _part("empty", roster, paging=page_of(roster.shortfalls, ON_A_PAGE))


@blueprint.get("/<roster_id>/waivers")
@requires("see rosters")
def waivers_needed(roster_id: str) -> Answer:
    """What must be waived first?"""
    roster = disclosure.roster(reader(), roster_id, today(), shown=("waivers",))
    return _part("waivers", roster, paging=page_of(roster.waivers, ON_A_PAGE))


@blueprint.get("/<roster_id>/map")
@requires("see rosters")
def map_of_it(roster_id: str) -> Answer:
    """Where do people go?"""
    roster = disclosure.roster(reader(), roster_id, today(), shown=("placements",))
    shown, councils = _shown(), disclosure.council_places()
    found = [one for one in roster.placements if shown.holds(one)]
    picture = presenters.map_picture(found, councils)
    more = {"paging": page_of(found, ON_A_PAGE), "is_crowded": len(found) > MOST_ARCS}
    return _part("map", roster, shown=shown, drawn=picture, regions=_regions(councils), **more)


@blueprint.get("/<roster_id>/weeks")
@requires("see rosters")
def weeks(roster_id: str) -> Answer:
    """Who is at work when?"""
    roster = disclosure.roster(reader(), roster_id, today(), shown=("weeks",))
    return _part("weeks", roster, drawn=presenters.weeks_picture(roster))


@blueprint.get("/<roster_id>/days")
@requires("see rosters")
def days(roster_id: str) -> Answer:
    """Is the work shared out fairly?"""
    roster = disclosure.roster(reader(), roster_id, today(), shown=("loads",))
    return _part("days", roster, drawn=presenters.load_picture(roster), paging=page_of(roster.loads, ON_A_PAGE))


def _shown() -> presenters.Shown:
    kinds = tuple(kind for kind in request.args.getlist("kind") if kind in words.KIND_NAMES)
    return presenters.Shown(kinds, asked_text("region"), asked_text("q"))


def _regions(councils: Sequence[CouncilPlace]) -> list[str]:
    return sorted({one.region for one in councils if one.region})


@blueprint.route("/<roster_id>/waivers/<rule>/<address>", methods=["GET", "POST"])
@requires("propose waivers")
def waive(roster_id: str, rule: str, address: str) -> Answer:
    """Ask that an objection be set aside."""
    roster = disclosure.roster(reader(), roster_id, today(), shown=("waivers",))
    needed = next((one for one in roster.waivers if (one.rule, one.address) == (rule, address)), None)
    if needed is None:
        abort(404)
    form = WaiverForm(data={"until": needed.until})
    command = form.command(roster_id, address, rule)
    if form.carries_out(lambda: waivers.propose_waiver(command, reader(), today())):
        flash(f"The waiver is proposed. It is decided by {needed.waived_by}.")
        return redirect(url_for("rosters.waivers_needed", roster_id=roster_id), 303)
    return render_template("rosters/waive.html", form=form, needed=needed, roster_id=roster_id), form.answer_code


@blueprint.route("/<roster_id>/withdraw", methods=["GET", "POST"])
@requires("publish rosters")
def withdraw(roster_id: str) -> Answer:
    """Take a published roster back."""
    roster = disclosure.roster(reader(), roster_id, today(), shown=())
    form = WithdrawForm()
    stood_down: list[int] = []
    command = form.command(roster_id)
    if form.carries_out(lambda: stood_down.append(withdrawing.withdraw_roster(command, reader(), today()))):
        flash(f"The roster is withdrawn. Offers stood down: {stood_down[0]}.")
        return redirect(url_for("rosters.page", roster_id=roster_id), 303)
    return render_template("rosters/withdraw.html", form=form, roster=roster), form.answer_code


@blueprint.get("/<roster_id>/check")
@requires("see rosters")
def check(roster_id: str) -> Answer:
    """Does it still hold under the rules that it was made by?"""
    return render_template("rosters/check.html", check=rechecking.check_again(reader(), roster_id, today()))


@blueprint.get("/<roster_id>/check/progress")
@requires("see rosters")
def check_progress(roster_id: str) -> Answer:
    """The part of that page that changes, for browsers that can fetch it by itself."""
    return render_template("rosters/checked.html", check=rechecking.check_again(reader(), roster_id, today()))


@blueprint.get("/compare")
@requires("see rosters")
def compare() -> Answer:
    """What changes if I take the other one?"""
    form = CompareForm(parts.roster_choices(disclosure.rosters(reader(), today())), meta={"csrf": False})
    form.one.data, form.other.data = asked_text("one"), asked_text("other")
    pair = (form.one.data, form.other.data)
    found = None
    if all(pair):
        first = max(0, asked_number("page") - 1) * ON_A_PAGE
        shown = slice(first, first + ON_A_PAGE)
        form.carries_out_now(lambda: disclosure.compare(reader(), *pair, today(), shown))
        found = form.found
    paging = page_shown(found.moves if found else (), found.movers if found else 0, ON_A_PAGE)
    return render_template("rosters/compare.html", form=form, compare=found, paging=paging), form.answer_code
