"""Reports: one page each, with a picture, its table, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import day_rates, disclosure, thanks
from peerinspect.services.views.reports import CouncilLoad, YearChoice
from peerinspect.services.views.rosters import LoadView
from peerinspect.web.access import may_open, requires
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_number, asked_text, page_cut, page_of
from peerinspect.web.pictures import draw_counts
from peerinspect.web.reports import presenters
from peerinspect.web.reports.forms import RateForm, ThanksForm
from peerinspect.web.reports.sheets import Line, Sheet
from peerinspect.web.session import reader

blueprint = Blueprint("reports", __name__, url_prefix="/reports")
Answer = Response | str | tuple[str, int]
Loaded = TypeVar("Loaded", LoadView, CouncilLoad)
ALL_WORK = "read reports on all work"
INDEX = (
    ("reports.load", "Load", "The days that people and councils give in a year, against the days they offer."),
    ("reports.fairness", "Fairness", "How the days of each year are spread over those who offered."),
    (
        "reports.turnover",
        "Turnover",
        "Directors' posts that changed holder, and vacancies, by region and year.",
    ),
    ("leaving.page", "Why directors leave", "What leavers said, in numbers from which nobody can be told."),
    ("programme.report", "Programme for aspiring directors", "Cohorts, placements given, and who became a director."),
    ("reports.waivers", "Waivers used", "Which rules were waived, who decided, and how often the answer was no."),
    ("reports.evaluations", "Evaluations", "How many of those who inspected or were seconded were evaluated."),
    ("reports.days", "Days given and received", "What councils gave each other, and when each was last thanked."),
    ("review_report.page", "Case reviews", "How long each stage takes, what is late and why, and how reviews end."),
    ("recurring.page", "Lessons that come back", "Which themes reviews find again where boards had been sent them."),
    (
        "alternatives.page",
        "Alternatives to intervention",
        "Support that has begun, and how councils were judged before and after.",
    ),
    ("reports.cost", "Cost", "What the days given and received are worth at the day rates kept here."),
    ("retention.page", "What is no longer kept", "What the retention policy has removed, and what is due."),
)
TURNOVER_ON_THE_PAGE = 6
"""The columns by region that a page has room for. The others stand below it, year by year, and in the file."""
BY = (("person", "Person"), ("council", "Council"))
SORTS = (("share", "Share of the days offered"), ("used", "Days used"), ("offered", "Days offered"), ("name", "Name"))


@blueprint.get("/")
@requires("read reports")
def index() -> Answer:
    """Which reports are there?"""
    return render_template("reports/index.html", reports=[one for one in INDEX if may_open(one[0])])


@blueprint.get("/load")
@requires(ALL_WORK)
def load() -> Answer:
    """Who gives how much of what they offer?"""
    years = disclosure.years_of_work(today())
    asked = {"year": _year(years).value, "by": _asked("by", BY), "sort": _asked("sort", SORTS)}
    choices = {"years": years, "by": BY, "sorts": SORTS}
    return _page("load", _load_sheet(), asked=asked, choices=choices, year=_year(years))


@blueprint.get("/load.csv")
@requires(ALL_WORK)
def load_csv() -> Answer:
    """The same rows as a file."""
    return _file("load", _load_sheet())


def _load_sheet() -> Sheet:
    by_council, sort = _asked("by", BY) == "council", _asked("sort", SORTS)
    year = _year(disclosure.years_of_work(today())).period
    found = disclosure.load_report(reader(), year, today(), by_council)
    if by_council:
        return presenters.councils_sheet(_sorted(found.councils, sort))
    return presenters.people_sheet(_sorted(found.people, sort))


def _sorted(lines: Sequence[Loaded], sort: str) -> list[Loaded]:
    """The lines by what is asked for; they come sorted by share."""
    if sort == "share":
        return list(lines)
    return sorted(lines, key=lambda one: one.name if sort == "name" else -getattr(one, sort))


@blueprint.get("/fairness")
@requires("read reports")
def fairness() -> Answer:
    """How fairly was the work spread over the years?"""
    found = disclosure.fairness_report(reader(), today())
    has_any = any(year.people for year in found)
    return _page("fairness", presenters.fairness_sheet(found if has_any else ()), said=found[0].sentence)


@blueprint.get("/fairness.csv")
@requires("read reports")
def fairness_csv() -> Answer:
    """The same rows as a file."""
    return _file("fairness", presenters.fairness_sheet(disclosure.fairness_report(reader(), today())))


@blueprint.get("/turnover")
@requires(ALL_WORK)
def turnover() -> Answer:
    """Where do directors come and go?"""
    years = disclosure.years_of_posts(today())
    year = _year(years)
    end = year.period.end or today()
    region, over_years, sheet = asked_text("region"), _years_sheet(), _turnover_sheet()
    return _page(
        "turnover",
        sheet.narrowed(sheet.heads[:TURNOVER_ON_THE_PAGE]),
        asked={"year": year.value},
        choices={"years": years},
        day=min(end, today()),
        region=region,
        regions=disclosure.region_names(),
        years_sheet=over_years,
        years_svg=_picture(over_years.label, over_years.lines, "years"),
        years_file=url_for("reports.turnover_years_csv", region=region or None),
    )


@blueprint.get("/turnover-years.csv")
@requires(ALL_WORK)
def turnover_years_csv() -> Answer:
    """The years' rows as a file."""
    return _file("turnover-years", _years_sheet())


def _years_sheet() -> Sheet:
    return presenters.years_sheet(disclosure.turnover_years(reader(), asked_text("region"), today()))


@blueprint.get("/turnover.csv")
@requires(ALL_WORK)
def turnover_csv() -> Answer:
    """The same rows as a file."""
    return _file("turnover", _turnover_sheet())


def _turnover_sheet() -> Sheet:
    year = _year(disclosure.years_of_posts(today()))
    return presenters.turnover_sheet(disclosure.turnover_report(reader(), year.period, today()))


@blueprint.get("/waivers")
@requires("read reports")
def waivers() -> Answer:
    """Which rules were waived, and by whom?"""
    return _page("waivers", presenters.waivers_sheet(disclosure.waivers_report(reader(), today())))


@blueprint.get("/waivers.csv")
@requires("read reports")
def waivers_csv() -> Answer:
    """The same rows as a file."""
    return _file("waivers-used", presenters.waivers_sheet(disclosure.waivers_report(reader(), today())))


@blueprint.get("/evaluations")
@requires("read reports")
def evaluations() -> Answer:
    """How many of those who worked for Ofsted were evaluated?"""
    found = disclosure.evaluated_report(reader(), today())
    return _page("evaluations", presenters.evaluated_sheet(found if any(one.ended for one in found) else ()))


@blueprint.get("/evaluations.csv")
@requires("read reports")
def evaluations_csv() -> Answer:
    """The same rows as a file."""
    return _file("evaluations", presenters.evaluated_sheet(disclosure.evaluated_report(reader(), today())))


@blueprint.get("/days")
@requires(ALL_WORK)
def days() -> Answer:
    """What did each council give and receive?"""
    years = disclosure.years_of_work(today())
    found = disclosure.days_report(reader(), _year(years).period, today())
    said = disclosure.thanks_page(reader(), today())
    asked, choices = {"year": _year(years).value}, {"years": years}
    sheet = presenters.days_sheet(found.councils)
    return _page("days", sheet, asked=asked, choices=choices, thanks=said, elsewhere=found.elsewhere)


@blueprint.get("/days.csv")
@requires(ALL_WORK)
def days_csv() -> Answer:
    """The same rows as a file."""
    found = disclosure.days_report(reader(), _year(disclosure.years_of_work(today())).period, today())
    return _file("days", presenters.days_sheet(found.councils))


@blueprint.get("/cost")
@requires(ALL_WORK)
def cost() -> Answer:
    """What are the days worth?"""
    years = disclosure.years_of_work(today())
    found = disclosure.cost_report(reader(), _year(years).period, today())
    asked, choices = {"year": _year(years).value}, {"years": years}
    return _page("cost", presenters.cost_sheet(found.councils), asked=asked, choices=choices, cost=found)


@blueprint.get("/cost.csv")
@requires(ALL_WORK)
def cost_csv() -> Answer:
    """The same rows as a file."""
    found = disclosure.cost_report(reader(), _year(disclosure.years_of_work(today())).period, today())
    return _file("cost", presenters.cost_sheet(found.councils))


@blueprint.get("/thanks")
@requires(ALL_WORK)
def thanked() -> Answer:
    """Which councils were thanked, when and how?"""
    found = disclosure.thanks_page(reader(), today(), asked_number("page"))
    return render_template("reports/thanks.html", paging=page_cut(found))


@blueprint.route("/thanks/new", methods=["GET", "POST"])
@requires("keep thanks and rates")
def thank() -> Answer:
    """Write down that a council was thanked."""
    form = ThanksForm(disclosure.authority_choices())
    if form.carries_out(lambda: thanks.record_thanks(form.command(), reader(), today())):
        flash("The thanks are recorded.")
        return redirect(url_for("reports.days"), 303)
    return render_template("reports/thank.html", form=form), form.answer_code


@blueprint.route("/rates", methods=["GET", "POST"])
@requires("keep thanks and rates")
def rates() -> Answer:
    """What does a day of each kind of work cost?"""
    form = RateForm()
    if form.carries_out(lambda: day_rates.change_rate(form.command(), reader(), today())):
        flash("The day rate is kept.")
        return redirect(url_for("reports.cost"), 303)
    year = disclosure.years_of_work(today())[0]
    found = disclosure.cost_report(reader(), year.period, today())
    events = disclosure.rate_events(reader(), today())
    return render_template("reports/rates.html", form=form, rates=found.rates, events=events), form.answer_code


def _page(name: str, sheet: Sheet, **context: Any) -> Answer:
    """A report's page: the lines of this page of it, and their picture."""
    paging = page_of(sheet.lines)
    shown = replace(sheet, lines=paging.items)
    svg = _picture(sheet.label, paging.items)
    asked = context.get("asked") or {}
    file = url_for(f"reports.{name}_csv", **asked)
    return render_template(f"reports/{name}.html", sheet=shown, paging=paging, svg=svg, file=file, **context)


def _picture(label: str, lines: Sequence[Line], name: str = "counts") -> object:
    rows = [line.picture for line in lines if line.picture]
    return draw_counts(rows, label, name) if rows else None


def _file(name: str, sheet: Sheet) -> Response:
    """The whole table as a CSV file."""
    answer = make_response(sheet.csv())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return answer


def _year(years: tuple[YearChoice, ...]) -> YearChoice:
    return disclosure.chosen_year(asked_text("year"), years)


def _asked(name: str, choices: Sequence[tuple[str, str]]) -> str:
    """What the address asks for; the first choice where it is none of them."""
    value = asked_text(name)
    return value if value in dict(choices) else choices[0][0]
