"""Pages of aspirants and mentors, of one's own record, and of what is to be put right on records."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import aspiring, corrections, disclosure, mentors
from peerinspect.services.programme.training import add_training
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.learning.forms import AnswerForm, AspireForm, CorrectForm, EndMentoringForm, NameMentorForm
from peerinspect.web.programme.forms import TrainingForm
from peerinspect.web.programme.presenters import FACTS, MEMBER_STATES, OUTCOMES
from peerinspect.web.session import reader

blueprint = Blueprint("learning", __name__)
Answer = Response | str | tuple[str, int]


@blueprint.route("/my/aspiration", methods=["GET", "POST"])
@requires("answer for oneself")
def aspiration() -> Answer:
    """What do I hope to learn, and for which terms would I go?"""
    form, mine = AspireForm(), disclosure.my_aspiration(reader(), today())
    form.show(mine)
    if form.carries_out(lambda: aspiring.aspire(form.command(), reader(), today())):
        flash("Saved. Coordinators see what you hope to learn.")
        return redirect(url_for("learning.aspiration"), 303)
    return render_template("learning/aspiration.html", form=form, mine=mine, **_programme()), form.answer_code


def _programme() -> dict[str, object]:
    """The reader's own part of the programme for aspiring directors, with its words."""
    return {
        "programme": disclosure.my_programme(reader(), today()),
        "training_outcomes": OUTCOMES,
        "member_states": MEMBER_STATES,
        "fact_names": FACTS,
    }


@blueprint.route("/my/training/new", methods=["GET", "POST"])
@requires("answer for oneself")
def add_own_training() -> Answer:
    """Which training did I take?"""
    form = TrainingForm()
    if form.carries_out(lambda: add_training(form.command(), reader(), today())):
        flash("Added. A coordinator looks at it.")
        return redirect(url_for("learning.aspiration"), 303)
    return render_template("learning/training.html", form=form), form.answer_code


@blueprint.post("/my/aspiration/end")
@requires("answer for oneself")
def aspire_no_more() -> Answer:
    """Take the wish back."""
    aspiring.aspire_no_more(reader(), today())
    flash("Taken back. What you offer stays as it is until you change it.")
    return redirect(url_for("mine.offers"), 303)


@blueprint.get("/my/mentoring")
@requires("answer for oneself")
def mentoring() -> Answer:
    """Who helps me, and whom do I help?"""
    return render_template("learning/mentoring.html", mine=disclosure.my_mentoring(reader(), today()))


@blueprint.get("/my/profile")
@requires("answer for oneself")
def profile() -> Answer:
    """What does the register hold on me?"""
    return render_template("learning/profile.html", mine=disclosure.my_profile(reader(), today()))


@blueprint.route("/my/profile/correct", methods=["GET", "POST"])
@requires("answer for oneself")
def correct() -> Answer:
    """Ask for something to be put right."""
    form = CorrectForm()
    if form.carries_out(lambda: corrections.ask_for_correction(form.command(), reader(), today())):
        flash("Your question is sent. The answer will stand on this page.")
        return redirect(url_for("learning.profile"), 303)
    return render_template("learning/correct.html", form=form), form.answer_code


@blueprint.route("/duties/<duty_id>/people/<address>/mentor", methods=["GET", "POST"])
@requires("change people")
def name_mentor(duty_id: str, address: str) -> Answer:
    """Who helps this aspirant through the duty?"""
    learner = disclosure.learner(reader(), duty_id, address, today())
    form = NameMentorForm()
    form.mentor.offer(disclosure.mentor_choices(reader(), duty_id, learner.person_id, today()))
    command = form.command(duty_id, learner.person_id)
    if form.carries_out(lambda: mentors.name_mentor(command, reader(), today())):
        flash(f"{learner.name} has a mentor. Both get a message.")
        return redirect(url_for("duties.page", duty_id=duty_id), 303)
    context = {"duty": disclosure.duty(reader(), duty_id, today()), "learner": learner}
    return render_template("learning/name_mentor.html", form=form, **context), form.answer_code


@blueprint.route("/duties/<duty_id>/mentors/<mentoring_id>/end", methods=["GET", "POST"])
@requires("change people")
def end_mentoring(duty_id: str, mentoring_id: str) -> Answer:
    """End mentoring before the placement is over."""
    found = disclosure.duty_mentors(reader(), duty_id, today()).mentors
    one = next((each for each in found if each.id == mentoring_id), None) or abort(404)
    form = EndMentoringForm()
    if form.carries_out(lambda: mentors.end_mentoring(form.command(mentoring_id), reader(), today())):
        flash("The mentoring has ended. Both get a message.")
        return redirect(url_for("duties.page", duty_id=duty_id), 303)
    duty = disclosure.duty(reader(), duty_id, today())
    return render_template("learning/end_mentoring.html", form=form, duty=duty, one=one), form.answer_code


@blueprint.get("/corrections/")
@requires("change people")
def corrections_list() -> Answer:
    """What do people ask to be put right?"""
    return render_template("corrections/listing.html", found=disclosure.corrections(reader(), today()))


@blueprint.route("/corrections/<correction_id>", methods=["GET", "POST"])
@requires("change people")
def answer(correction_id: str) -> Answer:
    """Answer somebody who asks for a correction."""
    asked = disclosure.correction(reader(), correction_id, today())
    form = AnswerForm()
    form.rests_on(asked, lambda: disclosure.correction(reader(), correction_id, today()))
    if form.carries_out(lambda: corrections.answer_correction(form.command(correction_id), reader(), today())):
        flash(f"Answered. {asked.person_name} gets a message.")
        return redirect(url_for("learning.corrections_list"), 303)
    return render_template("corrections/answer.html", form=form, asked=asked), form.answer_code
