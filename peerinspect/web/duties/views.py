"""One duty."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import asking, disclosure
from peerinspect.services.asking import Ask
from peerinspect.services.views import DutyDetail
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.duties.costs import goal_words, sides_words, swap_words, travel_words
from peerinspect.web.duties.presenters import ORDERS, STRENGTHS, Filter, evidence_days, rule_name, sift
from peerinspect.web.forms import Confirm
from peerinspect.web.paging import asked_text
from peerinspect.web.session import reader

blueprint = Blueprint("duties", __name__, url_prefix="/duties")
for word in (evidence_days, goal_words, rule_name, sides_words, swap_words, travel_words):
    blueprint.add_app_template_filter(word)
Answer = Response | str | tuple[str, int]


@blueprint.get("/<duty_id>")
@requires("open a duty")
def page(duty_id: str) -> Answer:
    """Who should do this, and why?"""
    return _duty_page(duty_id, Confirm())


@blueprint.post("/<duty_id>/try/<person_id>")
@requires("ask what would change")
def try_person(duty_id: str, person_id: str) -> Answer:
    """What would it cost to have this person on the duty?"""
    return _asked(Ask(duty_id, person_id))


@blueprint.post("/<duty_id>/try/<person_id>/longer")
@requires("ask what would change")
def try_longer(duty_id: str, person_id: str) -> Answer:
    """The same, with up to a minute to find a better roster or to prove that there is none."""
    return _asked(Ask(duty_id, person_id, is_longer=True))


@blueprint.post("/<duty_id>/what-would-fill-it")
@requires("ask what would change")
def what_would_fill(duty_id: str) -> Answer:
    """Which small changes would fill what is empty?"""
    return _asked(Ask(duty_id))


def _asked(command: Ask) -> Answer:
    form = Confirm()
    asked: list[str] = []
    if form.carries_out(lambda: asked.append(asking.ask(command, reader(), today()))):
        return redirect(url_for("questions.page", question_id=asked[0]), 303)
    return _duty_page(command.duty_id, form)


def _duty_page(duty_id: str, form: Confirm) -> Answer:
    """The duty with, where a question was refused, the reason."""
    duty = disclosure.duty(reader(), duty_id, today())
    life = disclosure.duty_life(reader(), duty_id, today()) if may("see work") else None
    is_over = life.is_over if life else duty.line.period.end is not None and duty.line.period.end < today()
    everybody = disclosure.candidates(reader(), duty_id, today()) if may("see candidates") and not is_over else None
    wanted = Filter(*(asked_text(name) for name in ("q", "rule", "group", "region", "strength", "order")))
    context = {
        "duty": duty,
        "lasting_board": disclosure.board_link(reader(), duty_id, today()) if duty.line.kind == "chair" else None,
        "life": life,
        "sifted": sift(everybody, wanted) if everybody and not everybody.is_over else None,
        "is_over": is_over,
        "wanted": wanted,
        "strengths": STRENGTHS,
        "orders": ORDERS,
        "reserves": disclosure.duty_reserves(reader(), duty_id, today()) if may("see rosters") and not is_over else (),
        "lack": disclosure.lack(reader(), duty_id, today()) if everybody else None,
        "may_ask": may("ask what would change"),
        "may_open_sheet": may("see the week"),
        "sees_people": may("see people"),
        **_held_back(duty, is_over),
        "mentors": disclosure.duty_mentors(reader(), duty_id, today()),
        "papers": disclosure.papers(reader(), duty_id, today()),
        "form": form,
    }
    return render_template("duties/page.html", **context), form.answer_code


def _held_back(duty: DutyDetail, is_over: bool) -> dict[str, Any]:
    """What the people on it know and what the rules said, and whether an empty seat can be offered to a reserve."""
    if is_over or not may("offer to reserves"):
        return {}
    id_ = duty.line.id
    left = disclosure.who_left(reader(), id_, today()) if duty.empty_seats else ()
    return {
        "holding": disclosure.holding(reader(), id_, today()) if duty.line.sealed else None,
        "asked_again": disclosure.asked_again(reader(), id_, today()),
        "left": left,
        "may_promote": bool(left),
    }
