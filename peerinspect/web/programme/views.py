"""Pages of the aspirant programme, for coordinators and the Ofsted liaison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.programme.cohorts import change_cohort, end_membership, join_cohort, open_cohort
from peerinspect.services.programme.readiness import say_ready
from peerinspect.services.programme.training import add_training, settle_training
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.forms import HouseForm
from peerinspect.web.paging import asked_text, page_of
from peerinspect.web.pictures import draw_counts
from peerinspect.web.programme import presenters
from peerinspect.web.programme.forms import CohortForm, EndForm, JoinForm, ReadyForm, SettleForm, TrainingForm
from peerinspect.web.session import reader

blueprint = Blueprint("programme", __name__, url_prefix="/programme")
Answer = Response | str | tuple[str, int]
SEE, KEEP = "see the programme", "keep the programme"


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {
        "cohort_states": presenters.COHORT_STATES,
        "member_states": presenters.MEMBER_STATES,
        "training_outcomes": presenters.OUTCOMES,
        "fact_names": presenters.FACTS,
        "keeps": may(KEEP),
    }


@blueprint.get("/")
@requires(SEE)
def listing() -> Answer:
    """Which cohorts are there, and how many of each are ready?"""
    asked = {"state": asked_text("state"), "q": asked_text("q")}
    found = disclosure.cohorts(reader(), today())
    shown = presenters.cohorts_asked(found, asked["state"], asked["q"])
    waiting = len(disclosure.training_waiting(reader())) if may(KEEP) else 0
    return render_template(
        "programme/listing.html", any_at_all=bool(found), paging=page_of(shown), asked=asked, waiting=waiting
    )


@blueprint.route("/cohorts/new", methods=["GET", "POST"])
@requires(KEEP)
def new_cohort() -> Answer:
    """What will the new cohort be?"""
    form = CohortForm()
    if form.carries_out(lambda: open_cohort(form.command(), reader())):
        flash("The cohort is open. Add those who join it.")
        return redirect(url_for("programme.listing"), 303)
    return render_template("programme/form.html", form=form, title="Open a cohort", button="Open it"), form.answer_code


@blueprint.get("/cohorts/<cohort_id>")
@requires(SEE)
def cohort(cohort_id: str) -> Answer:
    """Who is in this cohort, and who is ready?"""
    found = disclosure.cohort(reader(), cohort_id, today())
    asked = {"state": asked_text("state"), "ready": asked_text("ready")}
    shown = presenters.members_asked(found.members, asked["state"], asked["ready"])
    return render_template(
        "programme/cohort.html", found=found, paging=page_of(shown), asked=asked, ready=presenters.READY
    )


@blueprint.route("/cohorts/<cohort_id>/change", methods=["GET", "POST"])
@requires(KEEP)
def change(cohort_id: str) -> Answer:
    """What changes about this cohort?"""
    found, form = disclosure.cohort(reader(), cohort_id, today()).line, CohortForm()
    form.show(found)
    form.rests_on(found, lambda: disclosure.cohort(reader(), cohort_id, today()).line, cohort_id)
    if form.carries_out(lambda: change_cohort(cohort_id, form.command(), reader())):
        flash("Changed.")
        return redirect(url_for("programme.cohort", cohort_id=cohort_id), 303)
    context = {"title": "Change the cohort", "button": "Save", "found": found}
    return render_template("programme/form.html", form=form, **context), form.answer_code


@blueprint.route("/cohorts/<cohort_id>/members/new", methods=["GET", "POST"])
@requires(KEEP)
def join(cohort_id: str) -> Answer:
    """Who joins this cohort?"""
    found, form = disclosure.cohort(reader(), cohort_id, today()).line, JoinForm()
    form.person_id.offer(disclosure.joining_choices(reader(), cohort_id, today()))
    if form.carries_out(lambda: join_cohort(form.command(cohort_id), reader(), today())):
        flash("They are in the cohort. They get a message.")
        return redirect(url_for("programme.cohort", cohort_id=cohort_id), 303)
    context = {"title": "Add somebody to the cohort", "button": "Add them", "found": found}
    return render_template("programme/form.html", form=form, **context), form.answer_code


@blueprint.get("/members/<member_id>")
@requires(SEE)
def member(member_id: str) -> Answer:
    """How far has this aspirant come?"""
    return render_template("programme/member.html", found=disclosure.cohort_member(reader(), member_id, today()))


@blueprint.route("/members/<member_id>/end", methods=["GET", "POST"])
@requires(KEEP)
def end(member_id: str) -> Answer:
    """How did their part of the programme end?"""
    form = EndForm()
    return _about(
        member_id, form, "Complete or leave", lambda _: end_membership(form.command(member_id), reader(), today())
    )


@blueprint.route("/members/<member_id>/training", methods=["GET", "POST"])
@requires(KEEP)
def training(member_id: str) -> Answer:
    """Which training did they take?"""
    form = TrainingForm()
    return _about(member_id, form, "Add training", lambda person: add_training(form.command(person), reader(), today()))


@blueprint.route("/members/<member_id>/ready", methods=["GET", "POST"])
@requires(KEEP)
def ready(member_id: str) -> Answer:
    """Why are they ready for cover?"""
    form = ReadyForm()
    return _about(
        member_id, form, "Ready for cover", lambda person: say_ready(form.command(person, True), reader(), today())
    )


@blueprint.route("/members/<member_id>/not-ready", methods=["GET", "POST"])
@requires(KEEP)
def not_ready(member_id: str) -> Answer:
    """Why are they not ready any more?"""
    form = ReadyForm()
    return _about(
        member_id, form, "Take the word back", lambda person: say_ready(form.command(person, False), reader(), today())
    )


def _about(member_id: str, form: HouseForm, title: str, use_case: Callable[[str], object]) -> Answer:
    """A form about one member. The use case is given the person's id."""
    found = disclosure.cohort_member(reader(), member_id, today())
    form.rests_on(found, lambda: disclosure.cohort_member(reader(), member_id, today()), found.line.person_id)
    if form.carries_out(lambda: use_case(found.line.person_id)):
        flash("Saved.")
        return redirect(url_for("programme.member", member_id=member_id), 303)
    context = {"title": f"{title}: {found.line.name}", "button": "Save", "found": found.cohort, "one": found.line}
    return render_template("programme/form.html", form=form, **context), form.answer_code


@blueprint.get("/training")
@requires(KEEP)
def waiting() -> Answer:
    """Which training waits to be confirmed?"""
    return render_template("programme/waiting.html", paging=page_of(disclosure.training_waiting(reader())))


@blueprint.route("/training/<training_id>", methods=["GET", "POST"])
@requires(KEEP)
def settle(training_id: str) -> Answer:
    """Did they take this training?"""
    found, form = disclosure.aspirant_training(reader(), training_id), SettleForm()
    form.rests_on(found, lambda: disclosure.aspirant_training(reader(), training_id))
    if form.carries_out(lambda: settle_training(form.command(training_id), reader(), today())):
        flash(f"Saved. {found.person_name} gets a message.")
        return redirect(url_for("programme.waiting"), 303)
    return render_template("programme/settle.html", form=form, found=found), form.answer_code


@blueprint.get("/report")
@requires(SEE)
def report() -> Answer:
    """What became of each cohort?"""
    sheet = presenters.outcome_sheet(disclosure.programme_report(reader(), today()))
    paging = page_of(sheet.lines)
    rows = [line.picture for line in paging.items if line.picture]
    return render_template(
        "programme/report.html",
        sheet=replace(sheet, lines=paging.items),
        paging=paging,
        svg=draw_counts(rows, sheet.label) if rows else None,
        file=url_for("programme.report_csv"),
    )


@blueprint.get("/report.csv")
@requires(SEE)
def report_csv() -> Answer:
    """The same as a file."""
    answer = make_response(presenters.outcome_sheet(disclosure.programme_report(reader(), today())).csv())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = "attachment; filename=cohorts.csv"
    return answer
