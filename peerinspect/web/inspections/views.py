"""The inspection calendar: when inspections are, who there is for them, and where one could go instead."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, inspections, schedule
from peerinspect.services.veil import knows_sealed_work
from peerinspect.web.access import may, requires
from peerinspect.web.clock import asked_day, today
from peerinspect.web.inspections import presenters
from peerinspect.web.inspections.forms import BestWeeksForm, MoveForm, RegisterInspectionForm, ScheduleForm
from peerinspect.web.session import reader

blueprint = Blueprint("inspections", __name__, url_prefix="/inspections")
for word in presenters.FILTERS:
    blueprint.add_app_template_filter(word)
HALF_A_YEAR = timedelta(weeks=26)
AGAIN = "again"
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see work")
def calendar() -> Answer:
    """When are inspections, and can we staff them?"""
    first: date = asked_day("from")
    found = disclosure.inspection_year(reader(), first, _scope(), today())
    monday = found.weeks[0].week.monday
    return render_template(
        "inspections/calendar.html",
        year=found,
        months=presenters.months(found.weeks),
        may_register=may("register work"),
        total=sum(len(each.week.inspections) for each in found.weeks),
        first=monday,
        previous=monday - HALF_A_YEAR,
        next=monday + HALF_A_YEAR,
    )


@blueprint.get("/supply")
@requires("see work")
def supply() -> Answer:
    """Who is there in this week, region by region, and what takes the others away?"""
    found = disclosure.supply_week(reader(), asked_day("week"), _scope(), today())
    return render_template("inspections/supply.html", supply=found)


@blueprint.get("/best-weeks")
@requires("see work")
def best_weeks() -> Answer:
    """Which weeks are best to inspect this council?"""
    form = BestWeeksForm(disclosure.authority_choices(), request.args)
    code = form.council.data
    hints = disclosure.best_weeks(reader(), code, _scope(), today()) if code else None
    page = render_template("inspections/best_weeks.html", form=form, hints=hints, may_register=may("register work"))
    return page, form.answer_code


@blueprint.route("/new", methods=["GET", "POST"])
@requires("register work")
def register() -> Answer:
    """Register an inspection, in a week that the address may name."""
    asked, may_seal = asked_day("starts"), knows_sealed_work(reader())
    choice = disclosure.week_choice(reader(), asked, today()) if "starts" in request.args else None
    form = RegisterInspectionForm(
        disclosure.authority_choices(),
        disclosure.skill_choices(reader(), today()),
        may_seal,
        data={"starts": choice.monday, "authorities": _council()} if choice else None,
    )
    if form.carries_out(lambda: inspections.register_inspection(form.command(), reader(), today())):
        flash("The inspection is registered. The next search looks for its team.")
        return redirect(_after_registering(form), 303)
    return render_template("inspections/register.html", form=form, choice=choice), form.answer_code


def _council() -> tuple[str, ...]:
    code = request.args.get("council", "")
    return (code,) if code else ()


def _after_registering(form: RegisterInspectionForm) -> str:
    """The form again for one more in the same week, or the calendar at that week."""
    starts = form.starts.data or today()
    if AGAIN in request.form:
        return url_for("inspections.register", starts=starts.isoformat())
    return _week_address(starts)


def _week_address(day: date) -> str:
    """The calendar, opened at a week: the year that it shows from today on, or the one that begins there."""
    monday = day - timedelta(days=day.weekday())
    is_in_sight = today() - timedelta(days=7) < monday < today() + 2 * HALF_A_YEAR - timedelta(days=7)
    asked = "" if is_in_sight else f"?from={monday}"
    return f"{url_for('inspections.calendar')}{asked}#week-{monday}"


@blueprint.route("/<duty_id>/move", methods=["GET", "POST"])
@requires("register work")
def move(duty_id: str) -> Answer:
    """Move an inspection to another week, with what speaks against that week first."""
    target: date | None = asked_day("to") if request.args.get("to") else None
    found = disclosure.week_move(reader(), duty_id, target, today())
    form = MoveForm()
    form.rests_on(found.duty, lambda: disclosure.week_move(reader(), duty_id, target, today()).duty, duty_id)
    if form.carries_out(lambda: _move(form, duty_id, target)):
        flash(f"{found.duty.title} is moved. Whoever had been asked to do it is asked again.")
        return redirect(_week_address(target or found.monday), 303)
    page = render_template(
        "inspections/move.html", form=form, move=found, weeks=presenters.weeks_to_choose(today(), found, target)
    )
    return page, form.answer_code


def _move(form: MoveForm, duty_id: str, target: date | None) -> None:
    inspections.move_inspection(form.command(duty_id, target), reader(), today())


@blueprint.route("/settings", methods=["GET", "POST"])
@requires("register work")
def settings() -> Answer:
    """How many inspections may start in a week, and how early may their councils be disclosed?"""
    found = disclosure.schedule(reader(), today())
    form = ScheduleForm(data={"most_starts": found.most_starts, "disclosed_before": found.disclosed_before})
    form.rests_on(found, lambda: disclosure.schedule(reader(), today()))
    if form.carries_out(lambda: schedule.change_schedule(form.command(), reader(), today())):
        flash("The calendar keeps to the new numbers.")
        return redirect(url_for("inspections.calendar"), 303)
    return render_template("inspections/settings.html", form=form, schedule=found), form.answer_code


def _scope() -> str:
    """Whether the forecast is asked for announced or for unannounced inspections; "" for the reader's usual one."""
    return request.args.get("as", "")
