"""Figures of councils in words, with their sparklines, and as the rows of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from peerinspect.services.views.performance import CouncilPerformance, Figure
from peerinspect.web import words
from peerinspect.web.pictures import Bar, draw_grade_line, draw_sparkline
from peerinspect.web.presenters import amount
from peerinspect.web.reports.sheets import Cell, Line, Sheet

FIGURES: Mapping[str, str] = {
    "months-since-judgement": "Months since the last judgement",
    "director-changes": "Times the director's post changed holder",
    "passing-days": "Days with an interim or acting director",
    "vacant-days": "Days without a director on the register",
    "chairs": "People who chaired its board",
    "reviews": "Case reviews published in full",
    "programmes-received": "Support programmes received",
    "support-received": "Days of support received",
    "programmes-given": "Support programmes given",
    "support-given": "Days of support given",
    "days-received": "Days of all work received",
    "days-given": "Days of all work given",
    "secondees": "People seconded to Ofsted's teams",
}
"""What each figure is called."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "judgements": ("months-since-judgement",),
    "directors": ("director-changes", "passing-days", "vacant-days"),
    "chairs": ("chairs",),
    "reviews": ("reviews",),
    "support": ("programmes-received", "support-received", "programmes-given", "support-given"),
    "work": ("days-received", "days-given", "secondees"),
}
"""Which figures each part of the page holds."""
NOT_KNOWN = "Not known"
NOT_SHOWN = "Not shown to you"
NO_MEDIAN = "–"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure as a row: its name, its sparkline, its years, and the medians beside the last."""

    name: str
    spark: Markup
    years: tuple[str, ...]
    neighbours: str
    england: str


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area that is graded: its grades through time, the latest one, and the one before it."""

    name: str
    spark: Markup
    grade: str
    published: date
    before: str


@dataclass(frozen=True, slots=True)
class CompareCell:
    """One council's cell of a comparison: what it says, its sparkline, and what its neighbours' median is."""

    told: str
    spark: Markup | None = None
    beside: str = ""
    grade: str | None = None


def figure_lines(council: CouncilPerformance) -> dict[str, list[FigureLine]]:
    """The figures that the reader reads, by the part of the page that holds them."""
    known = {each.key: each for each in council.figures}
    return {
        part: [_line(known[key]) for key in keys if key in known]
        for part, keys in PARTS.items()
        if any(key in known for key in keys)
    }


def _line(figure: Figure) -> FigureLine:
    return FigureLine(
        FIGURES[figure.key],
        spark_of(figure),
        tuple(_told(each) for each in figure.years),
        _median(figure.neighbours),
        _median(figure.england),
    )


def spark_of(figure: Figure) -> Markup:
    """The figure's years as bars."""
    told = ", ".join(_told(each).lower() for each in figure.years)
    return draw_sparkline(figure.years, f"{FIGURES[figure.key]}, year by year: {told}")


def _told(number: Fraction | None) -> str:
    return NOT_KNOWN if number is None else amount(number)


def _median(number: Fraction | None) -> str:
    return NO_MEDIAN if number is None else amount(number)


def area_lines(council: CouncilPerformance, today: date) -> list[AreaLine]:
    """The areas that were ever graded, in the usual order."""
    found = []
    for area, name in words.AREAS.items():
        points = council.grades.get(area, ())
        if points:
            before = words.GRADES.get(points[-2][1], points[-2][1]) if len(points) > 1 else "None known"
            found.append(AreaLine(name, _steps(name, points, today), points[-1][1], points[-1][0], before))
    return found


def _steps(name: str, points: Sequence[tuple[date, str]], today: date) -> Markup:
    told = ", ".join(f"{words.GRADES.get(grade, grade).lower()} in {day:%Y}" for day, grade in points)
    return draw_grade_line(points, words.GRADES, today, f"{name}: {told}")


def post_bars(council: CouncilPerformance) -> list[Bar]:
    """Directors through time, the earliest first."""
    held = reversed(council.directors)
    return [
        Bar(each.person_name, words.BASES.get(each.basis, each.basis), *_days(each.period), f"post-{each.basis}")
        for each in held
    ]


def _days(period: object) -> tuple[date | None, date | None]:
    return getattr(period, "start", None), getattr(period, "end", None)


def good_neighbours(council: CouncilPerformance) -> str:
    """How many statistical neighbours were judged good or better, in words; nothing where none was judged."""
    graded = [each.grade for each in council.neighbours if each.grade]
    if not graded:
        return ""
    good = sum(each in ("outstanding", "good") for each in graded)
    return f"{good} of {len(graded)} are good or outstanding"


def compare_rows(councils: Sequence[CouncilPerformance], today: date) -> list[tuple[str, list[CompareCell]]]:
    """The rows of a comparison: grades of each area, then every figure that the reader reads of any of them."""
    areas = [(name, area) for area, name in words.AREAS.items() if any(area in each.grades for each in councils)]
    rows = [(name, [_grade_cell(each, area, name, today) for each in councils]) for name, area in areas]
    keys = [key for key in FIGURES if any(each.figure(key) for each in councils)]
    return rows + [(FIGURES[key], [_figure_cell(each, key) for each in councils]) for key in keys]


def _grade_cell(council: CouncilPerformance, area: str, name: str, today: date) -> CompareCell:
    points = council.grades.get(area, ())
    if not points:
        return CompareCell("Not graded")
    day, grade = points[-1]
    return CompareCell(f"{day:%B %Y}", _steps(f"{council.line.name}, {name}", points, today), grade=grade)


def _figure_cell(council: CouncilPerformance, key: str) -> CompareCell:
    figure = council.figure(key)
    if figure is None:
        return CompareCell(NOT_SHOWN)
    beside = "" if figure.neighbours is None else f"Neighbours' median {amount(figure.neighbours)}"
    return CompareCell(_told(figure.last), spark_of(figure), beside)


def sheet_of(councils: Sequence[CouncilPerformance]) -> Sheet:
    """Every figure of some councils, year by year, as a file."""
    years = [f"#Year to {year.label}" for year in councils[0].years]
    heads = ("Council", "Figure", *years, "#Median of its statistical neighbours", "#Median of England")
    return Sheet("Performance information", heads, [Line(row) for each in councils for row in _rows(each)])


def _rows(council: CouncilPerformance) -> list[tuple[Cell, ...]]:
    name = council.line.name
    graded = [
        (name, f"Grade: {words.AREAS[area]}", *[_grade_at(points, year.period.end) for year in council.years], "", "")
        for area, points in council.grades.items()
        if area in words.AREAS
    ]
    numbers = [
        (name, FIGURES[each.key], *map(_cell, each.years), _cell(each.neighbours), _cell(each.england))
        for each in council.figures
    ]
    return [*graded, *numbers]


def _grade_at(points: Sequence[tuple[date, str]], day: date | None) -> str:
    """The grade that held on a day."""
    held = [grade for published, grade in points if day is None or published <= day]
    return words.GRADES.get(held[-1], held[-1]) if held else ""


def _cell(number: Fraction | None) -> Cell:
    return "" if number is None else number
