"""Lessons for everybody: search, findings, themes, what one follows; and writing them for those who may."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.domain.lives.review_kinds import REVIEW_KINDS
from peerinspect.domain.themes import by_group, find_theme, words_of
from peerinspect.services import disclosure
from peerinspect.services.lessons.subscribing import follow_themes
from peerinspect.services.lessons.writing import change_finding, remove_finding, write_finding
from peerinspect.services.refusal import NotFound
from peerinspect.services.views.lessons import LessonsAsked
from peerinspect.web.access import may_open, requires
from peerinspect.web.clock import today
from peerinspect.web.forms import Confirm
from peerinspect.web.lessons import wording
from peerinspect.web.lessons.asking import asked_lessons, choices
from peerinspect.web.lessons.forms import FindingForm, FollowForm
from peerinspect.web.paging import asked_number, page_cut
from peerinspect.web.session import reader

blueprint = Blueprint("lessons", __name__, url_prefix="/lessons")
Answer = Response | str | tuple[str, int]
SEARCH, WRITE, FOLLOW = "search lessons", "write findings", "search lessons"


@blueprint.context_processor
def _words() -> dict[str, object]:
    """What the templates of lessons call things."""
    return {"lesson_words": wording, "theme_words": words_of, "review_kinds": REVIEW_KINDS}


@blueprint.get("/")
@requires(SEARCH)
def search() -> Answer:
    """What have reviews found about this?"""
    asked = asked_lessons()
    found = disclosure.search_lessons(reader(), asked, asked_number("page"), today())
    return render_template(
        "lessons/search.html",
        asked=asked,
        choices=choices(),
        links={"boards": may_open("lesson_boards.listing"), "recurring": may_open("recurring.page")},
        to_write=disclosure.findings_to_write(reader(), today()),
        is_narrowed=asked != LessonsAsked(),
        is_wordless=found.is_wordless,
        paging=page_cut(found.cut),
    )


@blueprint.get("/themes")
@requires(SEARCH)
def themes() -> Answer:
    """Which themes are there, and what belongs to each?"""
    lines = {line.code: line for line in disclosure.theme_lines(reader(), today())}
    known = tuple(theme for code in lines if (theme := find_theme(code)))
    return render_template("lessons/themes.html", groups=by_group(known), lines=lines)


@blueprint.route("/following", methods=["GET", "POST"])
@requires(FOLLOW)
def following() -> Answer:
    """Which themes do I get messages about?"""
    form = FollowForm(disclosure.followed_themes(reader()))
    if form.carries_out(lambda: follow_themes(form.command(), reader(), today())):
        flash("Saved. You get a message when a review with such a finding is published.")
        return redirect(url_for("lessons.themes"), 303)
    return render_template("lessons/following.html", form=form), form.answer_code


@blueprint.get("/findings/<lesson_id>")
@requires(SEARCH)
def finding(lesson_id: str) -> Answer:
    """What was found, and what should change?"""
    return render_template("lessons/finding.html", one=disclosure.lesson(reader(), lesson_id, today()))


@blueprint.get("/reviews/<duty_id>")
@requires(SEARCH)
def review(duty_id: str) -> Answer:
    """What did this review find?"""
    return render_template("lessons/review.html", found=disclosure.review_lessons(reader(), duty_id, today()))


@blueprint.route("/reviews/<duty_id>/add", methods=["GET", "POST"])
@requires(WRITE)
def add(duty_id: str) -> Answer:
    """Write down what a review found."""
    found = disclosure.review_lessons(reader(), duty_id, today())
    if not found.may_write:
        raise NotFound("no such review")
    form = FindingForm(found.is_out)
    if form.carries_out(lambda: write_finding(duty_id, form.command(), reader(), today())):
        flash("The finding is kept." + (" It was sent to the boards." if found.is_out else ""))
        return redirect(url_for("lessons.review", duty_id=duty_id), 303)
    return render_template("lessons/write.html", form=form, found=found, one=None), form.answer_code


@blueprint.route("/findings/<lesson_id>/change", methods=["GET", "POST"])
@requires(WRITE)
def change(lesson_id: str) -> Answer:
    """Change what was written; correct it once it is published."""
    one = disclosure.lesson(reader(), lesson_id, today())
    if not one.may_write:
        raise NotFound("no such finding")
    form = FindingForm(one.out_on is not None, one)
    form.rests_on(one, lambda: disclosure.lesson(reader(), lesson_id, today()), one.review_id)
    if form.carries_out(lambda: change_finding(lesson_id, form.command(), reader(), today())):
        flash("The finding is corrected." if one.out_on else "The finding is changed.")
        return redirect(url_for("lessons.finding", lesson_id=lesson_id), 303)
    found = disclosure.review_lessons(reader(), one.review_id, today())
    return render_template("lessons/write.html", form=form, found=found, one=one), form.answer_code


@blueprint.route("/findings/<lesson_id>/remove", methods=["GET", "POST"])
@requires(WRITE)
def remove(lesson_id: str) -> Answer:
    """Take away a finding that is not published."""
    one = disclosure.lesson(reader(), lesson_id, today())
    if not one.may_write:
        raise NotFound("no such finding")
    form = Confirm()
    form.rests_on(one, lambda: disclosure.lesson(reader(), lesson_id, today()), one.review_id)
    if form.carries_out(lambda: remove_finding(lesson_id, reader(), today())):
        flash("The finding is taken away.")
        return redirect(url_for("lessons.review", duty_id=one.review_id), 303)
    return render_template("lessons/remove.html", form=form, one=one), form.answer_code
