"""A secondment as the person on it sees it, and as their chief executive does."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from peerinspect.services import disclosure
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.seconding.presenters import DUE
from peerinspect.web.session import reader

blueprint = Blueprint("own_secondments", __name__)


@blueprint.get("/my/secondments/<address>")
@requires("answer for oneself")
def mine(address: str) -> str:
    """How far have I come?"""
    found = disclosure.my_secondment(reader(), address, today())
    back = ("My duties", url_for("mine.duties"))
    return render_template("seconding/own.html", found=found, names=False, back=back, due_words=DUE)


@blueprint.get("/my-council/secondees/<address>")
@requires("release people")
def of_council(address: str) -> str:
    """How far has this person of my council come?"""
    found = disclosure.council_secondee(reader(), address, today())
    back = ("My people", url_for("appointments.people"))
    return render_template("seconding/own.html", found=found, names=True, back=back, due_words=DUE)
