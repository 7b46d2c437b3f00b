"""Judgements on a line through time: a dot at its day and on its grade's row, joined in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from peerinspect.web.pictures.bars import LEFT, RIGHT, ROW, TOP, WIDTH, Time, span_of, today_line, years_of
from peerinspect.web.pictures.svg import element, label, picture, titled


def draw_grades(points: Sequence[tuple[date, str]], names: Mapping[str, str], today: date, title: str) -> Markup:
    """One dot a judgement, given by day and grade; `names` are the grades' words, the best first."""
    time = span_of([day for day, _ in points], today)
    bottom = TOP + ROW * len(names)
    rows = {grade: TOP + ROW * (place + 0.5) for place, grade in enumerate(names)}
    known = sorted((day, grade) for day, grade in points if grade in rows)
    scene = (*_rows(rows, names), *years_of(time, bottom), *_dots(known, rows, names, time))
    told = f"A chart with {len(known)} judgements as dots, the better the higher. The table below it says the same."
    return picture("grades", title, told, WIDTH, bottom + 24, (*scene, *today_line(time, today, bottom)))


def _rows(rows: Mapping[str, float], names: Mapping[str, str]) -> list[Markup]:
    heads = [label(names[grade], LEFT - 10, y + 4, class_="chart-label chart-label--end") for grade, y in rows.items()]
    lines = [element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="chart-line") for y in rows.values()]
    return [*heads, *lines]


def _dots(
    known: Sequence[tuple[date, str]], rows: Mapping[str, float], names: Mapping[str, str], time: Time
) -> list[Markup]:
    places = [(time.x(day), rows[grade]) for day, grade in known]
    joints = [
        element("line", x1=one[0], y1=one[1], x2=other[0], y2=other[1], class_="grade-line")
        for one, other in pairwise(places)
    ]
    dots = [
        titled(
            f"{names[grade]}, {day.day} {day:%B %Y}",
            element("circle", cx=x, cy=y, r=6.0, class_="grade-dot"),
        )
        for (day, grade), (x, y) in zip(known, places, strict=True)
    ]
    return [*joints, *dots]
