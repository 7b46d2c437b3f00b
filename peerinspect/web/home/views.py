"""The start page, and what needs a coordinator today."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from peerinspect.services import accounts, disclosure
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.home.first_steps import step_lines
from peerinspect.web.home.presenters import COUNTS, count_lines
from peerinspect.web.navigation import start_page
from peerinspect.web.paging import page_of
from peerinspect.web.session import reader

blueprint = Blueprint("home", __name__)
Answer = Response | str


@blueprint.get("/")
@requires("read public pages")
def start() -> Answer:
    """Where does my day begin?"""
    if reader().is_signed_in:
        return redirect(start_page())
    return render_template("home/start.html", is_new=accounts.needs_set_up())


@blueprint.get("/today", endpoint="today")
@requires("see the day")
def today_page() -> Answer:
    """What needs me today?"""
    home = disclosure.coordinator_home(reader(), today())
    steps = step_lines(disclosure.first_steps(reader(), today()))
    return render_template("home/today.html", counts=count_lines(home.counts), events=home.events, steps=steps)


@blueprint.get("/today/<key>")
@requires("see the day")
def attention(key: str) -> Answer:
    """What stands behind one of the counts?"""
    lines = disclosure.attention(reader(), key, today())
    return render_template("home/attention.html", paging=page_of(lines), count=COUNTS[key])
